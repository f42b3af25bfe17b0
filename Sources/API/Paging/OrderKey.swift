/// Where an element stands in the order of its list: bytes that compare, first difference first, as the elements do.
///
/// A number is eight bytes, big-endian with the sign flipped. A text is its bytes with each 0 as `00 FF`, ended by
/// `00 00`, so that no text is the beginning of another. A descending part has all bits flipped.
struct OrderKey: Sendable, Equatable {
    private(set) var bytes: [UInt8]

    init(bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    mutating func append(number: Int, isDescending: Bool = false) {
        let ordered = UInt64(bitPattern: Int64(number)) ^ (1 << 63)
        withUnsafeBytes(of: (isDescending ? ~ordered : ordered).bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(text: some Sequence<UInt8>, isDescending: Bool = false) {
        let flip: UInt8 = isDescending ? 0xFF : 0
        for byte in text {
            bytes.append(byte ^ flip)
            if byte == 0 {
                bytes.append(0xFF ^ flip)
            }
        }
        bytes.append(flip)
        bytes.append(flip)
    }
}

extension OrderKey: Comparable {
    static func < (left: OrderKey, right: OrderKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
