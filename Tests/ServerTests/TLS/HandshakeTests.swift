import Glibc
import HTTP
import Server
import TestSupport
import Testing

@Suite struct `A handshake` {
    @Test(arguments: [
        (Int32(0x0303), "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
        (0x0304, "TLSv1.3", "TLS_AES_128_GCM_SHA256"),
    ])
    func `is of TLS 1_2 or 1_3`(version: Int32, name: String, cipher: String) throws {
        try withSecuredServer { secured in
            let client = try secured.connect { $0.versions = version...version }
            #expect(client.tls?.version == name)
            #expect(client.tls?.cipher == cipher)
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response()?.text == "text of https://a ")
        }
    }

    @Test(arguments: [Int32(0x0301), 0x0302])
    func `of an older version is refused`(version: Int32) throws {
        try withSecuredServer { secured in
            let refusal = secured.refusal { $0.versions = version...version }
            #expect(refusal?.contains("protocol version") ?? false, "\(refusal ?? "let in")")
        }
    }

    @Test func `of TLS 1_2 is refused where 1_3 is the least`() throws {
        try withSecuredServer(tls: {
            var configuration = TLSConfiguration(try $0.issue("server"))
            configuration.minimumVersion = .tls13
            return configuration
        }) { secured in
            #expect(secured.refusal { $0.versions = 0x0303...0x0303 }?.contains("protocol version") ?? false)
            #expect(secured.refusal { $0.versions = 0x0303...0x0304 } == nil)
        }
    }

    @Test(arguments: [
        "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "DHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES128-CCM", "AECDH-AES128-SHA",
    ])
    func `without an ephemeral key and authenticated encryption is refused`(cipher: String) throws {
        try withSecuredServer { secured in
            let refusal = secured.refusal {
                $0.versions = 0x0303...0x0303
                $0.ciphers = cipher
            }
            #expect(refusal?.contains("handshake failure") ?? false, "\(refusal ?? "let in")")
        }
    }

    @Test(
        arguments: [
            ([], nil), (["http/1.1"], "http/1.1"), (["h2", "http/1.1"], "http/1.1"), (["http/1.1", "h2"], "http/1.1"),
        ] as [([String], String?)])
    func `chooses HTTP_1_1 of what the client offers`(offered: [String], chosen: String?) throws {
        try withSecuredServer { secured in
            let client = try secured.connect { $0.protocols = offered }
            #expect(client.tls?.chosenProtocol == chosen)
        }
    }

    @Test(arguments: [["h2"], ["h2", "h3"], ["http/1.0"], ["http/1.10", "http/1."]])
    func `with no protocol in common ends with the alert that says so`(offered: [String]) throws {
        try withSecuredServer { secured in
            let refusal = secured.refusal { $0.protocols = offered }
            #expect(refusal?.contains("no application protocol") ?? false, "\(refusal ?? "let in")")
        }
    }

    // MARK: - Several certificates

    @Test(arguments: [
        ("first.test", "first"), ("www.first.test", "first"), ("second.test", "second"), ("SECOND.Test", "second"),
        ("a.wild.test", "wild"), ("exact.wild.test", "exact"), ("wild.test", "first"), ("a.b.wild.test", "first"),
        ("common.test", "common.test"), ("unknown.test", "first"), (nil, "first"), ("127.0.0.1", "first"),
    ])
    func `shows the certificate of the name that is asked for, or the first`(name: String?, expected: String) throws {
        try withSecuredServer(tls: { folder in
            TLSConfiguration(
                try folder.issue("first", hosts: ["first.test", "www.first.test"], subject: [("CN", "first")]),
                try folder.issue("wild", hosts: ["*.wild.test"], subject: [("CN", "wild")]),
                try folder.issue("exact", hosts: ["exact.wild.test"], subject: [("CN", "exact")]),
                try folder.issue("second", hosts: ["second.test"], subject: [("CN", "second")]),
                try folder.issue("common", hosts: [], subject: [("CN", "common.test")]))
        }) { secured in
            let client = try secured.connect {
                $0.serverName = name
                $0.authority = nil
            }
            #expect(client.tls?.serverCertificate?.name == expected)
        }
    }

    @Test(arguments: [("ECDHE-RSA-AES128-GCM-SHA256", true), ("ECDHE-ECDSA-AES128-GCM-SHA256", false)])
    func `takes the kind of key that the client knows`(cipher: String, isRSA: Bool) throws {
        try withSecuredServer(tls: { TLSConfiguration(try $0.issue("ecdsa"), try $0.issue("rsa", key: .rsa)) }) {
            secured in
            let client = try secured.connect {
                $0.versions = 0x0303...0x0303
                $0.ciphers = cipher
            }
            #expect(client.tls?.serverCertificate?.isRSA == isRSA)
        }
    }

    // MARK: - Resumption and certificates of clients

    @Test(arguments: [Int32(0x0303), 0x0304])
    func `is resumed by its ticket, by another worker too`(version: Int32) throws {
        try withSecuredServer({ $0.workers = 3 }) { secured in
            let first = try secured.connect { $0.versions = version...version }
            first.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(first.response()?.status == 200)
            #expect(first.tls?.isResumed == false)
            let session = try #require(first.tls?.session)
            for _ in 0..<10 {
                let again = try secured.connect {
                    $0.versions = version...version
                    $0.resumed = session
                }
                again.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(again.response()?.status == 200)
                #expect(again.tls?.isResumed == true)
            }
        }
    }

    private static func asking(
        _ authentication: TLSConfiguration.ClientAuthentication
    ) -> (CertificateFolder) throws -> TLSConfiguration {
        { folder in
            var configuration = TLSConfiguration(try folder.issue("server"))
            configuration.clientCA = folder.authority
            configuration.clientAuthentication = authentication
            return configuration
        }
    }

    @Test(
        arguments: [TLSConfiguration.ClientAuthentication.none, .optional, .require],
        [Int32(0x0303), 0x0304])
    func `lets in whom the settings let in`(
        authentication: TLSConfiguration.ClientAuthentication, version: Int32
    ) throws {
        try withSecuredServer(tls: Self.asking(authentication)) { secured in
            let good = try secured.certificates.issue("client", hosts: [], subject: [("CN", "client")])
            let stranger = try CertificateFolder()
            let foreign = try stranger.issue("client", hosts: [], subject: [("CN", "client")])
            let expired = try secured.certificates.issue("expired", hosts: [], subject: [("CN", "x")], days: -9...(-1))
            func isLetIn(_ certificate: CertificateFolder.Issued?) -> Bool {
                secured.refusal {
                    $0.versions = version...version
                    $0.certificate = certificate
                } == nil
            }
            #expect(isLetIn(good))
            #expect(isLetIn(nil) == (authentication != .require))
            #expect(isLetIn(foreign) == (authentication == .none))
            #expect(isLetIn(expired) == (authentication == .none))
        }
    }

    @Test(arguments: [(Int32(0x0303), "1.2"), (0x0304, "1.3")])
    func `is in the access log, with the subject of the client, of a resumed session too`(
        version: Int32, name: String
    ) throws {
        let log = EntryLog()
        try withSecuredServer({ $0.accessLog = log.accessLog }, tls: Self.asking(.optional)) { secured in
            let certificate = try secured.certificates.issue(
                "client", hosts: [], subject: [("C", "DE"), ("O", "Library, \"A+B\""), ("CN", "Zoë")])
            func ask(_ resumed: ClientSession?, _ certificate: CertificateFolder.Issued?) throws -> ClientSession? {
                let client = try secured.connect {
                    $0.versions = version...version
                    $0.resumed = resumed
                    $0.certificate = certificate
                }
                client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\nGET /none HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.response()?.status == 200)
                #expect(client.response()?.status == 404)
                #expect(client.tls?.isResumed == (resumed != nil))
                return client.tls?.session
            }
            let session = try #require(try ask(nil, certificate))
            _ = try ask(session, nil)
            _ = try ask(nil, nil)
        }
        let subject = #"CN=Zo\C3\AB,O=Library\, \"A\+B\",C=DE"#
        let sessions = log.sessions
        #expect(sessions.map { $0?.clientSubject } == [subject, subject, subject, subject, nil, nil])
        #expect(sessions.allSatisfy { $0?.version == name })
        let cipher = version == 0x0304 ? "TLS_AES_128_GCM_SHA256" : "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
        #expect(sessions.allSatisfy { $0?.cipher == cipher })
    }

    // MARK: - What is no handshake

    @Test(arguments: [
        "GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n", "\r\nDELETE / HTTP/1.0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok",
    ])
    func `is asked for in the words of a client that speaks HTTP without TLS`(request: String) throws {
        try withSecuredServer { secured in
            let client = try #require(RawClient(port: secured.port))
            client.send(request)
            let response = try #require(client.response())
            #expect(response.status == 400)
            #expect(response.text == "unsecured")
            #expect(response["connection"] == "close")
            #expect(client.isClosed)
            #expect(!client.wasReset)
            #expect(secured.handler.askedCount == 0)
        }
    }

    @Test func `is not begun by other bytes: an alert says so`() throws {
        try withSecuredServer { secured in
            for first: UInt8 in [0x00, 0x14, 0x15, 0x17, 0x80, 0xff] {
                let client = try #require(RawClient(port: secured.port))
                client.send([first, 1, 2, 3, 4, 5, 6, 7, 8, 9])
                #expect(client.readToEnd() == [0x15, 3, 3, 0, 2, 2, 10])
                #expect(!client.wasReset)
            }
        }
    }

    @Test func `that is garbage ends, and harms nobody else`() throws {
        try withSecuredServer({ $0.timeouts.head = 1 }) { secured in
            var generator = SeededGenerator(seed: 7)
            for _ in 0..<200 {
                let client = try #require(RawClient(port: secured.port))
                let length = UInt16.random(in: 0...4096, using: &generator)
                var bytes: [UInt8] = [0x16, 3, UInt8.random(in: 0...4, using: &generator)]
                bytes += [UInt8(length >> 8), UInt8(length & 0xff)]
                bytes += (0..<Int(length)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
                client.send(bytes)
                client.halfClose()
                #expect(client.readToEnd() != nil)
            }
            #expect(secured.refusal { _ in } == nil)
        }
    }
}
