import HTTP

/// The bytes of a text of characters up to U+00FF, one each: tables of raw bytes stay readable.
func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8($0.value) }
}

/// The text of some bytes, each as its Latin-1 character.
func text(_ bytes: some Sequence<UInt8>) -> String {
    String(latin1: bytes)
}

extension String {
    func repeated(_ count: Int) -> String {
        String(repeating: self, count: count)
    }
}
