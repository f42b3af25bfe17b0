import Hashing
package import Server

/// The file of the keys that let clients in, one a line: `name:hash`, or the hash alone. The hash is SHA-256 in 64
/// hexadecimal digits; the name, for people and the log, is of letters, digits and `._-`. Empty lines, and those that
/// begin with `#`, say nothing.
package enum KeyFile {
    package static func load(_ path: String) throws(KeyFileError) -> AccessKeys {
        let bytes: [UInt8]
        do {
            bytes = try File.read(path)
        } catch {
            throw KeyFileError("cannot read \(path): \(error.reason)")
        }
        return try parse(bytes, path: path)
    }

    /// - Parameter path: what messages call the file.
    package static func parse(_ bytes: [UInt8], path: String) throws(KeyFileError) -> AccessKeys {
        var keys: [AccessKeys.Key] = []
        var lines: [SHA256: Int] = [:]
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = trimmed(line)
            guard let first = text.first, first != UInt8(ascii: "#") else { continue }
            let place = "\(path):\(index + 1)"
            let key = try key(text, place)
            if let other = lines.updateValue(index + 1, forKey: key.hash) {
                throw KeyFileError("\(place): the key of line \(other) stands here again; take one of the lines out")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else {
            throw KeyFileError(
                "\(path): it has no key, so nobody could come in; make one by `rungs keys hash --generate`")
        }
        return AccessKeys(keys)
    }

    private static func key(_ text: ArraySlice<UInt8>, _ place: String) throws(KeyFileError) -> AccessKeys.Key {
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        let name = String(decoding: colon.map { text[..<$0] } ?? text.prefix(8), as: UTF8.self)
        guard let hash = SHA256(hex: trimmed(colon.map { text[($0 + 1)...] } ?? text)) else {
            throw KeyFileError(
                "\(place): not 64 hexadecimal digits, alone or after a name and `:`, as `rungs keys hash` writes them")
        }
        // That of `sha256sum < /dev/null`, and of whatever else had nothing to read: an empty key would let in.
        guard hash != SHA256(hashing: [UInt8]()) else {
            throw KeyFileError("\(place): the hash of nothing is that of no key")
        }
        guard isName(name) else {
            throw KeyFileError("\(place): the name before `:` is not 1 to 64 letters, digits or ._-")
        }
        return AccessKeys.Key(name: name, hash: hash)
    }

    /// Whether it may be the name of a key.
    package static func isName(_ text: String) -> Bool {
        1...64 ~= text.utf8.count
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "._-".utf8.contains(byte)
                }
            }
    }

    /// Without the white space around it.
    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        let rest = line.drop(while: isSpace)
        return rest.prefix(rest.count - rest.reversed().prefix(while: isSpace).count)
    }
}

/// Why the keys of a file are not accepted: the file, the line and what is wrong with it. Nothing of the line itself is
/// told: it may be a key.
package struct KeyFileError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
