package import Catalog

extension StatementID: @retroactive CustomStringConvertible {
    package var description: String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        let digits = (0..<10).map { alphabet[Int(hash >> (45 - 5 * UInt64($0))) & 31] }
        return "\(soc)-\(String(decoding: digits, as: UTF8.self))" + (occurrence > 1 ? "-\(occurrence)" : "")
    }
}
