@testable import HTTP
import Testing

@Suite struct `Byte sets` {
    private static let digits = "0123456789"
    private static let lower = "abcdefghijklmnopqrstuvwxyz"
    private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let visible = String(String.UnicodeScalarView((0x21...0x7e).map { Unicode.Scalar(UInt8($0)) }))

    private static let sets: [(set: ByteSet, grammar: String)] = [
        (.token, "!#$%&'*+-.^_`|~" + digits + lower + upper),
        (.target, visible.filter { !"\"#<>".contains($0) }),
        (.registeredName, "-._~" + "!$&'()*+,;=" + digits + lower + upper),
        (.address, digits + "abcdefABCDEF" + ":."),
        (.hexDigit, digits + "abcdefABCDEF"),
        (.unreserved, digits + lower + upper + "-._~"),
        (.requestID, digits + lower + upper + "._-"),
        (.entityTag, visible.filter { $0 != "\"" }),
    ]

    @Test func `each has the characters that its grammar names and no other byte`() {
        for (set, grammar) in Self.sets {
            let members = Set(grammar.utf8)
            for byte in UInt8.min...UInt8.max {
                #expect(set.contains(byte) == members.contains(byte), "byte \(byte) of \(grammar)")
            }
        }
    }
}
