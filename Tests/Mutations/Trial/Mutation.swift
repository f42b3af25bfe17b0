import JSON
import TestSupport

/// Mutations of the samples: by bytes, by structure, in the way of writing, and by several of them.
enum Mutation {
    private static let samples = Files.samples.map(\.bytes)
    private static let trees = samples.compactMap { try? Tree(Document(parsing: $0).root) }

    /// - Parameter seed: the same mutation for the same seed.
    static func bytes(seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        let index = Int.random(in: samples.indices, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: return mutated(samples[index], using: &random)
        case 4..<8: return text(trees[index], changes: Int.random(in: 1...3, using: &random), using: &random)
        case 8: return text(trees[index], changes: 0, using: &random)
        default: return mutated(text(trees[index], changes: 1, using: &random), using: &random)
        }
    }

    private static func text(_ tree: Tree, changes: Int, using random: inout SeededGenerator) -> [UInt8] {
        var tree = tree
        for _ in 0..<changes { tree.mutate(with: Tree.values, using: &random) }
        var style = Tree.Style(random: random)
        style.spaces = [0, 0, 5, 50].randomElement(using: &random) ?? 0
        style.escapes = [0, 0, 2, 50].randomElement(using: &random) ?? 0
        return Array(tree.text(&style).utf8)
    }

    private static func mutated(_ original: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty { change(&bytes, using: &random) }
        return bytes
    }

    private static func change(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        let place = Int.random(in: bytes.indices, using: &random)
        let end = min(place + Int.random(in: 1...64, using: &random), bytes.count)
        switch Int.random(in: 0..<11, using: &random) {
        case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes[place] = special.randomElement(using: &random) ?? 0
        case 3: bytes.insert(special.randomElement(using: &random) ?? 0, at: place)
        case 4: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 5: bytes.remove(at: place)
        case 6: bytes.removeSubrange(place..<end)
        case 7: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: bytes.indices, using: &random))
        case 8: splice(into: &bytes, place..<end, using: &random)
        case 9: swap(in: &bytes, using: &random)
        default:
            if Bool.random(using: &random) {
                bytes.removeSubrange(place...)
            } else {
                bytes.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
            }
        }
    }

    /// Bytes that mean something to a reader of JSON or UTF-8.
    private static let special =
        Array("{}[]:,\"\\/u-+.eE019 \t\r\n\0\u{7F}".utf8) + [0x80, 0xBF, 0xC0, 0xE2, 0xED, 0xF0, 0xFF]

    /// Half of the time from the same place, so that a field of another sample stands where it belongs.
    private static func splice(into bytes: inout [UInt8], _ range: Range<Int>, using random: inout SeededGenerator) {
        let other = samples.randomElement(using: &random) ?? []
        let start =
            Bool.random(using: &random)
            ? min(range.lowerBound, other.count) : Int.random(in: 0...other.count, using: &random)
        let end = min(start + Int.random(in: 0...400, using: &random), other.count)
        bytes.replaceSubrange(range, with: other[start..<end])
    }

    /// Two neighbouring blocks change places.
    private static func swap(in bytes: inout [UInt8], using random: inout SeededGenerator) {
        let places = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
        let first = bytes[places[0]..<places[1]]
        let second = bytes[places[1]..<places[2]]
        bytes.replaceSubrange(places[0]..<places[2], with: second + first)
    }
}
