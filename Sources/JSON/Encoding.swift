extension SyntaxError {
    /// What bytes that are not UTF-8 may be instead, by their first ones.
    package enum Encoding: String, Sendable {
        case utf16 = "UTF-16"
        case utf32 = "UTF-32"
        case gzip
        case zip
        case zstandard = "Zstandard"

        /// nil where the first bytes may begin a JSON text in UTF-8, or say nothing.
        ///
        /// A text begins with an ASCII character, so in UTF-16 one of the first two bytes is NUL, which no JSON text
        /// in UTF-8 has there.
        init?(ofTextBeginningWith text: Span<UInt8>) {
            guard text.count >= 2 else { return nil }
            func begins(with signature: UInt8...) -> Bool {
                guard text.count >= signature.count else { return false }
                for index in signature.indices where text[index] != signature[index] { return false }
                return true
            }
            switch (text[0], text[1]) {
            case (0xFE, 0xFF):
                self = .utf16
            case (0xFF, 0xFE):
                self = begins(with: 0xFF, 0xFE, 0, 0) ? .utf32 : .utf16
            case (0, 0):
                // A text of NUL bytes only is a damaged file in whatever encoding.
                guard begins(with: 0, 0, 0xFE, 0xFF) || text.count >= 4 && text[2] == 0 && text[3] != 0 else {
                    return nil
                }
                self = .utf32
            case (0, _):
                self = .utf16
            case (let first, 0):
                self = begins(with: first, 0, 0, 0) ? .utf32 : .utf16
            case (0x1F, 0x8B):
                self = .gzip
            case (0x50, 0x4B) where begins(with: 0x50, 0x4B, 3, 4):
                self = .zip
            case (0x28, 0xB5) where begins(with: 0x28, 0xB5, 0x2F, 0xFD):
                self = .zstandard
            default:
                return nil
            }
        }
    }
}
