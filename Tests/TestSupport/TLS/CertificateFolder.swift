import COpenSSL
import Glibc

/// A temporary folder with an authority, and what it issues: nothing of it outlives the tests.
package final class CertificateFolder: @unchecked Sendable {  // Certificates are issued by one thread.
    package let path: String
    /// The PEM file of the authority's certificate.
    package var authority: String { "\(path)/authority.pem" }
    private let authorityKey: OpaquePointer
    private let authorityCertificate: OpaquePointer

    package enum KeyKind: Sendable {
        case rsa, ecdsa
    }

    /// Paths of PEM files.
    package struct Issued: Sendable {
        package let certificate: String
        package let key: String
    }

    package struct Failure: Error {
        let call: String
    }

    package init() throws {
        var template = Array("/tmp/rungs-certificates-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(call: "mkdtemp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        authorityKey = try Self.makeKey(.ecdsa)
        authorityCertificate = X509_new()
        try Self.fill(authorityCertificate, subject: [("CN", "Test authority")], days: -400...4000, key: authorityKey)
        X509_set_issuer_name(authorityCertificate, X509_get_subject_name(authorityCertificate))
        try Self.add(NID_basic_constraints, "critical,CA:TRUE", to: authorityCertificate)
        X509_sign(authorityCertificate, authorityKey, EVP_sha256())
        try write(Self.text { PEM_write_bio_X509($0, authorityCertificate) }, to: "authority.pem")
    }

    deinit {
        X509_free(authorityCertificate)
        EVP_PKEY_free(authorityKey)
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                unlink(
                    "\(path)/"
                        + withUnsafeBytes(of: &entry.pointee.d_name) {
                            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                        })
            }
            closedir(folder)
        }
        rmdir(path)
    }

    /// Makes `NAME.pem` and `NAME.key`, in place of what was there.
    ///
    /// - Parameters:
    ///   - hosts: for `subjectAltName`; without any there is no such extension.
    ///   - days: from now, in which it is valid.
    package func issue(
        _ name: String, hosts: [String] = ["localhost"], subject: [(String, String)] = [("CN", "localhost")],
        key kind: KeyKind = .ecdsa, days: ClosedRange<Int> = -1...90
    ) throws -> Issued {
        let key = try Self.makeKey(kind)
        let certificate = X509_new()
        defer {
            EVP_PKEY_free(key)
            X509_free(certificate)
        }
        try Self.fill(certificate, subject: subject, days: days, key: key)
        X509_set_issuer_name(certificate, X509_get_subject_name(authorityCertificate))
        if !hosts.isEmpty {
            try Self.add(NID_subject_alt_name, hosts.map { "DNS:\($0)" }.joined(separator: ","), to: certificate)
        }
        guard X509_sign(certificate, authorityKey, EVP_sha256()) > 0 else { throw Failure(call: "X509_sign") }
        let chain = Self.text {
            PEM_write_bio_X509($0, certificate)
            return PEM_write_bio_X509($0, authorityCertificate)
        }
        try write(chain, to: "\(name).pem")
        try write(Self.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }, to: "\(name).key")
        try write(
            Self.text { PEM_write_bio_PKCS8PrivateKey($0, key, EVP_aes_128_cbc(), "secret", 6, nil, nil) },
            to: "\(name).encrypted.key")
        return Issued(certificate: "\(path)/\(name).pem", key: "\(path)/\(name).key")
    }

    /// Writes a file of the folder, whole or not at all.
    package func write(_ text: String, to name: String) throws {
        let file = fopen("\(path)/.temporary", "w")
        fputs(text, file)
        fclose(file)
        guard rename("\(path)/.temporary", "\(path)/\(name)") == 0 else { throw Failure(call: "rename") }
    }

    private static func makeKey(_ kind: KeyKind) throws -> OpaquePointer {
        let context = EVP_PKEY_CTX_new_from_name(nil, kind == .rsa ? "RSA" : "EC", nil)
        defer { EVP_PKEY_CTX_free(context) }
        EVP_PKEY_keygen_init(context)
        switch kind {
        case .rsa: EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048)
        case .ecdsa: EVP_PKEY_CTX_set_group_name(context, "P-256")
        }
        var key: OpaquePointer?
        guard EVP_PKEY_generate(context, &key) == 1, let key else { throw Failure(call: "EVP_PKEY_generate") }
        return key
    }

    private static func fill(
        _ certificate: OpaquePointer?, subject: [(String, String)], days: ClosedRange<Int>, key: OpaquePointer
    ) throws {
        X509_set_version(certificate, 2)
        var serial: Int = 0
        withUnsafeMutableBytes(of: &serial) { _ = RAND_bytes($0.bindMemory(to: UInt8.self).baseAddress, 7) }
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial)
        X509_gmtime_adj(X509_getm_notBefore(certificate), days.lowerBound * 86_400)
        X509_gmtime_adj(X509_getm_notAfter(certificate), days.upperBound * 86_400)
        X509_set_pubkey(certificate, key)
        let name = X509_get_subject_name(certificate)
        for (type, value) in subject {
            guard X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8, value, -1, -1, 0) == 1 else {
                throw Failure(call: "X509_NAME_add_entry_by_txt")
            }
        }
    }

    private static func add(_ identifier: Int32, _ value: String, to certificate: OpaquePointer?) throws {
        guard let made = X509V3_EXT_conf_nid(nil, nil, identifier, value) else {
            throw Failure(call: "X509V3_EXT_conf_nid")
        }
        X509_add_ext(certificate, made, -1)
        X509_EXTENSION_free(made)
    }

    private static func text(_ write: (OpaquePointer?) -> Int32) -> String {
        let bio = BIO_new(BIO_s_mem())
        defer { BIO_free(bio) }
        _ = write(bio)
        var bytes: UnsafeMutablePointer<CChar>?
        let count = memory_bio_bytes(bio, &bytes)
        return String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
