import CLinux
import Glibc
import HTTP
import HTTPTypes

/// The bytes of an answer after its `Date`, laid out so that each way to send it is one run of them:
///
/// ```
/// [ fields of the representation | validators and their like, CRLF | body ]
///   HEAD ------------------------------------------------------->|
///   GET  -------------------------------------------------------------->|
///                                 | <------------------------- 304 |
/// ```
///
/// It never changes. It holds no field of one request alone (`Date`, `Connection`, `X-Request-Id`).
final class Answer: @unchecked Sendable {
    private let storage: UnsafeMutableRawBufferPointer
    private let validators: Int
    private let headEnd: Int
    private let tag: Range<Int>

    let status: Int
    /// nil where it is a stream of a length that is not known.
    let bodyByteCount: Int?
    /// Seconds since 1970.
    let lastModified: Int64?
    let route: String?
    let errorType: String?
    /// Of an error: errors are never kept.
    let requestID: String?
    /// What conditional requests are evaluated against: only a representation has preconditions.
    let isRepresentation: Bool

    /// The series of its requests, by method, whether it was modified, and scheme, once they are known; -1 before. Of the
    /// worker that keeps it.
    var series = InlineArray<8, Int32>(repeating: -1)

    /// How much of it is sent.
    enum Part {
        case whole
        case head
        case notModified
    }

    /// An answer with its body.
    convenience init(_ response: Response, body: [UInt8]) {
        self.init(response, body: body, bodyByteCount: body.count)
    }

    /// An answer whose body is a stream.
    ///
    /// - Parameter bodyByteCount: nil where its length is not known, so that its framing is not the answer's.
    convenience init(_ response: Response, bodyByteCount: Int?) {
        self.init(response, body: [], bodyByteCount: bodyByteCount)
    }

    private init(_ response: Response, body: [UInt8], bodyByteCount: Int?) {
        self.bodyByteCount = bodyByteCount
        status = response.status.code
        route = response.route
        errorType = response.errorType
        requestID = response.requestID
        lastModified = response.representation?.lastModified
        isRepresentation = response.representation != nil && response.status == .ok

        var writer = FieldWriter()
        if let representation = response.representation {
            writer.field("Content-Type", representation.type.contentType.description)
            if representation.coding == .gzip { writer.field("Content-Encoding", "gzip") }
        }
        if let bodyByteCount, response.status.code >= 200, response.status != .noContent {
            writer.field("Content-Length", String(bodyByteCount))
        }
        for field in response.fields where !Self.isSentWithNotModified(field.name) {
            writer.field(field.name.rawName, field.value)
        }
        validators = writer.bytes.count
        var tag = 0..<0
        if let representation = response.representation {
            if let entityTag = representation.entityTag {
                writer.field("ETag", entityTag.text)
                tag = writer.bytes.count - 2 - entityTag.text.utf8.count..<writer.bytes.count - 2
            }
            if let lastModified = representation.lastModified {
                writer.field("Last-Modified", HTTPDate.text(lastModified))
            }
        }
        for field in response.fields where Self.isSentWithNotModified(field.name) {
            writer.field(field.name.rawName, field.value)
        }
        writer.end()
        self.tag = tag
        headEnd = writer.bytes.count

        storage = .allocate(byteCount: headEnd + body.count, alignment: 16)
        storage.copyBytes(from: writer.bytes)
        UnsafeMutableRawBufferPointer(rebasing: storage[headEnd...]).copyBytes(from: body)
    }

    deinit {
        storage.deallocate()
    }

    var byteCount: Int { storage.count }

    /// The entity tag with its quotes; empty where there is none.
    var entityTag: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[tag])
    }

    func bytes(_ part: Part) -> UnsafeRawBufferPointer {
        switch part {
        case .whole: UnsafeRawBufferPointer(storage)
        case .head: UnsafeRawBufferPointer(rebasing: storage[..<headEnd])
        case .notModified: UnsafeRawBufferPointer(rebasing: storage[validators..<headEnd])
        }
    }

    /// RFC 9110 section 15.4.5, and what a browser needs to hand the answer to a page.
    private static func isSentWithNotModified(_ name: HTTPField.Name) -> Bool {
        switch name.canonicalName {
        case "cache-control", "vary", "expires", "content-location", "etag", "last-modified": true
        case let name: name.hasPrefix("access-control-")
        }
    }
}

/// Writes field lines.
private struct FieldWriter {
    private(set) var bytes: [UInt8] = []

    mutating func field(_ name: String, _ value: String) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: value.utf8)
        bytes.append(contentsOf: "\r\n".utf8)
    }

    mutating func end() {
        bytes.append(contentsOf: "\r\n".utf8)
    }
}
