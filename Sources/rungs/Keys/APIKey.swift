import Hashing

/// A key as a client sends it.
package struct APIKey: Sendable, Equatable {
    package let text: String

    /// What can be guessed is no key.
    package static let leastLength = 16

    /// Takes what a header field can carry as it is: visible ASCII without spaces.
    package init(_ bytes: some Collection<UInt8>) throws(Fault) {
        guard bytes.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .characters }
        guard bytes.count >= Self.leastLength else { throw .short(bytes.count) }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// A new one of 256 random bits.
    package init() {
        // It asks the system's generator for each number (getrandom(2)).
        var generator = SystemRandomNumberGenerator()
        text = (0..<4).map { _ in Self.digits(generator.next()) }.joined()
    }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// What stands for it in the file of keys.
    ///
    /// - Parameter name: one that `KeyFile.isName`; nil for none.
    package func line(name: String?) -> String {
        let hash = SHA256(hashing: Array(text.utf8)).hex
        return name.map { "\($0):\(hash)" } ?? hash
    }

    package enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        case characters
        case short(Int)

        package var description: String {
            switch self {
            case .characters: "a key is one line of visible ASCII characters without spaces"
            case .short(let count):
                "the key has \(counted(count, "character")) and can be guessed: at least \(leastLength) are needed"
            }
        }
    }
}
