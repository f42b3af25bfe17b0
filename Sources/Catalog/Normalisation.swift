import JSON
@_spi(_Unicode) import Swift

/// The normalised text `N` of a statement, which its id is made from (API.md 5): NFC, then runs of Unicode White_Space
/// as one U+0020, then trimmed. Nothing else is changed.
enum Normalisation {
    /// The general way, for any text. What ``TextScan`` calls normalised already needs no call.
    static func normalised(_ text: Text) -> Text {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var isSpacePending = false
        for scalar in nfc(text.string) {
            if scalar.properties.isWhitespace {
                isSpacePending = !bytes.isEmpty
                continue
            }
            if isSpacePending { bytes.append(UInt8(ascii: " ")) }
            isSpacePending = false
            bytes.append(contentsOf: scalar.utf8)
        }
        return Text(bytes, in: bytes.indices)
    }

    /// Normalization Form C (UAX #15), by the standard library's own normaliser, which is not public yet.
    private static func nfc(_ text: String) -> some Sequence<Unicode.Scalar> {
        text._nfc
    }
}
