/// Case folding for comparison: each Unicode scalar to upper case, and that to lower case, which makes equal what
/// full case folding (Unicode section 3.13, C+F) makes equal. Nothing is normalised.
enum CaseFolding {
    /// - Parameter utf8: valid UTF-8.
    /// - Returns: UTF-8, whose byte order is the order of scalars.
    static func fold(_ utf8: some Collection<UInt8>) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(utf8.count)
        for byte in utf8 {
            guard byte < 0x80 else { return foldScalars(String(decoding: utf8, as: UTF8.self)) }
            folded.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
        }
        return folded
    }

    private static func foldScalars(_ text: String) -> [UInt8] {
        var folded: [UInt8] = []
        for scalar in text.unicodeScalars {
            for upper in scalar.properties.uppercaseMapping.unicodeScalars {
                folded += upper.properties.lowercaseMapping.utf8
            }
        }
        return folded
    }
}
