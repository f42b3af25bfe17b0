import COpenSSL
import Glibc

/// What a client of TLS offers and asks for.
package struct ClientTLS: Sendable {
    /// Sent, and looked for in the certificate where that is checked.
    package var serverName: String? = "localhost"
    package var protocols: [String] = []
    /// 0x0301 is TLS 1.0, 0x0304 is TLS 1.3.
    package var versions: ClosedRange<Int32> = 0x0303...0x0304
    /// For TLS 1.2, as OpenSSL names them.
    package var ciphers: String?
    /// The PEM file by which the server's certificate is checked; nil takes any.
    package var authority: String?
    package var certificate: CertificateFolder.Issued?
    package var resumed: ClientSession?
    /// For TLS 1.3, as the registry of IANA names them.
    package var suites: String?
    /// Whether its socket will not block.
    var isForEvents = false

    package init() {}

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }
}

/// What a server gave a client to resume by.
package final class ClientSession: @unchecked Sendable {  // Never changed.
    fileprivate let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        SSL_SESSION_free(handle)
    }
}

/// The client's side of TLS on a connected socket. By itself it blocks as the socket does.
package final class ClientConnection: @unchecked Sendable {  // Used by one thread at a time.
    private let context: OpaquePointer
    private let handle: OpaquePointer
    private let secrets = SecretLog()

    /// Shakes hands.
    package init(descriptor: Int32, _ options: ClientTLS) throws {
        // OpenSSL sends by write(2).
        signal(SIGPIPE, SIG_IGN)
        context = SSL_CTX_new(TLS_client_method())
        handle = try Self.make(context, descriptor, options)
        secrets.listen(to: context)
        ERR_clear_error()
        let result = SSL_connect(handle)
        guard result == 1 else {
            let failure = Self.failure(handle, result)
            throw failure
        }
    }

    deinit {
        // Or its session could not be resumed.
        SSL_set_shutdown(handle, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN)
        SSL_free(handle)
        SSL_CTX_free(context)
    }

    private static func make(
        _ context: OpaquePointer, _ descriptor: Int32, _ options: ClientTLS
    ) throws -> OpaquePointer {
        // Old versions need it.
        SSL_CTX_set_security_level(context, 0)
        ssl_ctx_set_versions(context, options.versions.lowerBound, options.versions.upperBound)
        if options.isForEvents { ssl_ctx_set_event_mode(context) }
        if let ciphers = options.ciphers { SSL_CTX_set_cipher_list(context, ciphers) }
        if let suites = options.suites { SSL_CTX_set_ciphersuites(context, suites) }
        if let authority = options.authority {
            SSL_CTX_load_verify_locations(context, authority, nil)
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        }
        if let certificate = options.certificate {
            SSL_CTX_use_certificate_chain_file(context, certificate.certificate)
            SSL_CTX_use_PrivateKey_file(context, certificate.key, SSL_FILETYPE_PEM)
        }
        guard let handle = SSL_new(context) else { throw ClientTLS.Failure(description: "SSL_new") }
        SSL_set_fd(handle, descriptor)
        if let name = options.serverName {
            _ = ssl_set_server_name(handle, name)
            SSL_set1_host(handle, name)
        }
        let protocols = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !protocols.isEmpty { SSL_set_alpn_protos(handle, protocols, UInt32(protocols.count)) }
        if let resumed = options.resumed { SSL_set_session(handle, resumed.handle) }
        return handle
    }

    private static func failure(_ handle: OpaquePointer, _ result: Int32) -> ClientTLS.Failure {
        let kind = SSL_get_error(handle, result)
        let code = ERR_peek_last_error()
        let reason = ERR_reason_error_string(code).map { String(cString: $0) }
        return ClientTLS.Failure(description: reason ?? "error \(kind), errno \(errno)")
    }

    // MARK: - What was agreed on

    package var version: String { String(cString: SSL_get_version(handle)) }
    package var cipher: String { String(cString: SSL_CIPHER_standard_name(SSL_get_current_cipher(handle))) }
    /// By which it protects what it sends; nil for TLS 1.2.
    package var trafficKeys: TrafficKeys? { secrets.keys }
    package var isResumed: Bool { SSL_session_reused(handle) == 1 }
    /// To be asked for after something was read: TLS 1.3 sends it behind the handshake.
    package var session: ClientSession? { SSL_get1_session(handle).map(ClientSession.init) }

    package var chosenProtocol: String? {
        var bytes: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(handle, &bytes, &count)
        return bytes.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self) }
    }

    /// The common name and the kind of key of the server's certificate, and where it begins to be the same one.
    package var serverCertificate: (name: String, isRSA: Bool, serial: Int)? {
        guard let certificate = SSL_get1_peer_certificate(handle) else { return nil }
        defer { X509_free(certificate) }
        var name = [CChar](repeating: 0, count: 256)
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, &name, 256)
        return (
            String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self),
            EVP_PKEY_get_base_id(X509_get0_pubkey(certificate)) == EVP_PKEY_RSA,
            ASN1_INTEGER_get(X509_get0_serialNumber(certificate))
        )
    }

    // MARK: - Bytes

    package enum Moved {
        case bytes(Int)
        /// The other side has said that it ends.
        case ended
        case waiting
        /// The other side is gone and has not said that it ends.
        case cut
        case reset
        case failed(String)
    }

    package func read(into buffer: inout [UInt8]) -> Moved {
        ERR_clear_error()
        let result = SSL_read(handle, &buffer, Int32(buffer.count))
        return moved(result)
    }

    package func write(_ bytes: some Collection<UInt8>) -> Moved {
        ERR_clear_error()
        return moved(Array(bytes).withUnsafeBytes { SSL_write(handle, $0.baseAddress, Int32($0.count)) })
    }

    /// Says that nothing more will come, and goes on reading.
    package func end() {
        ERR_clear_error()
        SSL_shutdown(handle)
    }

    /// Changes its keys.
    ///
    /// - Parameter asks: whether the other side is to change its own too.
    package func updateKeys(asks: Bool = true) {
        SSL_key_update(handle, asks ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED)
        ERR_clear_error()
        SSL_do_handshake(handle)
    }

    private func moved(_ result: Int32) -> Moved {
        if result > 0 { return .bytes(Int(result)) }
        let number = errno
        let code = ERR_peek_last_error()
        switch SSL_get_error(handle, result) {
        case SSL_ERROR_ZERO_RETURN: return .ended
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .waiting
        case SSL_ERROR_SSL where ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING: return .cut
        case SSL_ERROR_SYSCALL where number == ECONNRESET || number == EPIPE: return .reset
        default: return .failed(ERR_reason_error_string(code).map { String(cString: $0) } ?? "errno \(number)")
        }
    }
}
