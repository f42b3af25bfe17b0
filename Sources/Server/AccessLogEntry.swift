/// What is known of one answered request. Bytes are those of the request, as the client sent them: they last only as long
/// as the call that brings them.
package struct AccessLogEntry {
    /// nil where none was read.
    package var method: UnsafeRawBufferPointer?
    package var path: UnsafeRawBufferPointer
    /// nil where there was none, and for POST: there it may hold personal text, as the body does.
    package var query: UnsafeRawBufferPointer?
    package var route: String?
    package var status: Int
    package var bodySize: Int
    /// Nanoseconds.
    package var duration: Int64
    package var client: Peer
    /// The name of the key that let the client in.
    package var keyName: String?
    package var userAgent: UnsafeRawBufferPointer?
    /// Of HTTP/1.
    package var minorVersion: UInt8
    /// Host of the authority, without its port.
    package var serverAddress: UnsafeRawBufferPointer?
    package var requestID: RequestID?
    /// The value as sent.
    package var traceparent: UnsafeRawBufferPointer?
    package var errorType: String?
    /// `hit`, `miss` or `304`.
    package var cache: StaticString
    /// nil where the connection is not secured.
    package var tls: TLS?

    package struct TLS: Sendable {
        /// `1.2` or `1.3`.
        package var version: String
        /// As the registry of IANA names it.
        package var cipher: String
        /// RFC 4514; nil where the client has shown no certificate.
        package var clientSubject: String?

        package init(version: String, cipher: String, clientSubject: String?) {
            self.version = version
            self.cipher = cipher
            self.clientSubject = clientSubject
        }
    }

    package enum RequestID {
        case sent(UnsafeRawBufferPointer)
        case made(String)
    }

    package init(
        method: UnsafeRawBufferPointer?, path: UnsafeRawBufferPointer, query: UnsafeRawBufferPointer?, route: String?,
        status: Int, bodySize: Int, duration: Int64, client: Peer, userAgent: UnsafeRawBufferPointer?,
        minorVersion: UInt8, serverAddress: UnsafeRawBufferPointer?, requestID: RequestID?,
        traceparent: UnsafeRawBufferPointer?, errorType: String?, cache: StaticString, tls: TLS? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.route = route
        self.status = status
        self.bodySize = bodySize
        self.duration = duration
        self.client = client
        self.userAgent = userAgent
        self.minorVersion = minorVersion
        self.serverAddress = serverAddress
        self.requestID = requestID
        self.traceparent = traceparent
        self.errorType = errorType
        self.cache = cache
        self.tls = tls
    }
}
