import API
import Catalog
import Glibc
import HTTP
import Hashing
import Server
import TestSupport
import Testing

/// The server under test with its catalog, and what a plain GET of the document gives.
final class Site: Sendable {
    /// The server of the running suite.
    @TaskLocal static var current: Site?

    /// What most rows ask for: the export itself, whose bytes do not depend on the host that was asked.
    static let target = "/v1/frameworks/49-9064.00/source"
    /// One so large that it is compressed away from the worker, and fills the buffers of a connection.
    static let largeTarget = "/v1/frameworks/53-5011.00/source"
    static let largeBody = Array(SampleExport.large.text.utf8)
    static let body = Array(SampleExport.all[0].text.utf8)

    let tally = Tally()
    let document: Document
    private let server: HTTPServer
    private let proxy: Nginx?
    /// By which clients reach the server over TLS.
    private let relay: TLSRelay?
    private let certificates: CertificateFolder

    /// Where clients connect to.
    var port: Int { proxy?.port ?? server.port }

    /// All ways to the server that rules hold on.
    var ways: [Way] {
        [Way(port: port, isSecured: false)] + (relay.map { [Way(port: $0.port, isSecured: true)] } ?? [])
    }

    struct Way {
        let port: Int
        let isSecured: Bool
    }

    /// - Parameter isBehindNginx: whether clients reach the server by way of nginx, which must be installed.
    init(isBehindNginx: Bool = false, _ configure: (inout HTTPServer.Configuration) -> Void = { _ in }) throws {
        var configuration = HTTPServer.Configuration()
        configuration.listeners = [false, true].map {
            HTTPServer.Listener(.tcp(host: "127.0.0.1", port: 0), isSecured: $0)
        }
        configuration.workers = 2
        configure(&configuration)
        let application = Application(
            store: Store(try Self.snapshot()), lifecycle: Lifecycle(),
            options: Application.Options(serverVersion: "0.0.0"))
        certificates = try CertificateFolder()
        let issued = try certificates.issue("site")
        let tls = try TLSContext(
            TLSConfiguration(certificates: [.init(certificate: issued.certificate, key: issued.key)]))
        server = try HTTPServer(configuration: configuration, handler: application, tls: tls, generation: 1)
        try server.run()
        proxy = isBehindNginx ? try Nginx(upstreamPort: server.port) : nil
        if !isBehindNginx, case .tcp(_, let port) = server.addresses[1] {
            relay = try TLSRelay(to: port)
        } else {
            relay = nil
        }
        document = try Document(port: proxy?.port ?? server.port)
    }

    func drain() {
        server.drain()
    }

    func stop() {
        proxy?.stop()
        relay?.stop()
        drain()
        server.waitUntilStopped()
    }

    /// How many connections over TLS ended without the server saying so.
    var cutCount: Int { relay?.cutCount ?? 0 }

    /// The site of the suite that runs.
    static func running() throws -> Site {
        try #require(current, "the suite has no server")
    }

    private static func snapshot() throws -> Snapshot {
        let now = Int64(time(nil))
        let occupations = try (SampleExport.all + [.large]).map { sample in
            let bytes = Array(sample.text.utf8)
            let source = SourceFile(path: "\(sample.soc).json", bytes: bytes, digest: SHA256(hashing: bytes))
            let export = Export(reading: source, now: now * 1000)
            let framework = try #require(export.framework, "the sample is no export: \(export.findings)")
            return try #require(Snapshot.Versions([framework]))
        }
        return Snapshot(generation: 1, occupations: occupations, loadedAt: now, rejected: [])
    }
}

/// What plain requests for the document got before any row was run.
struct Document: Sendable {
    /// To a GET.
    let plain: RawResponse
    /// To a GET that accepts gzip.
    let compressed: RawResponse

    init(port: Int) throws {
        func get(_ fields: String...) throws -> RawResponse {
            let client = try #require(RawClient(port: port), "nobody listens")
            client.send(Self.request(fields))
            let response = try #require(client.response(), "no answer to a plain GET")
            try #require(response.status == 200, "\(response.text)")
            return response
        }
        plain = try get()
        compressed = try get("Accept-Encoding: gzip")
        try #require(plain.body == Site.body, "the document is not the export")
    }

    var tag: String { plain["etag"] ?? "" }
    var compressedTag: String { compressed["etag"] ?? "" }
    var lastModified: String { plain["last-modified"] ?? "" }

    private static func request(_ fields: [String]) -> String {
        "GET \(Site.target) HTTP/1.1\r\nHost: plain.example\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    }
}
