/// SplitMix64: the same sequence on every run, so that a failure can be repeated by its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Changes a text at a few random places: bytes are changed, dropped, doubled or put in, with a taste for those that
/// the grammars of HTTP treat specially.
func mutated(_ original: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    let special = bytes("\r\n\r\n\0\t :;,\"\\/?#%*[]@.0123456789afGx=\u{7f}\u{80}\u{ff}HTTP")
    var result = original
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
        guard !result.isEmpty else { break }
        let place = Int.random(in: 0..<result.count, using: &generator)
        let byte =
            Bool.random(using: &generator)
            ? special.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0, 1: result[place] = byte
        case 2: result.insert(byte, at: place)
        case 3: result.remove(at: place)
        default:
            let end = min(result.count, place + Int.random(in: 1...12, using: &generator))
            result.insert(contentsOf: result[place..<end], at: Int.random(in: 0...result.count, using: &generator))
        }
    }
    return result
}
