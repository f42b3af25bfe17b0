import COpenSSL
import Threads

/// The keys by which a client of TLS 1.3 protects what it sends (RFC 8446 section 7.3), so that a test can send records
/// that no library would make. For AES-128-GCM with SHA-256.
package struct TrafficKeys {
    private let key: [UInt8]
    private let nonce: [UInt8]

    fileprivate init(secret: [UInt8]) {
        key = Self.expand(secret, "key", count: 16)
        nonce = Self.expand(secret, "iv", count: 12)
    }

    /// A protected record (RFC 8446 section 5.2).
    ///
    /// - Parameters:
    ///   - type: of the content: 22 is a handshake message.
    ///   - sequence: how many records were sent by these keys before.
    package func record(_ content: [UInt8], type: UInt8, sequence: UInt64) -> [UInt8] {
        let inner = content + [type]
        let length = inner.count + Self.tagBytes
        let head: [UInt8] = [23, 3, 3, UInt8(length >> 8), UInt8(length & 0xff)]
        var nonce = nonce
        for index in 0..<8 { nonce[4 + index] ^= UInt8(truncatingIfNeeded: sequence >> UInt64(56 - 8 * index)) }

        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var sealed = [UInt8](repeating: 0, count: inner.count)
        var tag = [UInt8](repeating: 0, count: Self.tagBytes)
        var count: Int32 = 0
        EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), nil, key, nonce)
        EVP_EncryptUpdate(context, nil, &count, head, Int32(head.count))
        EVP_EncryptUpdate(context, &sealed, &count, inner, Int32(inner.count))
        EVP_EncryptFinal_ex(context, nil, &count)
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagBytes), &tag)
        return head + sealed + tag
    }

    private static let tagBytes = 16

    /// HKDF-Expand-Label without a context, of at most one block (RFC 8446 section 7.1).
    private static func expand(_ secret: [UInt8], _ label: String, count: Int) -> [UInt8] {
        let name = Array("tls13 \(label)".utf8)
        let info = [0, UInt8(count), UInt8(name.count)] + name + [0, 1]
        var block = [UInt8](repeating: 0, count: 32)
        var length = 0
        EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, secret, secret.count, info, info.count, &block, block.count, &length)
        return Array(block[..<count])
    }
}

/// What OpenSSL tells of the secrets of a client's connection.
final class SecretLog: Sendable {
    private let secret = Lock<[UInt8]?>(nil)

    /// The keys of what the client sends after the handshake; nil before.
    var keys: TrafficKeys? { secret.withLock { $0 }.map(TrafficKeys.init) }

    /// Has the connections of a context tell this log, which must outlive them.
    func listen(to context: OpaquePointer) {
        SSL_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(self).toOpaque())
        SSL_CTX_set_keylog_callback(context) { session, line in
            guard let line, let log = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), 0) else { return }
            let words = String(cString: line).split(separator: " ")
            guard words.count == 3, words[0] == "CLIENT_TRAFFIC_SECRET_0" else { return }
            let digits = Array(words[2])
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(digits[$0...($0 + 1)]), radix: 16)
            }
            Unmanaged<SecretLog>.fromOpaque(log).takeUnretainedValue().secret.withLock { $0 = bytes }
        }
    }
}
