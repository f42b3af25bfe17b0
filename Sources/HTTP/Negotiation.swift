/// Chooses a representation by the `Accept` and `Accept-Encoding` of a request (RFC 9110 sections 12.5.1, 12.5.3).
///
/// Each line is read by itself: a quote that one of them leaves open does not reach into the next.
package enum Negotiation {
    /// The index of the best of `types`: the highest quality wins, the most specific range gives the quality, ties go
    /// to the earlier type. nil where none is acceptable.
    ///
    /// - Parameter accept: the lines of `Accept`; none, or empty ones, accept everything.
    package static func type(accept: [String], among types: [MediaType]) -> Int? {
        var preference = TypePreference(types)
        for line in accept {
            let bytes = Array(line.utf8)
            preference.add(bytes.span.bytes, bytes.indices)
        }
        return preference.best
    }

    /// The best coding that Rungs has: gzip where it is acceptable and no less wanted than identity.
    ///
    /// - Parameter acceptEncoding: the lines of `Accept-Encoding`.
    package static func coding(acceptEncoding: [String]) -> ContentCoding {
        var preference = CodingPreference()
        for line in acceptEncoding {
            let bytes = Array(line.utf8)
            preference.add(bytes.span.bytes, bytes.indices)
        }
        return preference.best
    }
}

/// What the lines of `Accept` say of each type, gathered line by line without a copy.
package struct TypePreference {
    /// More types than this are no route's; a route table with more is refused when it is made.
    package static let maximumTypes = 8

    private let types: [MediaType]
    private var quality: InlineArray<8, UInt16> = .init(repeating: 0)
    private var specificity: InlineArray<8, UInt8> = .init(repeating: 0)
    private var isAnythingAccepted = true

    package init(_ types: [MediaType]) {
        self.types = types
    }

    /// Adds one line. An element that is no media range is passed over, and parameters other than the weight are.
    package mutating func add(_ bytes: RawSpan, _ line: Range<Int>) {
        var elements = ListElements(line)
        while elements.next(bytes) {
            guard let weight = elements.weight, let slash = elements.slash else { continue }
            note(
                bytes, type: elements.name.lowerBound..<slash, subtype: slash + 1..<elements.name.upperBound,
                weight: weight)
        }
    }

    private mutating func note(_ bytes: RawSpan, type: Range<Int>, subtype: Range<Int>, weight: UInt16) {
        guard !type.isEmpty, !subtype.isEmpty else { return }
        isAnythingAccepted = false
        let isAnySubtype = subtype.count == 1 && bytes[subtype.lowerBound] == Ascii.asterisk
        let isAnyType = isAnySubtype && type.count == 1 && bytes[type.lowerBound] == Ascii.asterisk
        for index in 0..<min(types.count, Self.maximumTypes) {
            let level: UInt8
            if isAnyType {
                level = 1
            } else {
                guard isAnySubtype || bytes.equals(types[index].subtype, in: subtype),
                    bytes.equals(types[index].type, in: type)
                else { continue }
                level = isAnySubtype ? 2 : 3
            }
            if level > specificity[index] {
                specificity[index] = level
                quality[index] = weight
            } else if level == specificity[index] {
                quality[index] = max(quality[index], weight)
            }
        }
    }

    package var best: Int? {
        guard !isAnythingAccepted else { return types.isEmpty ? nil : 0 }
        var best: Int?
        for index in types.indices.prefix(Self.maximumTypes) where quality[index] > (best.map { quality[$0] } ?? 0) {
            best = index
        }
        return best
    }
}

/// What the lines of `Accept-Encoding` say of gzip and identity.
package struct CodingPreference {
    private var gzip: UInt16?
    private var identity: UInt16?
    private var any: UInt16?

    package init() {}

    package mutating func add(_ bytes: RawSpan, _ line: Range<Int>) {
        var elements = ListElements(line)
        while elements.next(bytes) {
            guard let weight = elements.weight else { continue }
            if bytes.equals("gzip", in: elements.name) || bytes.equals("x-gzip", in: elements.name) {
                gzip = min(gzip ?? weight, weight)
            } else if bytes.equals("identity", in: elements.name) {
                identity = weight
            } else if bytes.equals("*", in: elements.name) {
                any = weight
            }
        }
    }

    /// Identity where nothing is acceptable too: an answer in a form that was not asked for says more than 406.
    package var best: ContentCoding {
        // `*` stands for each coding that is not listed, identity among them.
        let gzip = gzip ?? any ?? 0
        return gzip > 0 && gzip >= (identity ?? any ?? 0) ? .gzip : .identity
    }
}
