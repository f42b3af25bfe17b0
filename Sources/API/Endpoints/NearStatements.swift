import Catalog
import JSON

extension Snapshot {
    /// The statements that a text which is no id may have meant, at most five: the one that it is when letters are read
    /// as the digits that they look like; else those of the newest version of its occupation that have an id like it;
    /// else the one of a similar occupation with the same hash.
    func statements(near text: String) -> [LocatedStatement] {
        guard text.utf8.count <= 64 else { return [] }
        let read = String(decoding: text.lowercased().utf8.map(Self.digit), as: UTF8.self)
        if let found = StatementID(read).flatMap(statement) { return [found] }
        guard let dash = read.lastIndex(of: "-") else { return [] }
        if let newest = SOC(read.prefix(10)).flatMap({ versions(of: $0) })?.newest {
            return newest.ids(near: read.dropFirst(10)).compactMap(statement)
        }
        let hash = read[dash...]
        return frameworks(near: String(read[..<dash]))
            .compactMap { StatementID("\($0.soc)\(hash)").flatMap(statement) }
    }

    /// What the alphabet of ids has for a character that it has not.
    private static func digit(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "o"): UInt8(ascii: "0")
        case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
        case UInt8(ascii: "u"): UInt8(ascii: "v")
        default: byte
        }
    }
}

extension Framework {
    /// - Parameter rest: of the id, after the code of the occupation.
    fileprivate func ids(near rest: Substring) -> [StatementID] {
        let ids = levels.lazy.flatMap(\.statements).prefix(Self.mostCompared).map(\.id)
        let rests = ids.map { String($0.description.dropFirst(10)) }
        if rest.utf8.count >= 4 {
            let begun = zip(ids, rests).filter { $0.1.hasPrefix(rest) }
            if !begun.isEmpty { return begun.prefix(5).map(\.0) }
        }
        return nearest(to: String(rest), among: rests).flatMap { StatementID("\(soc)\($0)") }.map { [$0] } ?? []
    }

    /// An export has some forty statements, but may have any number.
    private static let mostCompared = 1000
}
