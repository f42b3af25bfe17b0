import Catalog
import Formats
import HTTP
import JSON

/// Elements of a list written one after the other, each made when it is asked for.
struct Rows: Pieces {
    private let header: [UInt8]
    private var range: Range<Int>
    private let row: @Sendable (Int, inout Credits) -> [UInt8]
    private var credits = Credits()
    private var hasBegun = false

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

    mutating func next() -> [UInt8]? {
        guard hasBegun else {
            hasBegun = true
            return header
        }
        return range.popFirst().map { row($0, &credits) }
    }
}

/// The attribution of the framework that rows are being written of: found once for all of its rows.
private struct Credits: Sendable {
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
