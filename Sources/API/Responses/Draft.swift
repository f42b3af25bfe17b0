import HTTP
import HTTPTypes

/// A 200 without its body: what is known before that is.
struct Draft: Sendable {
    let fields: HTTPFields
    let types: [MediaType]
    let type: MediaType
    /// What the request prefers.
    let coding: ContentCoding
    let lastModified: Int64?
    let generation: UInt64
    /// Whether anybody may keep it: what nobody may keep has no validator.
    let isStored: Bool
    let route: String

    /// The answer with a body of bytes, compressed where that is wanted and worth it: later, where it takes long.
    func reply(_ bytes: [UInt8]) -> Reply {
        let hasGzip = type.isCompressible && bytes.count >= Self.leastCompressed
        guard hasGzip, coding == .gzip else { return .ready(response(bytes, hasGzip: hasGzip)) }
        guard bytes.count > Self.mostCompressedInline else { return .ready(compressedResponse(bytes)) }
        return .deferred { compressedResponse(bytes) }
    }

    /// The answer with a body that is made while it is sent. It is not kept.
    func response(_ stream: any BodyStream, tag: EntityTag) -> Response {
        guard type.isCompressible, coding == .gzip, let compressed = GzipStream(wrapping: stream) else {
            return response(.stream(stream), coding: .identity, hasGzip: type.isCompressible, tag: tag, isKept: false)
        }
        return response(.stream(compressed), coding: .gzip, hasGzip: true, tag: tag, isKept: false)
    }

    private func compressedResponse(_ bytes: [UInt8]) -> Response {
        // Without memory for it the identity is as good an answer.
        guard let compressed = Gzip.compress(bytes) else { return response(bytes, hasGzip: true) }
        return response(
            .bytes(compressed), coding: .gzip, hasGzip: true, tag: .of(bytes, type: type), isKept: isStored)
    }

    private func response(_ bytes: [UInt8], hasGzip: Bool) -> Response {
        response(
            .bytes(bytes), coding: .identity, hasGzip: hasGzip, tag: isStored ? .of(bytes, type: type) : nil,
            isKept: isStored)
    }

    private func response(
        _ body: Response.Body, coding: ContentCoding, hasGzip: Bool, tag: EntityTag?, isKept: Bool
    ) -> Response {
        Response(
            status: .ok, fields: fields, body: body,
            representation: Representation(
                types: types, type: type, coding: coding, hasGzip: hasGzip,
                entityTag: isStored ? tag?.coded(coding) : nil, lastModified: lastModified, generation: generation,
                isCacheable: isKept),
            route: route)
    }

    /// In bytes: below it gzip gains nothing, above it compressing would keep a worker too long.
    private static let leastCompressed = 1024
    private static let mostCompressedInline = 256 << 10
}
