import CLinux
import Glibc
import HTTP

/// The link bases whose answers one worker keeps: at most eight, so that invented hosts cannot fill the cache.
///
/// Each place counts its requests, halved every second. Another base takes a place only when it was asked for more
/// often than the least used one, whose answers then go.
struct LinkBaseTable: ~Copyable {
    static let capacity = 8

    private let basePath: String
    private let isConstant: Bool
    private var places: [Place]
    /// Bases without a place, with their own counts; as few, so that each new one takes that of the least used.
    private var candidates: [Place] = []

    private struct Place {
        var base: LinkBase
        /// As it was last sent: the same bytes need no normalising.
        var spelling: Spelling
        var hits: UInt32
    }

    private struct Spelling {
        let isHTTPS: Bool
        let authorityLength: Int
        /// Authority and prefix, one after the other.
        let bytes: [UInt8]

        init(_ origin: RequestOrigin, _ head: UnsafeRawBufferPointer) {
            isHTTPS = origin.isHTTPS
            authorityLength = origin.authority.range.count
            bytes = Array(head[origin.authority.range]) + Array(head[origin.prefix.range])
        }

        /// Asked on every request.
        @inline(__always)
        func isThat(of origin: RequestOrigin, _ head: UnsafeRawBufferPointer) -> Bool {
            let authority = origin.authority.range
            let prefix = origin.prefix.range
            guard isHTTPS == origin.isHTTPS, authorityLength == authority.count,
                bytes.count == authority.count + prefix.count
            else { return false }
            return bytes.withUnsafeBytes { mine in
                guard let mine = mine.baseAddress, let head = head.baseAddress else { return true }
                return memcmp(mine, head + authority.lowerBound, authority.count) == 0
                    && (prefix.isEmpty
                        || memcmp(mine + authority.count, head + prefix.lowerBound, prefix.count) == 0)
            }
        }
    }

    /// - Parameters:
    ///   - basePath: that of the settings, which comes before a prefix that a request names.
    ///   - constant: what every request has, whatever it says (`publicURL`).
    init(basePath: String, constant: LinkBase?) {
        self.basePath = basePath
        isConstant = constant != nil
        let nothing = Spelling(RequestOrigin(scheme: .http), UnsafeRawBufferPointer(start: nil, count: 0))
        places = constant.map { [Place(base: $0, spelling: nothing, hits: 0)] } ?? []
    }

    /// The place of a request's link base, which may have been taken from another.
    enum Resolution: Equatable {
        case kept(Int)
        /// The base has just taken the place: the answers of the one before must go.
        case replaced(Int)
        /// Answered without keeping.
        case unkept
    }

    /// - Parameter bytes: those of the head that the origin is of.
    mutating func resolve(_ origin: RequestOrigin, _ bytes: UnsafeRawBufferPointer) -> Resolution {
        if isConstant { return .kept(0) }
        for index in places.indices where places[index].spelling.isThat(of: origin, bytes) {
            places[index].hits &+= 1
            return .kept(index)
        }
        let base = self.base(origin, bytes)
        let spelling = Spelling(origin, bytes)
        if let index = places.firstIndex(where: { $0.base == base }) {
            places[index].spelling = spelling
            places[index].hits &+= 1
            return .kept(index)
        }
        guard places.count == Self.capacity else {
            places.append(Place(base: base, spelling: spelling, hits: 1))
            return .kept(places.count - 1)
        }
        return contend(base, spelling)
    }

    /// The place that the base of an origin has at this moment, without counting a request for it.
    func place(of origin: RequestOrigin, _ bytes: UnsafeRawBufferPointer) -> Int? {
        if isConstant { return 0 }
        let base = base(origin, bytes)
        return places.firstIndex { $0.base == base }
    }

    private mutating func contend(_ base: LinkBase, _ spelling: Spelling) -> Resolution {
        let candidate: Int
        if let index = candidates.firstIndex(where: { $0.base == base }) {
            candidate = index
        } else if candidates.count < Self.capacity {
            candidates.append(Place(base: base, spelling: spelling, hits: 0))
            candidate = candidates.count - 1
        } else {
            candidate = candidates.indices.min { candidates[$0].hits < candidates[$1].hits } ?? 0
            candidates[candidate] = Place(base: base, spelling: spelling, hits: 0)
        }
        candidates[candidate].hits &+= 1
        guard let least = places.indices.min(by: { places[$0].hits < places[$1].hits }),
            candidates[candidate].hits > places[least].hits
        else { return .unkept }
        swap(&places[least], &candidates[candidate])
        return .replaced(least)
    }

    /// The base of an origin, kept or not.
    func base(_ origin: RequestOrigin, _ bytes: UnsafeRawBufferPointer) -> LinkBase {
        if isConstant { return places[0].base }
        let prefix = basePath.isEmpty ? String(decoding: bytes[origin.prefix.range], as: UTF8.self) : basePath
        guard !origin.authority.isEmpty else { return LinkBase(prefix) }
        let scheme = origin.scheme.rawValue
        let authority = Authority.normalized(bytes[origin.authority.range], scheme: scheme)
        return LinkBase("\(scheme)://\(authority)\(prefix)")
    }

    /// The base of a request that was not read.
    var baseOfNothing: LinkBase {
        isConstant ? places[0].base : LinkBase(basePath)
    }

    /// To be called every second.
    mutating func halve() {
        for index in places.indices { places[index].hits /= 2 }
        for index in candidates.indices { candidates[index].hits /= 2 }
    }

    /// With a new snapshot every base begins anew.
    mutating func removeAll() {
        guard !isConstant else { return }
        places.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
    }
}
