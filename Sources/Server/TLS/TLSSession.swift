import CLinux
import COpenSSL
import Glibc

/// The TLS session of one connection, on a socket that does not block. It belongs to one worker.
final class TLSSession {
    /// The most that one record carries (RFC 8446 section 5.1).
    static let recordBytes = 16_384

    private let handle: OpaquePointer
    /// What the callbacks of the handle point to.
    private let context: TLSContext
    /// Of the worker: what is sent together is gathered there.
    private let record: UnsafeMutableRawBufferPointer
    /// After a fatal alert nothing is sent, and after the end nothing is left to say.
    private var isOver = false
    /// Whether bytes were received that OpenSSL has and nobody was given for want of room: the socket does not tell of
    /// them.
    private(set) var holdsInput = false
    /// Whether the connection waits for its turn to be given them.
    var isInTurn = false
    /// What the access log says of it.
    private(set) lazy var logged = AccessLogEntry.TLS(
        version: version, cipher: String(cString: SSL_CIPHER_standard_name(SSL_get_current_cipher(handle))),
        clientSubject: clientSubject)

    /// - Parameters:
    ///   - record: room for `recordBytes`, that lives longer than this.
    init?(_ context: TLSContext, descriptor: Int32, record: UnsafeMutableRawBufferPointer) {
        guard let handle = context.makeSession() else { return nil }
        self.handle = handle
        self.context = context
        self.record = record
        guard SSL_set_fd(handle, descriptor) == 1 else { return nil }
        SSL_set_accept_state(handle)
    }

    deinit {
        SSL_free(handle)
    }

    /// To be called on the thread of a worker: OpenSSL sends by write(2), which raises a signal where the client is gone.
    static func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Whether nothing was read or sent yet.
    var isNew: Bool { SSL_in_before(handle) == 1 }
    /// Whether it goes on when the socket takes bytes, whatever it was asked to do.
    var wantsToSend: Bool { SSL_want(handle) == SSL_WRITING }
    /// Whether there are received bytes that nobody was given, a whole record of them or not.
    var hasPending: Bool { SSL_has_pending(handle) == 1 }

    // MARK: - Beginning and end

    enum Progress {
        case done
        /// For the socket.
        case waiting
        /// The client was told why.
        case failed
    }

    func handshake() -> Progress {
        ERR_clear_error()
        let result = SSL_do_handshake(handle)
        return result == 1 ? .done : isWaiting(result) ? .waiting : fail()
    }

    /// Says that nothing more comes (close_notify, RFC 8446 section 6.1), once; nothing where the session has failed.
    func end() -> Progress {
        guard !isOver, SSL_is_init_finished(handle) == 1 else { return .done }
        ERR_clear_error()
        let result = SSL_shutdown(handle)
        if result < 0, isWaiting(result) { return .waiting }
        isOver = true
        return .done
    }

    private func isWaiting(_ result: Int32) -> Bool {
        switch SSL_get_error(handle, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: true
        default: false
        }
    }

    private func fail() -> Progress {
        isOver = true
        ERR_clear_error()
        return .failed
    }

    // MARK: - Bytes

    /// Receives what is there, as long as there is room for a whole record.
    func receive(into room: UnsafeMutableRawBufferPointer) -> Connection.Received {
        var count = 0
        repeat {
            guard let free = room.baseAddress else { break }
            ERR_clear_error()
            let result = SSL_read(handle, free + count, Int32(clamping: room.count - count))
            guard result > 0 else { return received(count, result) }
            count += Int(result)
        } while hasPending && room.count - count >= Self.recordBytes
        holdsInput = hasPending
        return .bytes(count)
    }

    /// What to make of a read that gave nothing, after others that gave `count` bytes.
    private func received(_ count: Int, _ result: Int32) -> Connection.Received {
        let isWaiting = isWaiting(result)
        // The end is told once more, for itself.
        holdsInput = !isWaiting && count > 0
        if isWaiting || count > 0 { return count > 0 ? .bytes(count) : .nothing }
        if SSL_get_error(handle, result) == SSL_ERROR_ZERO_RETURN { return .ended }
        _ = fail()
        return .failed
    }

    /// Sends as much as the socket takes, gathered into whole records.
    ///
    /// Where a record is made and not taken, OpenSSL keeps it, and must be offered its bytes again, or more.
    func send(_ vectors: UnsafePointer<iovec>, _ count: Int) -> Connection.Sent {
        var rest = Rest(vectors: vectors, count: count)
        var sent = 0
        while let bytes = rest.next(gatheredIn: record) {
            ERR_clear_error()
            let result = SSL_write(handle, bytes.baseAddress, Int32(bytes.count))
            guard result > 0 else {
                // To send it may want to read: the rest of a message on new keys that came in half. The socket would go on
                // saying that there is room, and whoever sends halves of those is not waited for.
                guard SSL_get_error(handle, result) == SSL_ERROR_WANT_WRITE else {
                    _ = fail()
                    return .failed
                }
                return sent > 0 ? .bytes(sent) : .blocked
            }
            sent += Int(result)
            rest.drop(Int(result))
        }
        return .bytes(sent)
    }

    /// What is left to send of vectors.
    private struct Rest {
        let vectors: UnsafePointer<iovec>
        let count: Int
        private var index = 0
        /// Of the vector at `index`.
        private var offset = 0

        init(vectors: UnsafePointer<iovec>, count: Int) {
            self.vectors = vectors
            self.count = count
        }

        /// The next bytes, as many as a record has if there are so many: where they are, or put together. nil at the end.
        mutating func next(gatheredIn room: UnsafeMutableRawBufferPointer) -> UnsafeRawBufferPointer? {
            while index < count, vectors[index].iov_len == offset { (index, offset) = (index + 1, 0) }
            guard index < count else { return nil }
            let first = UnsafeRawBufferPointer(start: vectors[index].iov_base, count: vectors[index].iov_len)[offset...]
            if first.count >= recordBytes { return UnsafeRawBufferPointer(rebasing: first.prefix(recordBytes)) }
            var used = 0
            var (place, start) = (index, offset)
            while place < count, used < recordBytes {
                let length = min(vectors[place].iov_len - start, recordBytes - used)
                if length > 0, let base = vectors[place].iov_base, let room = room.baseAddress {
                    memcpy(room + used, base + start, length)
                }
                used += length
                (place, start) = (place + 1, 0)
            }
            return UnsafeRawBufferPointer(rebasing: room[..<used])
        }

        mutating func drop(_ bytes: Int) {
            var left = bytes
            while left > 0, index < count {
                let length = min(vectors[index].iov_len - offset, left)
                left -= length
                offset += length
                if offset == vectors[index].iov_len { (index, offset) = (index + 1, 0) }
            }
        }
    }

    // MARK: - For the access log

    private var version: String {
        SSL_version(handle) == TLS1_3_VERSION ? "1.3" : "1.2"
    }

    /// Of the certificate that the client has shown, in this session or in the one that it resumes (RFC 4514).
    private var clientSubject: String? {
        guard let certificate = SSL_get0_peer_certificate(handle), let bio = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(bio) }
        X509_NAME_print_ex(bio, X509_get_subject_name(certificate), 0, subject_flags())
        var bytes: UnsafeMutablePointer<CChar>?
        let count = memory_bio_bytes(bio, &bytes)
        return bytes.map { String(decoding: UnsafeRawBufferPointer(start: $0, count: count), as: UTF8.self) }
    }
}
