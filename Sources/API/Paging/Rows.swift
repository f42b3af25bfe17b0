import Catalog
import Formats
import HTTP
import JSON

/// Elements of a list written one after the other, each made when it is asked for.
struct Rows: Sendable {
    private let header: [UInt8]
    private let range: Range<Int>
    private let row: @Sendable (Int) -> [UInt8]

    init(of listing: some RowListing, in range: Range<Int>, as type: MediaType) {
        self.range = range
        if type == .csv {
            header = listing.csvHeader
            row = { listing.csv($0) }
        } else {
            header = []
            row = { index in
                var writer = Writer(reserving: 1024)
                let attribution = listing.framework(at: index).map { Attribution(of: $0) }
                listing.write(index, attribution: attribution, to: &writer)
                return NDJSON.line(writer.bytes)
            }
        }
    }

    func joined() -> [UInt8] {
        range.reduce(into: header) { $0 += row($1) }
    }

    /// All of it where it fits into one step of a stream, nil where it does not.
    func joinedInOneStep() -> [UInt8]? {
        var bytes = header
        for index in range {
            bytes += row(index)
            if bytes.count > Self.stepLength { return nil }
        }
        return bytes
    }

    func stream() -> any BodyStream {
        Stream(self)
    }

    /// In bytes; what `BodyStream` allows.
    private static let stepLength = 64 << 10

    /// Cuts the rows into steps. One connection at a time pulls it, which makes the unchecked promise true.
    private final class Stream: BodyStream, @unchecked Sendable {
        private let rows: Rows
        private var remaining: Range<Int>
        private var pending: [UInt8]

        init(_ rows: Rows) {
            self.rows = rows
            remaining = rows.range
            pending = rows.header
        }

        func next() -> [UInt8]? {
            while pending.count < stepLength, let index = remaining.popFirst() {
                pending += rows.row(index)
            }
            guard !pending.isEmpty else { return nil }
            let step = Array(pending.prefix(stepLength))
            pending.removeFirst(step.count)
            return step
        }
    }
}
