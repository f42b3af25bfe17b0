import Catalog
import Formats
import HTTP
import JSON

/// Elements of a list written one after the other, each made when it is asked for.
struct Rows: Sendable {
    private let header: [UInt8]
    private let range: Range<Int>
    private let row: @Sendable (Int, inout Credits) -> [UInt8]

    init(of listing: some RowListing, in range: Range<Int>, as type: MediaType, _ form: Form) {
        self.range = range
        if type == .csv {
            header = listing.csvHeader(form.dialect)
            row = { index, credits in
                credits.turn(to: listing.framework(at: index))
                return listing.csv(index, attribution: credits.cell, form.dialect)
            }
        } else {
            header = []
            row = { index, credits in
                credits.turn(to: listing.framework(at: index))
                var writer = Writer(reserving: 1024)
                listing.write(index, attribution: credits.entries, to: &writer)
                return NDJSON.line(form.projection?.resource(writer.bytes) ?? writer.bytes)
            }
        }
    }

    /// All of the rows at once.
    func joined() -> [UInt8] {
        var credits = Credits()
        return range.reduce(into: header) { $0 += row($1, &credits) }
    }

    /// All of it where it fits into one step of a stream, nil where it does not.
    func joinedInOneStep() -> [UInt8]? {
        var credits = Credits()
        var bytes = header
        for index in range {
            bytes += row(index, &credits)
            guard bytes.count <= Self.stepLength else { return nil }
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
        private var credits = Credits()

        init(_ rows: Rows) {
            self.rows = rows
            remaining = rows.range
            pending = rows.header
        }

        func next() -> [UInt8]? {
            while pending.count < stepLength, let index = remaining.popFirst() {
                pending += rows.row(index, &credits)
            }
            guard !pending.isEmpty else { return nil }
            let step = Array(pending.prefix(stepLength))
            pending.removeFirst(step.count)
            return step
        }
    }
}

/// The attribution of the framework that rows are being written of: found once for all of its rows.
private struct Credits {
    private var framework: Framework?
    private(set) var entries: [Attribution] = []
    private(set) var cell = Text("")

    mutating func turn(to framework: Framework?) {
        guard framework !== self.framework else { return }
        self.framework = framework
        entries = Attribution.entries(for: framework.map { [$0] } ?? [])
        cell = entries.cell
    }
}
