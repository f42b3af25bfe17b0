/// Families of octets, written from the text of the RFCs and not from the code under test.
enum Octet {
    /// `tchar`, RFC 9110 section 5.6.2.
    static let token = Set(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    /// Visible ASCII but those that no form of a target can have.
    static let inTarget = Set((UInt8(0x21)...0x7e)).subtracting(Array("\"#<>".utf8))
    /// Controls but HTAB, which no field value can have (RFC 9110 section 5.5).
    static let controls = Set(UInt8(0)...0x1f).union([0x7f]).subtracting([0x09])

    static let all = Array(UInt8.min...UInt8.max)

    static func all(but excluded: Set<UInt8>) -> [UInt8] {
        all.filter { !excluded.contains($0) }
    }

    static func name(_ octet: UInt8) -> String {
        let digits = String(octet, radix: 16)
        return "0x\(digits.count < 2 ? "0" : "")\(digits)"
    }

    /// The bytes of a text with an octet in the place of each U+0001.
    static func put(_ octet: UInt8, into text: String) -> [UInt8] {
        text.utf8.map { $0 == 1 ? octet : $0 }
    }
}
