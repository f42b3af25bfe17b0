/// A path as the system has it: bytes without NUL, which need not be UTF-8.
struct FilePath: Hashable, Sendable {
    let bytes: [UInt8]

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// nil where the text holds U+0000, or nothing.
    init?(_ path: String) {
        guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
        self.init(bytes: Array(path.utf8))
    }

    /// - Parameter bytes: without NUL, not empty.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter name: of an entry of this folder.
    func appending(_ name: [UInt8]) -> FilePath {
        FilePath(bytes: bytes.last == Self.slash ? bytes + name : bytes + [Self.slash] + name)
    }

    /// Whether the name ends in .json, in any letter case.
    static func isJSON(_ name: [UInt8]) -> Bool {
        name.count >= 5 && name.suffix(5).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 } == Array(".json".utf8)
    }

    /// The last component.
    var name: [UInt8] {
        let end = bytes.lastIndex { $0 != Self.slash }.map { $0 + 1 } ?? 0
        let start = bytes[..<end].lastIndex(of: Self.slash).map { $0 + 1 } ?? 0
        return Array(bytes[start..<end])
    }

    /// The folder that holds this entry; nil where the path does not say it: `/`, `.` and what ends in `..`.
    var parent: FilePath? {
        let name = name
        guard !name.isEmpty, name != [Self.dot], name != [Self.dot, Self.dot] else { return nil }
        let end = (bytes.lastIndex { $0 != Self.slash } ?? 0) + 1 - name.count
        let before = bytes[..<end]
        guard let last = before.lastIndex(where: { $0 != Self.slash }) else {
            return FilePath(bytes: [before.isEmpty ? Self.dot : Self.slash])
        }
        return FilePath(bytes: Array(before[...last]))
    }

    /// Whether it is below a folder, and not by a name that begins with a dot: those are not for everybody, but the
    /// `..data` of a mounted volume and what it leads to are. Both are real paths.
    func isVisible(in folder: FilePath) -> Bool {
        guard parts.starts(with: folder.parts) else { return false }
        return parts.dropFirst(folder.parts.count).allSatisfy { name in
            name.first != Self.dot || name.starts(with: Self.dots)
        }
    }

    static let root = FilePath(bytes: [slash])
    static let workingFolder = FilePath(bytes: [dot])
    /// The name that leads to the folder around.
    static let dots = [dot, dot]

    var isAbsolute: Bool { bytes.first == Self.slash }

    /// Its names, without those that lead nowhere.
    var parts: [[UInt8]] {
        bytes.split(separator: Self.slash).map(Array.init).filter { $0 != [Self.dot] }
    }

    /// For people: on one line, whatever the bytes are.
    var display: String { escaped(bytes: bytes) }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).withUnsafeBytes { raw in
            raw.withMemoryRebound(to: CChar.self) { buffer in
                // Never nil: there is always the NUL.
                guard let start = buffer.baseAddress else { preconditionFailure("an empty buffer") }
                return body(start)
            }
        }
    }
}

extension FilePath: Comparable {
    static func < (left: FilePath, right: FilePath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
