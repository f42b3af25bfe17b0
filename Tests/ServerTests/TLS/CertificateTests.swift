import Glibc
import Server
import TestSupport
import Testing

@Suite struct `Certificates` {
    private static let day: Int64 = 86_400

    /// What a configuration of these files is refused for.
    private func error(
        _ folder: CertificateFolder, certificate: String = "good.pem", key: String = "good.key", clientCA: String? = nil
    ) -> TLSError? {
        var configuration = TLSConfiguration(
            certificates: [.init(certificate: "\(folder.path)/\(certificate)", key: "\(folder.path)/\(key)")])
        configuration.clientCA = clientCA.map { "\(folder.path)/\($0)" }
        do {
            _ = try TLSContext(configuration)
            return nil
        } catch {
            return error
        }
    }

    @Test func `each fault of a file is told with its path and what would be right`() throws {
        let folder = try CertificateFolder()
        _ = try folder.issue("good")
        _ = try folder.issue("other")
        let old = try folder.issue("old", days: -10...(-1))
        let early = try folder.issue("early", days: 1...10)
        try folder.write("", to: "empty.pem")
        try folder.write("no PEM at all\n", to: "text.pem")
        try folder.write("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", to: "broken.pem")
        try folder.write(contents("\(folder.path)/good.pem") + "-----BEGIN CERTIFICATE-----\nMII\n", to: "cut.pem")
        func at(_ name: String) -> String { "\(folder.path)/\(name)" }

        #expect(error(folder) == nil)
        #expect(error(folder, certificate: "none.pem") == TLSError(at("none.pem"), .unreadable(ENOENT)))
        #expect(error(folder, key: "none.key") == TLSError(at("none.key"), .unreadable(ENOENT)))
        #expect(error(folder, certificate: ".") == TLSError(at("."), .unreadable(EISDIR)))
        for name in ["empty.pem", "text.pem", "good.key"] {
            #expect(error(folder, certificate: name) == TLSError(at(name), .noCertificate))
        }
        for name in ["empty.pem", "text.pem", "good.pem"] {
            #expect(error(folder, key: name) == TLSError(at(name), .noKey))
        }
        for name in ["broken.pem", "cut.pem"] {
            guard case .refused = try #require(error(folder, certificate: name)).reason else {
                Issue.record("\(name) is taken")
                continue
            }
        }
        #expect(error(folder, key: "good.encrypted.key") == TLSError(at("good.encrypted.key"), .encryptedKey))
        #expect(error(folder, key: "other.key") == TLSError(at("other.key"), .otherKey(certificate: at("good.pem"))))
        guard case .expired(let end) = error(folder, certificate: "old.pem", key: "old.key")?.reason,
            case .notYetValid(let beginning) = error(folder, certificate: "early.pem", key: "early.key")?.reason
        else {
            Issue.record("\(old) or \(early) is taken")
            return
        }
        let now = Int64(time(nil))
        #expect(abs(end - (now - Self.day)) < 60)
        #expect(abs(beginning - (now + Self.day)) < 60)
        #expect(error(folder, clientCA: "none.pem") == TLSError(at("none.pem"), .unreadable(ENOENT)))
        #expect(error(folder, clientCA: "good.key") == TLSError(at("good.key"), .noCertificate))
        #expect(error(folder, clientCA: "authority.pem") == nil)
    }

    @Test(arguments: [
        (TLSError.Reason.unreadable(ENOENT), "a: cannot be read: No such file or directory"),
        (.encryptedKey, "a: the key is encrypted: write it without a passphrase (openssl pkey -in … -out …)"),
        (.otherKey(certificate: "b"), "a: is not the key of b"),
        (.expired(784_111_777), "a: the certificate expired on Sun, 06 Nov 1994 08:49:37 GMT"),
        (.notYetValid(784_111_777), "a: the certificate is not valid before Sun, 06 Nov 1994 08:49:37 GMT"),
        (
            .repeated(certificate: "b"),
            "a: has the names and the kind of key of b, which stands before it: leave one of them out"
        ),
    ])
    func `a fault is a line`(reason: TLSError.Reason, line: String) {
        #expect("\(TLSError("a", reason))" == line)
    }

    @Test func `a second certificate for the same names has another kind of key`() throws {
        let folder = try CertificateFolder()
        let first = try folder.issue("first", hosts: ["a.test", "b.test"])
        let second = try folder.issue("second", hosts: ["b.test", "A.test"])
        let rsa = try folder.issue("rsa", hosts: ["b.test", "a.test"], key: .rsa)
        #expect(throws: TLSError(second.certificate, .repeated(certificate: first.certificate))) {
            try TLSContext(TLSConfiguration(first, second))
        }
        let both = try TLSContext(TLSConfiguration(first, rsa))
        #expect(both.certificates.count == 2)
    }

    @Test func `the names are those of the extension, or the common name where there is none`() throws {
        let folder = try CertificateFolder()
        let context = try TLSContext(
            TLSConfiguration(
                try folder.issue("many", hosts: ["A.Test", "*.a.test"], subject: [("CN", "ignored.test")]),
                try folder.issue("common", hosts: [], subject: [("CN", "Common.test")]),
                try folder.issue("nameless", hosts: [], subject: [("O", "Library")])))
        #expect(context.certificates.map(\.names) == [["a.test", "*.a.test"], ["common.test"], []])
    }

    @Test(arguments: [(13, true), (15, false)])
    func `fourteen days before its end a certificate is about to expire`(days: Int, isLate: Bool) throws {
        let folder = try CertificateFolder()
        let context = try TLSContext(TLSConfiguration(try folder.issue("soon", days: -1...days)))
        #expect(context.certificates[0].expiresSoon(Int64(time(nil))) == isLate)
    }
}
