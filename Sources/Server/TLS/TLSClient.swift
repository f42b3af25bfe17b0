import COpenSSL
import CLinux
import Glibc

/// A client of TLS on a socket that blocks, for one that asks a server of this machine whether it is ready.
///
/// It takes any certificate: what it hears is not secret and steers nothing but the restart of the server, and the
/// certificate is for the names by which others reach it.
package final class TLSClient {
    private let context: OpaquePointer
    private let handle: OpaquePointer

    package enum Failure: Error, Sendable {
        /// With what OpenSSL says.
        case refused(String)
        /// The time of the socket is over.
        case timeout
        case system(SystemError)
    }

    /// Shakes hands.
    ///
    /// - Parameter name: of the server; nil where it is known by its address alone (RFC 6066 section 3).
    package init(descriptor: Int32, serverName name: String?) throws(Failure) {
        TLSSession.ignoreBrokenPipes()
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw .refused(OpenSSLError.takeReason()) }
        guard let handle = SSL_new(context) else {
            SSL_CTX_free(context)
            throw .refused(OpenSSLError.takeReason())
        }
        self.context = context
        self.handle = handle
        SSL_set_fd(handle, descriptor)
        if let name { _ = ssl_set_server_name(handle, name) }
        _ = try moved("connect") { SSL_connect(handle) }
    }

    deinit {
        SSL_free(handle)
        SSL_CTX_free(context)
    }

    /// How many of the bytes were sent.
    package func send(_ bytes: ArraySlice<UInt8>) throws(Failure) -> Int {
        try moved("send") {
            bytes.withUnsafeBytes { SSL_write(handle, $0.baseAddress, Int32(clamping: $0.count)) }
        }
    }

    /// How many bytes came; 0 at the end.
    package func receive(into room: inout [UInt8]) throws(Failure) -> Int {
        try moved("recv") { SSL_read(handle, &room, Int32(clamping: room.count)) }
    }

    private func moved(_ call: String, _ body: () -> Int32) throws(Failure) -> Int {
        ERR_clear_error()
        let result = body()
        let number = errno
        guard result <= 0 else { return Int(result) }
        switch SSL_get_error(handle, result) {
        case SSL_ERROR_ZERO_RETURN: return 0
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: throw .timeout
        case SSL_ERROR_SYSCALL where number != 0: throw .system(SystemError(call: call, errno: number))
        default: throw .refused(OpenSSLError.takeReason())
        }
    }
}
