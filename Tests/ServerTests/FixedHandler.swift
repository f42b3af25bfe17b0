import Glibc
import HTTP
import HTTPTypes
import Server
import Synchronization
import Testing

/// A small site of its own kind of answers, so that the server is tested without the API.
///
/// `/bytes` is a cacheable text with a gzip variant, `/large` a cacheable one of 200 KB, `/stream` a stream, `/slow` a
/// deferred answer, `/late` one that takes a second, `/count` tells how often the handler was asked, `/echo` the body
/// and what the server made of the request; all else is 404.
final class FixedHandler: Handler {
    let asked = Atomic<Int>(0)
    let generation = Atomic<UInt64>(1)

    var askedCount: Int { asked.load(ordering: .relaxed) }

    func answer(_ request: Request) -> Reply {
        asked.add(1, ordering: .relaxed)
        let wantsGzip = Negotiation.coding(acceptEncoding: request.head.headerFields[values: .acceptEncoding]) == .gzip
        switch String(request.path) {
        case "/bytes":
            return .ready(text("text of \(request.linkBase.text) \(request.query ?? "")", gzip: wantsGzip))
        case "/large":
            return .ready(text(String(repeating: "large ", count: 33_333), gzip: false))
        case "/stream":
            var response = text("", gzip: false)
            response.body = .stream(CountingStream(steps: 40))
            response.representation?.isCacheable = false
            return .ready(response)
        case "/slow":
            return .deferred { [self] in text("slow \(request.query ?? "")", gzip: false) }
        case "/late":
            return .deferred { [self] in
                usleep(1_000_000)
                return text("late", gzip: false)
            }
        case "/count":
            return .ready(
                Response(status: .ok, body: .bytes(Array("\(askedCount)".utf8)), route: "/count"))
        case "/echo":
            let line = "\(request.head.method.rawValue) \(request.target) \(request.linkBase.text) \(request.id)\n"
            return .ready(Response(status: .ok, body: .bytes(Array(line.utf8) + request.body)))
        default:
            return .ready(Response(status: .notFound, body: .bytes(Array("none".utf8)), errorType: "none"))
        }
    }

    func refuse(_ refusal: Refusal) -> Response {
        let status: HTTPResponse.Status =
            switch refusal.reason {
            case .malformed, .unsecured: .badRequest
            case .headTooLarge, .tooManyFields: .requestHeaderFieldsTooLarge
            case .targetTooLong: .uriTooLong
            case .bodyTooLarge: .contentTooLarge
            case .requestTimeout: .requestTimeout
            case .expectationFailed: .expectationFailed
            case .unsupportedTransferCoding: .notImplemented
            case .versionNotSupported: .init(code: 505)
            case .preconditionFailed: .preconditionFailed
            case .misdirected: .init(code: 421)
            case .missingKey, .invalidKey, .conflictingKeys: .unauthorized
            case .quotaExceeded: .tooManyRequests
            case .busy, .tooManyConnections: .serviceUnavailable
            }
        return Response(status: status, body: .bytes(Array("\(refusal.reason)".utf8)))
    }

    private func text(_ text: String, gzip: Bool) -> Response {
        let tag = EntityTag(opaque: "t\(text.utf8.count)-\(generation.load(ordering: .relaxed))")
        let coding: ContentCoding = gzip ? .gzip : .identity
        let body = gzip ? Gzip.compress(Array(text.utf8)) ?? [] : Array(text.utf8)
        return Response(
            status: .ok, fields: [.cacheControl: "max-age=60", .vary: "Accept-Encoding"], body: .bytes(body),
            representation: Representation(
                types: [.json], type: .json, coding: coding, hasGzip: true, entityTag: tag.coded(coding),
                lastModified: 784_111_777, generation: generation.load(ordering: .relaxed), isCacheable: true),
            route: "/text")
    }
}

/// Gives `steps` steps, each with its number.
final class CountingStream: BodyStream {
    private let steps: Int
    private let next_ = Atomic<Int>(0)

    init(steps: Int) {
        self.steps = steps
    }

    func next() -> [UInt8]? {
        let step = next_.add(1, ordering: .relaxed).oldValue
        guard step < steps else { return nil }
        return Array("step \(step) ".utf8) + [UInt8](repeating: UInt8(ascii: "."), count: 20_000)
    }

    /// What all steps are together.
    static func whole(steps: Int) -> [UInt8] {
        let stream = CountingStream(steps: steps)
        var bytes: [UInt8] = []
        while let step = stream.next() { bytes.append(contentsOf: step) }
        return bytes
    }
}

/// Runs a server for the time of `body`, on a port that the system chose.
func withServer<Result>(
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in }, handler: FixedHandler = FixedHandler(),
    _ body: (HTTPServer, FixedHandler) throws -> Result
) throws -> Result {
    var configuration = HTTPServer.Configuration()
    configuration.listeners = [HTTPServer.Listener(.tcp(host: "127.0.0.1", port: 0))]
    configure(&configuration)
    let server = try HTTPServer(configuration: configuration, handler: handler, generation: 1)
    try server.run()
    defer {
        server.drain()
        server.waitUntilStopped()
    }
    return try body(server, handler)
}
