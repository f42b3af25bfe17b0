import COpenSSL
import CLinux
import Glibc

/// Reads what TLS needs from PEM files (RFC 7468). Text around what is looked for is passed over.
enum PEM {
    private static let byteLimit = 4 << 20

    /// The certificates of a file in their order, at least one; to be freed by the caller.
    static func certificates(_ path: String) throws(TLSError) -> [OpaquePointer] {
        let bytes = try read(path)
        let certificates = withBIO(bytes) { bio in
            var certificates: [OpaquePointer] = []
            while let certificate = PEM_read_bio_X509(bio, nil, nil, nil) { certificates.append(certificate) }
            return certificates
        }
        // What ended the reading is the end, or a certificate that is broken: then the chain would be cut in silence.
        let isEnd = OpenSSLError.lastIs(library: ERR_LIB_PEM, reason: PEM_R_NO_START_LINE)
        let reason = OpenSSLError.takeReason()
        guard isEnd, !certificates.isEmpty else {
            for certificate in certificates { X509_free(certificate) }
            throw TLSError(path, isEnd ? .noCertificate : .refused(reason))
        }
        return certificates
    }

    /// The first private key of a file; to be freed by the caller.
    static func key(_ path: String) throws(TLSError) -> OpaquePointer {
        let bytes = try read(path)
        var wasAsked = false
        let key = withBIO(bytes) { bio in
            withUnsafeMutablePointer(to: &wasAsked) { wasAsked in
                PEM_read_bio_PrivateKey(
                    bio, nil,
                    { _, _, _, wasAsked in
                        // Nobody is there to be asked for a passphrase.
                        wasAsked?.storeBytes(of: true, as: Bool.self)
                        return -1
                    }, wasAsked)
            }
        }
        let reason = OpenSSLError.takeReason()
        guard let key else {
            // OpenSSL says of both that it is not supported.
            let isAbsent = !String(decoding: bytes, as: UTF8.self).contains("PRIVATE KEY-----")
            throw TLSError(path, wasAsked ? .encryptedKey : isAbsent ? .noKey : .refused(reason))
        }
        return key
    }

    private static func withBIO<Result>(_ bytes: [UInt8], _ body: (OpaquePointer?) -> Result) -> Result {
        ERR_clear_error()
        return bytes.withUnsafeBytes { bytes in
            let bio = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count))
            defer { BIO_free(bio) }
            return body(bio)
        }
    }

    private static func read(_ path: String) throws(TLSError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TLSError(path, .unreadable(errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = retryingInterrupts { Glibc.read(descriptor, &buffer, buffer.count) }
            guard count >= 0 else { throw TLSError(path, .unreadable(errno)) }
            bytes += buffer[..<count]
            guard bytes.count <= byteLimit else { throw TLSError(path, .unreadable(EFBIG)) }
            // An empty file has no address to read from.
            if count == 0 { return bytes.isEmpty ? [0x0a] : bytes }
        }
    }
}

/// The errors that OpenSSL keeps for each thread.
enum OpenSSLError {
    static func lastIs(library: Int32, reason: Int32) -> Bool {
        let code = ERR_peek_last_error()
        return ERR_GET_LIB(code) == library && ERR_GET_REASON(code) == reason
    }

    /// What the last one is about, and forgets all.
    static func takeReason() -> String {
        defer { ERR_clear_error() }
        let code = ERR_peek_last_error()
        guard code != 0, let reason = ERR_reason_error_string(code) else { return "for no reason that it gives" }
        return String(cString: reason)
    }
}
