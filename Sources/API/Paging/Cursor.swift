import Catalog
import Hashing

/// The place after the last element of a page, opaque to clients.
///
/// It holds the key of that element and not a number, so it stays good when elements come and go, and a seal over the
/// key and the list, so it opens only the list, filters and order that it was made for.
enum Cursor {
    /// - Parameter list: path and query of the list without what chooses a part of it.
    static func encode(_ key: OrderKey, list: String) -> String {
        Base64URL.encode([formatVersion] + seal(key, list) + key.bytes)
    }

    /// nil where the text is no cursor of this list.
    static func decode(_ text: String, list: String) -> OrderKey? {
        guard let bytes = Base64URL.decode(text), bytes.count > 1 + sealLength, bytes.first == formatVersion else {
            return nil
        }
        let key = OrderKey(bytes: Array(bytes.dropFirst(1 + sealLength)))
        return Array(bytes[1...sealLength]) == seal(key, list) ? key : nil
    }

    private static func seal(_ key: OrderKey, _ list: String) -> [UInt8] {
        Array(SHA256(hashing: [Array(list.utf8), [UInt8(ascii: "\n")], key.bytes]).bytes.prefix(sealLength))
    }

    private static let formatVersion: UInt8 = 1
    private static let sealLength = 8
}
