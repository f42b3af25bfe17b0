import HTTP

/// The origins whose pages may read answers, where they are a list. What is sent back is always the text of the
/// settings, never that of a request.
struct AllowedOrigins {
    private let values: [[UInt8]]
    /// `Access-Control-Allow-Origin` for each of them.
    let fieldLines: [[UInt8]]

    init(_ origins: [Origin]) {
        values = origins.map { Array($0.text.utf8) }
        fieldLines = origins.map { Array("Access-Control-Allow-Origin: \($0.text)\r\n".utf8) }
    }

    var isEmpty: Bool { values.isEmpty }

    /// The place of the origin of a request; nil where it has none, another one, or more than one.
    func index(of head: RequestHead, in bytes: UnsafeRawBufferPointer) -> Int? {
        var lines = 0
        var origin = 0..<0
        head.forEachLine(of: "origin", in: bytes.bytes) { value in
            lines += 1
            origin = value
        }
        guard lines == 1 else { return nil }
        let sent = UnsafeRawBufferPointer(rebasing: bytes[origin])
        return values.firstIndex { $0.hasBytes(sent) }
    }

    /// The same for a request that was refused by the parser, so that a page can read why: what looks like the field
    /// is taken for it.
    func index(inBroken bytes: UnsafeRawBufferPointer) -> Int? {
        let name = "origin:"
        let lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap { line -> [UInt8]? in
            let start = String(decoding: line.prefix(name.utf8.count), as: UTF8.self)
            guard start.lowercased() == name else { return nil }
            return line.dropFirst(name.utf8.count).filter { $0 > UInt8(ascii: " ") }
        }
        return lines.count == 1 ? values.firstIndex(of: lines[0]) : nil
    }
}
