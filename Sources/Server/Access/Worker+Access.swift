import Hashing
import HTTP
import Threads

/// What a worker needs at the door, made once.
struct Access {
    /// Whether anything decides who is answered.
    let isGuarded: Bool
    /// nil where anybody may ask.
    var keys: AccessKeys?
    /// Paths that are answered to anybody.
    let openPaths: [[UInt8]]
    /// The field lines before what is left to a client.
    let quotaPrefix: [UInt8]
    let origins: AllowedOrigins

    init(_ shared: SharedState) {
        keys = shared.keys.withLock { $0 }
        isGuarded = keys != nil || shared.rates != nil
        openPaths = shared.configuration.openPaths.map { Array($0.utf8) }
        let policy = shared.rates?.limit.policy ?? ""
        quotaPrefix = Array("RateLimit-Policy: \(policy)\r\nRateLimit: \"default\";r=".utf8)
        origins = AllowedOrigins(shared.configuration.corsOrigins)
    }

    /// Takes the keys that are accepted from now on.
    mutating func renew(from shared: SharedState) {
        if keys != nil { keys = shared.keys.withLock { $0 } }
    }
}

/// What was found at the door of one request: the reply, the fields of it alone and the log ask for it.
struct Admission {
    /// What is left to the client; nil where the request does not count.
    var quota: Quota?
    /// nil where no key was needed, or none accepted.
    var keyName: String?
}

extension Worker {
    /// Why a request is not answered: it has no key that is accepted, or its client has made too many. What has no such
    /// key counts for its address, so that nobody can guess faster than ask.
    mutating func refusalAtDoor(
        _ slot: Int, _ origin: RequestOrigin, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer
    ) -> Refusal.Reason? {
        guard !slab[slot].pointee.isForOperations, !isOpen(origin, head, bytes) else { return nil }
        var refusal: Refusal.Reason?
        var key: AccessKeys.Key?
        if access.keys != nil {
            switch head.presentedKey(in: bytes.bytes) {
            case .none: refusal = .missingKey
            case .conflicting: refusal = .conflictingKeys
            case .key(let range):
                key = acceptedKey(UnsafeRawBufferPointer(rebasing: bytes[range]))
                if key == nil { refusal = .invalidKey }
            }
        }
        admission.keyName = key?.name
        guard let rates = shared.rates else { return refusal }
        let client = key.map { .key($0.hash.prefix) } ?? client(slot, head, bytes)
        let quota = rates.take(client, at: clock.monotonic * 1_000_000)
        admission.quota = quota
        return quota.isExceeded ? .quotaExceeded(retryAfter: quota.secondsToNext) : refusal
    }

    /// Whether it is answered whoever asks: a preflight has no key (Fetch standard, CORS-preflight fetch), a probe none
    /// either.
    private func isOpen(_ origin: RequestOrigin, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard head.knownMethod != .options else { return true }
        return Self.withTarget(head.originForm, bytes, origin, basePath: basePath) { target in
            let path = target.prefix { $0 != UInt8(ascii: "?") }
            return access.openPaths.contains { path.elementsEqual($0) }
        }
    }

    private mutating func acceptedKey(_ key: UnsafeRawBufferPointer) -> AccessKeys.Key? {
        hasher.update(key)
        let hash = hasher.finish()
        guard let keys = access.keys, let index = keys.index(of: hash) else { return nil }
        return keys.keys[index]
    }

    /// Behind a trusted proxy the one that it names.
    private func client(
        _ slot: Int, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer
    ) -> ClientRates.Client {
        let connection = slab[slot]
        let named = connection.pointee.isFromProxy ? trust.client(of: head, in: bytes.bytes)?.client : nil
        return .address(named ?? connection.pointee.peer.address?.client ?? 0)
    }

    // MARK: - Fields of one reply alone

    /// `RateLimit` and `Access-Control-Allow-Origin`, where there is something to say.
    mutating func addAccessFields(_ head: RequestHead, _ bytes: UnsafeRawBufferPointer) {
        if let quota = admission.quota {
            access.quotaPrefix.withUnsafeBytes { batch.addField($0) }
            batch.addField(quota.remaining)
            batch.addField(";t=")
            batch.addField(quota.secondsToNext)
            batch.addField("\r\n")
        }
        if !access.origins.isEmpty { addAllowedOrigin(access.origins.index(of: head, in: bytes)) }
    }

    /// - Parameter bytes: of a head that is broken.
    mutating func addAccessFields(toBroken bytes: UnsafeRawBufferPointer) {
        if !access.origins.isEmpty { addAllowedOrigin(access.origins.index(inBroken: bytes)) }
    }

    private mutating func addAllowedOrigin(_ index: Int?) {
        guard let index else { return }
        access.origins.fieldLines[index].withUnsafeBytes { batch.addField($0) }
    }
}
