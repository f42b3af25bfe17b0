import HTTP

/// The link bases whose answers one worker keeps: at most eight, so that invented hosts cannot fill the cache.
///
/// Each place counts its requests, halved every second. Another base takes a place only when it was asked for more
/// often than the least used one, whose answers then go.
struct LinkBaseTable: ~Copyable {
    static let capacity = 8

    private let scheme: String
    private let basePath: String
    private let isConstant: Bool
    private var places: [Place]
    /// Bases without a place, with their own counts; as few, so that each new one takes that of the least used.
    private var candidates: [Place] = []

    private struct Place {
        var base: LinkBase
        /// The authority as it was last sent: the same bytes need no normalising.
        var authority: [UInt8]
        var hits: UInt32
    }

    /// - Parameter constant: what every request has, whatever it says (`publicURL`).
    init(scheme: String, basePath: String, constant: LinkBase?) {
        self.scheme = scheme
        self.basePath = basePath
        isConstant = constant != nil
        places = constant.map { [Place(base: $0, authority: [], hits: 0)] } ?? []
    }

    /// The place of a request's link base, which may have been taken from another.
    enum Resolution: Equatable {
        case kept(Int)
        /// The base has just taken the place: the answers of the one before must go.
        case replaced(Int)
        /// Answered without keeping.
        case unkept
    }

    /// - Parameter authority: valid, or empty where the request names none.
    mutating func resolve(_ authority: UnsafeRawBufferPointer) -> Resolution {
        if isConstant { return .kept(0) }
        for index in places.indices where places[index].authority.hasBytes(authority) {
            places[index].hits &+= 1
            return .kept(index)
        }
        let base = self.base(authority)
        if let index = places.firstIndex(where: { $0.base == base }) {
            places[index].authority = Array(authority)
            places[index].hits &+= 1
            return .kept(index)
        }
        guard places.count == Self.capacity else {
            places.append(Place(base: base, authority: Array(authority), hits: 1))
            return .kept(places.count - 1)
        }
        return contend(base, authority)
    }

    /// The place that the base of an authority has at this moment, without counting a request for it.
    func place(of authority: UnsafeRawBufferPointer) -> Int? {
        if isConstant { return 0 }
        let base = base(authority)
        return places.firstIndex { $0.base == base }
    }

    private mutating func contend(_ base: LinkBase, _ authority: UnsafeRawBufferPointer) -> Resolution {
        let candidate: Int
        if let index = candidates.firstIndex(where: { $0.base == base }) {
            candidate = index
        } else if candidates.count < Self.capacity {
            candidates.append(Place(base: base, authority: Array(authority), hits: 0))
            candidate = candidates.count - 1
        } else {
            candidate = candidates.indices.min { candidates[$0].hits < candidates[$1].hits } ?? 0
            candidates[candidate] = Place(base: base, authority: Array(authority), hits: 0)
        }
        candidates[candidate].hits &+= 1
        guard let least = places.indices.min(by: { places[$0].hits < places[$1].hits }),
            candidates[candidate].hits > places[least].hits
        else { return .unkept }
        swap(&places[least], &candidates[candidate])
        return .replaced(least)
    }

    /// The base of an authority, kept or not.
    func base(_ authority: UnsafeRawBufferPointer) -> LinkBase {
        if isConstant { return places[0].base }
        guard !authority.isEmpty else { return LinkBase(basePath) }
        return LinkBase("\(scheme)://\(Authority.normalized(authority, scheme: scheme))\(basePath)")
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
