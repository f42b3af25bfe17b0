import TestSupport

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
