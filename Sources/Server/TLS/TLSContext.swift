import COpenSSL
import CLinux
import Glibc

/// All that connections are secured by: certificates, keys, and what clients may choose.
///
/// It never changes: a reload makes another one, and connections go on with the one that they began with, their tickets
/// with it. So a certificate of a client that the new one does not accept is not accepted by way of an old ticket.
package final class TLSContext: @unchecked Sendable {  // OpenSSL counts and locks; nothing is set after `init`.
    package let certificates: [TLSCertificate]
    /// One for each set of names, whose certificates differ in the kind of their keys alone.
    private let contexts: [OpaquePointer]
    /// Where in `contexts` the certificate for a name is.
    private let names: [String: Int]

    /// Reads and checks the files.
    ///
    /// - Parameter now: seconds since 1970.
    package init(_ configuration: TLSConfiguration, now: Int64 = Int64(time(nil))) throws(TLSError) {
        var groups: [[TLSIdentity]] = []
        for files in configuration.certificates {
            let identity = try TLSIdentity(files, now: now)
            let names = Set(identity.certificate.names)
            guard let index = groups.firstIndex(where: { Set($0[0].certificate.names) == names }) else {
                groups.append([identity])
                continue
            }
            if let other = groups[index].first(where: { $0.keyType == identity.keyType }) {
                throw TLSError(files.certificate, .repeated(certificate: other.certificate.path))
            }
            groups[index].append(identity)
        }
        let authorities = try configuration.clientCA.map { (path) throws(TLSError) in try PEM.certificates(path) } ?? []
        defer { for authority in authorities { X509_free(authority) } }

        var contexts: [OpaquePointer] = []
        var names: [String: Int] = [:]
        do throws(TLSError) {
            for group in groups {
                let context = try Self.context(configuration, authorities)
                contexts.append(context)
                for identity in group { try identity.install(in: context) }
                for name in group[0].certificate.names where names[name] == nil { names[name] = contexts.count - 1 }
            }
        } catch {
            for context in contexts { SSL_CTX_free(context) }
            throw error
        }
        certificates = groups.flatMap { $0.map(\.certificate) }
        self.contexts = contexts
        self.names = names
        // Sessions keep this object alive, and the callback is theirs.
        let argument = Unmanaged.passUnretained(self).toOpaque()
        for context in contexts { ssl_ctx_set_server_name_callback(context, Self.chooseCertificate, argument) }
    }

    deinit {
        for context in contexts { SSL_CTX_free(context) }
    }

    /// A session of a client that has not named a server yet; nil where memory is exhausted. To be freed by the caller.
    func makeSession() -> OpaquePointer? {
        contexts.first.flatMap { SSL_new($0) }
    }

    // MARK: - Server names (RFC 6066 section 3)

    /// The name itself, or with `*` for its first label.
    private func context(of name: String) -> OpaquePointer? {
        let index = names[name] ?? names["*" + name.drop { $0 != "." }]
        return index.map { contexts[$0] }
    }

    private static let chooseCertificate:
        @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?) -> Int32 = {
            session, _, argument in
            guard let argument, let name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) else {
                return SSL_TLSEXT_ERR_NOACK
            }
            let contexts = Unmanaged<TLSContext>.fromOpaque(argument).takeUnretainedValue()
            guard let context = contexts.context(of: String(cString: name).lowercased()) else {
                return SSL_TLSEXT_ERR_NOACK
            }
            SSL_set_SSL_CTX(session, context)
            return SSL_TLSEXT_ERR_OK
        }

    // MARK: - What clients may choose

    /// Ephemeral keys and authenticated encryption only (RFC 9325 section 4.2). Keys of 128 bits come first: they are as
    /// far out of reach as longer ones, and cost less.
    private static let ciphers = """
        ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:\
        ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
        """
    private static let suites = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
    private static let groups = "X25519:P-256:P-384"
    /// RSA of 2048 bits, no SHA-1: whatever the system's own configuration says.
    private static let securityLevel: Int32 = 2
    /// What a session was made for, which a ticket of another program is not (SSL_CTX_set_session_id_context(3)).
    private static let purpose = Array("rungs".utf8)

    /// A context without a certificate yet.
    private static func context(
        _ configuration: TLSConfiguration, _ authorities: [OpaquePointer]
    ) throws(TLSError) -> OpaquePointer {
        guard let context = SSL_CTX_new(TLS_server_method()) else {
            throw TLSError("TLS", .refused(OpenSSLError.takeReason()))
        }
        SSL_CTX_set_security_level(context, securityLevel)
        let minimum = configuration.minimumVersion == .tls12 ? TLS1_2_VERSION : TLS1_3_VERSION
        ssl_ctx_set_versions(context, minimum, TLS1_3_VERSION)
        guard SSL_CTX_set_cipher_list(context, ciphers) == 1, SSL_CTX_set_ciphersuites(context, suites) == 1,
            ssl_ctx_set_groups(context, groups) == 1
        else {
            SSL_CTX_free(context)
            throw TLSError("TLS", .refused(OpenSSLError.takeReason()))
        }
        ssl_ctx_set_server_options(context)
        ssl_ctx_set_event_mode(context)
        SSL_CTX_set_session_id_context(context, purpose, UInt32(purpose.count))
        SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nil)
        for authority in authorities {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority)
            SSL_CTX_add_client_CA(context, authority)
        }
        // Also one that another one has issued is trusted as it stands.
        X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), UInt(X509_V_FLAG_PARTIAL_CHAIN))
        switch configuration.clientAuthentication {
        case .none: break
        case .optional: SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        case .require: SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        }
        return context
    }

    /// A client that offers protocols, and not HTTP/1.1, is told that there is none in common (RFC 7301 section 3.2).
    private static let chooseProtocol: SSL_CTX_alpn_select_cb_func = { _, chosen, chosenCount, offered, count, _ in
        let offers = UnsafeBufferPointer(start: offered, count: Int(count))
        var position = 0
        while position < offers.count {
            let length = Int(offers[position])
            guard position + 1 + length <= offers.count else { break }
            if offers[position + 1..<position + 1 + length].elementsEqual("http/1.1".utf8) {
                chosen?.pointee = offers.baseAddress.map { $0 + position + 1 }
                chosenCount?.pointee = UInt8(length)
                return SSL_TLSEXT_ERR_OK
            }
            position += 1 + length
        }
        return SSL_TLSEXT_ERR_ALERT_FATAL
    }
}
