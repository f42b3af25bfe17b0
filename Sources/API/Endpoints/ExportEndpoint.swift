import Catalog
import Formats
import HTTP
import JSON

enum ExportEndpoint {
    /// Everything that is selected, whole: frameworks as JSON and NDJSON, their statements as CSV.
    @Sendable static func export(_ call: Call) throws(Problem) -> Content {
        let url = call.links.url(.export)
        let filter = Filter(call.arguments)
        guard call.type != .csv else {
            let statements = StatementListing(
                filter.frameworks(in: call.snapshot), levels: LevelFilter(nil), sort: .bySOC, links: call.links)
            return Content(.pieces(statements.rows(as: .csv, call.form), url: url), cache: .newest)
        }
        return Content(.pieces(FrameworkExport(filter, call), url: url), cache: .newest)
    }
}

/// Frameworks one after the other, each whole: as lines, or as the elements of one object.
struct FrameworkExport: Pieces {
    private let filter: Filter
    private let links: LinkBuilder
    private let form: Form
    private let isLines: Bool
    private let selfLink: String
    private var occupations: ArraySlice<Snapshot.Versions>
    private var waiting: [Listed] = []
    private var parts: FrameworkParts?
    private var writer = Writer()
    private var indenter: Indenter?
    private var credits = Attribution.Collection()
    private var stage = Stage.beginning
    private(set) var effort = 0

    private enum Stage {
        case beginning, frameworks, end
    }

    init(_ filter: Filter, _ call: Call) {
        self.filter = filter
        links = call.links
        form = call.form
        isLines = call.type == .ndjson
        selfLink = links.url(.export, [], query: call.arguments.query)
        occupations = filter.occupations(in: call.snapshot)[...]
        if !isLines, form.isPretty { indenter = Indenter() }
    }

    mutating func next() -> [UInt8]? {
        switch stage {
        case .beginning:
            stage = .frameworks
            guard !isLines else { return [] }
            writer.beginObject()
            writer.name("data")
            writer.beginArray()
            return taken()
        case .frameworks:
            if let piece = nextOfFrameworks() { return piece }
            stage = .end
            return isLines ? [] : tail()
        case .end:
            return nil
        }
    }

    private mutating func nextOfFrameworks() -> [UInt8]? {
        if parts?.writeNext(to: &writer) == true { return taken() }
        let ended = parts != nil
        parts = nil
        if let listed = nextFramework() {
            credits.add(listed.framework)
            let links = FrameworkLinks(listed, builder: links)
            if let projection = form.projection {
                // What is wanted of it is found in the whole.
                let whole = listed.framework.json(listed, links: links)
                effort += whole.count
                let json = projection.resource(whole)
                if isLines { return NDJSON.line(json) }
                writer.verbatim(json)
            } else {
                if isLines { writer = Writer() }
                parts = FrameworkParts(listed.framework, isLatest: listed.isNewest, links: links)
            }
            return isLines && ended ? NDJSON.end : taken()
        }
        return isLines && ended ? NDJSON.end : nil
    }

    /// The next that is selected.
    private mutating func nextFramework() -> Listed? {
        while waiting.isEmpty, let versions = occupations.popFirst() {
            filter.appendFrameworks(of: versions, to: &waiting)
        }
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }

    private mutating func tail() -> [UInt8] {
        writer.endArray()
        writer.name("links")
        writer.object { $0.member("self", selfLink) }
        writer.attribution(credits.entries)
        writer.endObject()
        return taken() + (indenter == nil ? [] : Indenter.end)
    }

    private mutating func taken() -> [UInt8] {
        let bytes = writer.take()
        if isLines { return NDJSON.withoutLineBreaks(bytes) }
        return indenter?.indent(piece: bytes) ?? bytes
    }
}
