import Glibc
import JSON
import Server
import TestSupport
import Testing

/// The program with certificates, asked by clients of TLS: ours, curl, and its own health check.
@Suite struct TLSTests {
    private static let isSanitized = getenv("RUNGS_TEST_SANITIZED") != nil
    private static let samples = ["--data", HarnessBinary.samples]

    private func settings(_ issued: CertificateFolder.Issued, _ more: String...) -> [String] {
        (["tls.cert=\(issued.certificate)", "tls.key=\(issued.key)"] + more).flatMap { ["--set", $0] }
    }

    private func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (Int32, HarnessProcess) {
        let process = try HarnessProcess(arguments, environment: environment)
        return (try process.wait(), process)
    }

    private func curl(_ arguments: String...) throws -> (status: Int32, output: String) {
        let process = try HarnessProcess(["-sS", "--max-time", "10"] + arguments, executable: "/usr/bin/curl")
        return (try process.wait(), process.standardOutput + process.standardError)
    }

    private func client(of folder: CertificateFolder) -> ClientTLS {
        var client = ClientTLS()
        client.authority = folder.authority
        return client
    }

    private func text(_ client: RawClient, _ target: String) -> String? {
        client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return client.response()?.text
    }

    @Test func `the port of http_port speaks TLS, and everything says https`() throws {
        let folder = try CertificateFolder()
        let options = settings(try folder.issue("server"))
        let server = try HarnessServer(Self.samples + options)
        let line = try server.process.logLine("serving").root
        #expect(line["url"]?.text?.string == "https://127.0.0.1:\(server.port)")
        let url = "https://localhost:\(server.port)"

        let index = try curl("--cacert", folder.authority, "\(url)/v1")
        #expect(index.status == 0)
        #expect(index.output.contains("\"self\":\"\(url)/v1\""), "\(index.output)")
        #expect(try curl("\(url)/v1").status == 60, "a client that does not know the authority refuses")
        let plain = try curl("-w", " %{http_code}", "http://localhost:\(server.port)/v1")
        #expect(plain.output.hasSuffix(" 400"))
        #expect(plain.output.contains("This port speaks TLS. Ask again with 'https:' in place of 'http:'."))
        #expect(plain.output.contains("\"type\":\"\(url)/problems/malformed-request\""), "\(plain.output)")

        let port = ["--port", "\(server.port)"]
        #expect(try run(["healthcheck"] + port + options).0 == 0)
        #expect(try run(["healthcheck", "--url", "https://127.0.0.1:\(server.port)/readyz"]).0 == 0)
        let wrong = try run(["healthcheck"] + port)
        #expect(wrong.0 == 1)
        #expect(wrong.1.standardError.contains("not ready, status 400"))
        server.process.send(SIGTERM)
        #expect(try server.process.wait() == 0)
    }

    @Test func `with a port of its own TLS is beside plain HTTP`() throws {
        let folder = try CertificateFolder()
        let server = try HarnessServer(
            Self.samples + settings(try folder.issue("server"), "tls.port=0", "admin.port=0"))
        let line = try server.process.logLine("serving").root
        #expect(line["url"]?.text?.string == "http://127.0.0.1:\(server.port)")
        let secured = try #require(line["tls"]?.text?.string)
        let admin = try #require(line["admin"]?.text?.string)
        #expect(secured.hasPrefix("https://127.0.0.1:"))
        #expect(server.get("/v1")?.status == 200)
        #expect(try curl("-k", "\(secured)/v1").output.contains("\"self\":\"\(secured)/v1\""))
        #expect(try curl("\(admin)/readyz").output.contains("\"ready\""))
        #expect(try run(["healthcheck", "--url", "\(secured)/v1"]).0 == 0)
    }

    @Test func `a certificate that cannot be used is a line and ends the start`() throws {
        let folder = try CertificateFolder()
        let good = try folder.issue("good")
        let other = try folder.issue("other")
        let old = try folder.issue("old", days: -10...(-1))
        let cases = [
            (good.certificate, "/none.key", "/none.key: cannot be read: No such file or directory"),
            (good.certificate, other.key, "\(other.key): is not the key of \(good.certificate)"),
            (old.certificate, old.key, "\(old.certificate): the certificate expired on "),
        ]
        for (certificate, key, message) in cases {
            let (status, process) = try run(
                ["serve", "--port", "0"] + Self.samples + [
                    "--set", "tls.cert=\(certificate)", "--set", "tls.key=\(key)",
                ])
            #expect(status == 1)
            #expect(process.standardError.hasPrefix("rungs: cannot secure connections: \(message)"))
            #expect(process.standardError.split(separator: "\n").count == 1, "\(process.standardError)")
        }
    }

    @Test func `SIGHUP reads certificates again, or keeps them and says why, and reloads the data in any case`() throws
    {
        let folder = try CertificateFolder()
        let issued = try folder.issue("server", hosts: ["localhost"])
        let data = try HarnessFolder()
        try data.copySamples("25")
        let server = try HarnessServer(["--data", data.path, "--set", "data.watch=false"] + settings(issued))
        let first = try server.process.logLine("certificate loaded").root
        #expect(first["names"]?.text?.string == "localhost")
        #expect(server.process.logLines.allSatisfy { $0.root["message"]?.text?.string != "certificate expires soon" })

        func serial() throws -> Int? {
            try RawClient(port: server.port, tls: client(of: folder)).tls?.serverCertificate?.serial
        }
        func frameworks() throws -> Int {
            let body = text(try RawClient(port: server.port, tls: client(of: folder)), "/v1/frameworks") ?? ""
            return body.split(separator: "\"soc\":", omittingEmptySubsequences: false).count - 1
        }
        let kept = try RawClient(port: server.port, tls: client(of: folder))
        #expect(text(kept, "/v1") != nil)
        let before = try serial()
        #expect(try frameworks() == 1)

        // A bad certificate: it is kept, and the data is loaded all the same.
        try folder.write("nonsense", to: "server.pem")
        try data.copySamples("43")
        server.process.send(SIGHUP)
        let refused = try server.process.logLine("certificates refused, keeping what was loaded").root
        #expect(
            refused["reason"]?.text?.string
                == "\(issued.certificate): holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)")
        try server.waitUntil { (try? frameworks()) == 2 }
        #expect(try serial() == before)

        // A good one, of which little is left.
        _ = try folder.issue("server", hosts: ["localhost", "new.test"], days: -1...10)
        server.process.send(SIGHUP)
        let second = try server.process.logLine("certificate loaded", skipping: 1).root
        #expect(second["names"]?.text?.string == "localhost,new.test")
        #expect(second["expires"]?.text?.string.hasSuffix("Z") ?? false)
        let warning = try server.process.logLine("certificate expires soon").root
        #expect(warning["file"]?.text?.string == issued.certificate)
        try server.waitUntil { (try? serial()) != before }
        #expect(text(kept, "/v1") != nil, "an open connection goes on")
        #expect(kept.tls?.serverCertificate?.serial == before)
    }

    @Test func `a certificate may be meant for ever`() throws {
        let folder = try CertificateFolder()
        let issued = try folder.issue("server", days: -1...90)
        let server = try HarnessServer(Self.samples + settings(issued))
        _ = try folder.issue("server", days: -1...2_900_000)
        server.process.send(SIGHUP)
        let line = try server.process.logLine("certificate loaded", skipping: 1).root
        #expect(line["expires"]?.text?.string.hasPrefix("99") == true)
        #expect(text(try RawClient(port: server.port, tls: client(of: folder)), "/v1") != nil)
    }

    @Test func `clients show who they are, and the access log says it`() throws {
        let folder = try CertificateFolder()
        let options = settings(
            try folder.issue("server"), "tls.clientCA=\(folder.authority)", "tls.clientAuth=require", "log.access=all")
        let server = try HarnessServer(Self.samples + options + ["--set", "admin.port=0"])
        let known = try folder.issue("client", hosts: [], subject: [("O", "Library"), ("CN", "catalogue")])
        let answer = try curl(
            "--cacert", folder.authority, "--cert", known.certificate, "--key", known.key,
            "https://localhost:\(server.port)/v1?a=b")
        #expect(answer.status == 0, "\(answer.output)")
        #expect(try curl("--cacert", folder.authority, "https://localhost:\(server.port)/v1").status != 0)
        let line = try server.process.logLine("request").root
        #expect(line["tls.client.subject"]?.text?.string == "CN=catalogue,O=Library")
        #expect(line["tls.protocol.version"]?.text?.string == "1.3")
        #expect(line["tls.cipher"]?.text?.string == "TLS_AES_128_GCM_SHA256")

        // The health check has no certificate: it asks the port for operations, or is refused.
        let admin = try #require(try server.process.logLine("serving").root["admin"]?.text?.string)
        #expect(try run(["healthcheck", "--url", "\(admin)/readyz"]).0 == 0)
        let refused = try run(["healthcheck", "--url", "https://localhost:\(server.port)/readyz"])
        #expect(refused.0 == 1)
        #expect(refused.1.standardError.contains("TLS: "), "\(refused.1.standardError)")
    }

    /// Buffers are given back while nothing is said.
    @Test(.enabled(if: !isSanitized)) func `a thousand idle connections take little memory`() throws {
        let folder = try CertificateFolder()
        let server = try HarnessServer(Self.samples + settings(try folder.issue("server")))
        func open(_ count: Int) throws -> [RawClient] {
            try (0..<count).map { _ in
                let client = try RawClient(port: server.port, tls: ClientTLS())
                #expect(text(client, "/livez") != nil)
                return client
            }
        }
        let few = try open(20)
        let before = try #require(server.process.residentKiB)
        let many = try open(1000)
        let after = try #require(server.process.residentKiB)
        print("memory of an idle connection over TLS: \((after - before) * 1024 / 1000) bytes")
        #expect(after - before < 20_000)
        withExtendedLifetime((few, many)) {}
    }

    /// What is encrypted and not taken is one record of each connection.
    @Test(.enabled(if: !isSanitized)) func `clients that take nothing hold little memory`() throws {
        let folder = try CertificateFolder()
        let server = try HarnessServer(Self.samples + settings(try folder.issue("server")))
        let target = "/v1/export?format=json"
        let one = try RawClient(port: server.port, tls: ClientTLS())
        let length = try #require(text(one, target)).utf8.count
        #expect(length > 10_000)
        let before = try #require(server.process.residentKiB)
        let clients = try (0..<50).map { _ in
            let client = try RawClient(port: server.port, tls: ClientTLS())
            var size: Int32 = 4096
            setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            client.send(String(repeating: "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", count: 100))
            return client
        }
        pause(milliseconds: 500)
        let after = try #require(server.process.residentKiB)
        print("memory of a stalled reader over TLS: \((after - before) / 50) KiB")
        #expect((after - before) / 50 < 512)
        #expect(text(try RawClient(port: server.port, tls: ClientTLS()), "/livez") != nil, "others are served")
        withExtendedLifetime(clients) {}
    }
}
