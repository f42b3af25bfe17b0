package import Hashing

/// The keys that let clients in, as hashes: what stands here lets nobody in.
package struct AccessKeys: Sendable, Equatable {
    package let keys: [Key]
    /// Apart, so that comparing them touches nothing else.
    private let hashes: [SHA256]

    /// - Parameter keys: of different hashes.
    package init(_ keys: [Key]) {
        self.keys = keys
        hashes = keys.map(\.hash)
    }

    package struct Key: Sendable, Equatable {
        /// What may be said of it.
        package let name: String
        /// Of the bytes of the key.
        package let hash: SHA256

        package init(name: String, hash: SHA256) {
            self.name = name
            self.hash = hash
        }
    }

    /// The place of the key with a hash. It takes the same time whichever it is, and where there is none.
    func index(of hash: SHA256) -> Int? {
        Self.index(of: hash, among: hashes)
    }

    /// All are compared, without a branch, so that no time tells how near a guess was.
    static func index(of hash: SHA256, among hashes: some Sequence<SHA256>) -> Int? {
        var place: UInt64 = 0
        var found: UInt64 = 0
        for other in hashes {
            place &+= 1
            let difference = hash.difference(from: other)
            // All bits where nothing differs, else none.
            let mask = ((difference | (0 &- difference)) >> 63) &- 1
            found |= place & mask
        }
        return found == 0 ? nil : Int(found) - 1
    }
}
