import COpenSSL
import CLinux
import Glibc

/// A certificate with its chain and its key, read from two files.
final class TLSIdentity {
    let certificate: TLSCertificate
    private let leaf: OpaquePointer
    private let chain: OpaquePointer
    private let key: OpaquePointer

    /// RSA, ECDSA, Ed25519 …, as OpenSSL numbers them.
    var keyType: Int32 { EVP_PKEY_get_base_id(key) }

    /// - Parameter now: seconds since 1970, at which the certificate must be valid.
    init(_ files: TLSConfiguration.Files, now: Int64) throws(TLSError) {
        let key = try PEM.key(files.key)
        let certificates: [OpaquePointer]
        do throws(TLSError) {
            certificates = try PEM.certificates(files.certificate)
        } catch {
            EVP_PKEY_free(key)
            throw error
        }
        self.key = key
        leaf = certificates[0]
        chain = x509_stack_new()
        for certificate in certificates.dropFirst() { _ = x509_stack_push(chain, certificate) }
        certificate = TLSCertificate(
            path: files.certificate, names: Self.names(leaf), notBefore: Self.seconds(X509_get0_notBefore(leaf)),
            notAfter: Self.seconds(X509_get0_notAfter(leaf)))

        guard X509_check_private_key(leaf, key) == 1 else {
            ERR_clear_error()
            throw TLSError(files.key, .otherKey(certificate: files.certificate))
        }
        guard certificate.notAfter > now else { throw TLSError(files.certificate, .expired(certificate.notAfter)) }
        guard certificate.notBefore <= now else {
            throw TLSError(files.certificate, .notYetValid(certificate.notBefore))
        }
    }

    deinit {
        X509_free(leaf)
        x509_stack_free(chain)
        EVP_PKEY_free(key)
    }

    /// Lets a context offer it.
    func install(in context: OpaquePointer) throws(TLSError) {
        guard SSL_CTX_use_cert_and_key(context, leaf, key, chain, 1) == 1 else {
            throw TLSError(certificate.path, .refused(OpenSSLError.takeReason()))
        }
    }

    // MARK: - What the certificate says

    /// RFC 9525 section 6.3, which knows names of `subjectAltName` alone; the common name is for old internal ones.
    private static func names(_ certificate: OpaquePointer) -> [String] {
        guard let extensionValue = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else {
            return [commonName(certificate)].compactMap { $0 }
        }
        let names = OpaquePointer(extensionValue)
        defer { GENERAL_NAMES_free(names) }
        return (0..<general_name_count(names)).compactMap { index in
            general_name_dns(general_name(names, index)).flatMap(text)
        }
    }

    private static func commonName(_ certificate: OpaquePointer) -> String? {
        let subject = X509_get_subject_name(certificate)
        let index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
        guard index >= 0, let name = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)) else { return nil }
        return text(name)
    }

    /// nil for what is no name of a host in ASCII: RFC 5280 section 4.2.1.6 has no others.
    private static func text(_ string: UnsafePointer<ASN1_STRING>) -> String? {
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string)))
        guard !bytes.isEmpty, bytes.allSatisfy({ 0x21...0x7e ~= $0 }) else { return nil }
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }

    private static func seconds(_ moment: UnsafePointer<ASN1_TIME>?) -> Int64 {
        var parts = tm()
        ASN1_TIME_to_tm(moment, &parts)
        return Int64(timegm(&parts))
    }
}
