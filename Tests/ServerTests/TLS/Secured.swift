import HTTP
import Server
import TestSupport
import Testing

/// A server of TLS and the authority that issued its certificates.
struct Secured: Sendable {
    let server: HTTPServer
    let handler: FixedHandler
    let certificates: CertificateFolder

    var port: Int { server.port }

    /// What a client needs that checks the server.
    var client: ClientTLS {
        var client = ClientTLS()
        client.authority = certificates.authority
        return client
    }

    func connect(_ change: (inout ClientTLS) -> Void = { _ in }) throws -> RawClient {
        var client = client
        change(&client)
        return try RawClient(port: port, tls: client)
    }

    /// Why a client is not let in; nil where it is.
    func refusal(_ change: (inout ClientTLS) -> Void) -> String? {
        do {
            let client = try connect(change)
            // Of what a server of TLS 1.3 thinks of a certificate its client learns when it reads.
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            return client.response() == nil ? "closed" : nil
        } catch {
            return "\(error)"
        }
    }
}

extension TLSConfiguration {
    init(_ issued: CertificateFolder.Issued...) {
        self.init(certificates: issued.map { Files(certificate: $0.certificate, key: $0.key) })
    }
}

/// Runs a server of TLS alone for the time of `body`.
///
/// - Parameter tls: makes its certificates; the first of them is `localhost`, of ECDSA, by default.
func withSecuredServer<Result>(
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
    tls: (CertificateFolder) throws -> TLSConfiguration = { TLSConfiguration(try $0.issue("server")) },
    handler: FixedHandler = FixedHandler(), _ body: (Secured) throws -> Result
) throws -> Result {
    let certificates = try CertificateFolder()
    let context = try TLSContext(try tls(certificates))
    var configuration = HTTPServer.Configuration()
    configuration.listeners = [HTTPServer.Listener(.tcp(host: "127.0.0.1", port: 0), isSecured: true)]
    configure(&configuration)
    let server = try HTTPServer(configuration: configuration, handler: handler, tls: context, generation: 1)
    try server.run()
    defer {
        server.drain()
        server.waitUntilStopped()
    }
    return try body(Secured(server: server, handler: handler, certificates: certificates))
}
