import JSON

/// Reads the export format into a framework and finds all that is wrong on the way: it goes on after an error.
struct ExportReader {
    let source: SourceFile
    /// Milliseconds since 1970.
    let now: Int64
    var list = FindingList()
    var unknown = UnknownFields()

    init(source: SourceFile, now: Int64) {
        self.source = source
        self.now = now
    }

    mutating func read(_ document: Document) -> Framework? {
        if document.hasByteOrderMark {
            list.add(
                .byteOrderMark, at: Pointer(), offset: 0, "byte order mark before the JSON text, ignored",
                help: "Save the file as UTF-8 without byte order mark.")
        }
        checkNames(document)
        let known = ["schemaVersion", "exportedAt", "occupation", "framework", "sources", "attribution"]
        guard let fields = fields(of: document.root, at: Pointer(), known: known, name: "the top level") else {
            return nil
        }
        let schemaVersion = schemaVersion(in: fields)
        let exportedAt = exportedAt(in: fields)
        let occupation = occupation(in: fields)
        let content = content(in: fields, soc: occupation?.soc)
        let sources = sources(in: fields)
        let attribution = text("attribution", in: fields, .descriptive)
        unknown.report(to: &list)
        guard !list.hasErrors, let schemaVersion, let exportedAt, let occupation, let content else { return nil }
        return Framework(
            source: source, schemaVersion: schemaVersion, exportedAt: exportedAt, occupation: occupation,
            version: content.version, description: content.description, contextCovered: content.contextCovered,
            levels: content.levels, sources: sources, attribution: attribution, unknown: unknown.inOrder,
            hasFindings: !list.isEmpty)
    }

    private mutating func checkNames(_ document: Document) {
        guard !document.repeatedNames.isEmpty else { return }
        let offsets = document.repeatedNames.prefix(FindingList.limit).map(\.value.range.lowerBound)
        let pointers = PointerSearch(offsets, below: document.root)
        for repeated in document.repeatedNames {
            list.add(
                .repeatedName, at: pointers[repeated.value.range.lowerBound] ?? Pointer(),
                offset: repeated.repeated, related: repeated.first,
                "the name \(quoted(repeated.name)) stands twice in one object; the first one",
                help: "Keep one of the two: which one counts is not defined.")
        }
    }

    /// The version as it is written: what a minor version adds is kept among the unknown fields.
    private mutating func schemaVersion(in fields: Fields) -> String? {
        guard let text = text("schemaVersion", in: fields, .required) else { return nil }
        var pointer: Pointer { fields.pointer.appending("schemaVersion") }
        let offset = fields.offset(of: "schemaVersion")
        let version = text.string
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        let isWellFormed =
            parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
                    && (part == "0" || part.first != "0")
            }
        guard isWellFormed, parts[0] == "1" else {
            list.add(
                .unsupportedSchema, at: pointer, offset: offset,
                "schemaVersion is \(quoted(text)); versions 1.0 and later of 1 are read",
                help: "Export again with schema version 1.0, or check that this file is an export.")
            return nil
        }
        if parts.count == 1 {
            list.add(
                .unusualSchema, at: pointer, offset: offset, "schemaVersion is \"1\", read as 1.0",
                help: "Write \"1.0\".")
        } else if parts[1] != "0" {
            list.add(
                .unusualSchema, at: pointer, offset: offset,
                "schemaVersion is \(quoted(text)), newer than 1.0: what is not known is kept as unknown fields",
                help: "Look for a version of this program that knows it.")
        }
        return version
    }

    private mutating func exportedAt(in fields: Fields) -> Timestamp? {
        guard let text = text("exportedAt", in: fields, .required) else { return nil }
        var pointer: Pointer { fields.pointer.appending("exportedAt") }
        let offset = fields.offset(of: "exportedAt")
        guard let (timestamp, remarks) = Timestamp.parse(text) else {
            list.add(
                .invalidTimestamp, at: pointer, offset: offset,
                "exportedAt is \(quoted(text)), not an ISO 8601 date and time",
                help: "Write it as RFC 3339 does, like \"2026-05-15T12:39:06.711Z\".")
            return nil
        }
        if remarks.contains(.noTime) || remarks.contains(.noZone) {
            list.add(
                .incompleteTimestamp, at: pointer, offset: offset,
                remarks.contains(.noTime)
                    ? "exportedAt has no time: taken as 00:00:00 UTC" : "exportedAt has no zone: taken as UTC",
                help: "Write date, time and zone, like \"2026-05-15T12:39:06Z\".")
        }
        if remarks.contains(.leapSecond) {
            list.add(
                .leapSecond, at: pointer, offset: offset,
                "exportedAt is a leap second: taken as the first second of the next day",
                help: "Check the clock that wrote it.")
        }
        if timestamp.milliseconds > now {
            list.add(
                .futureTimestamp, at: pointer, offset: offset,
                "exportedAt is in the future: \(quoted(text))",
                help: "Check the clock that wrote it, and the clock of this machine.")
        }
        return timestamp
    }

    private mutating func sources(in fields: Fields) -> [Framework.Source] {
        guard let value = value("sources", in: fields, .descriptive) else { return [] }
        let pointer = fields.pointer.appending("sources")
        guard value.kind == .object else {
            list.add(
                .wrongType, as: .warning, at: pointer, offset: value.range.lowerBound,
                "\"sources\" must be an object, not \(value.kind.phrase): kept as an unknown field",
                help: "Write the sources as an object of texts, like {\"onet\": \"v30.2\"}.")
            unknown.keep(value, at: pointer)
            return []
        }
        var sources: [Framework.Source] = []
        for member in value.members {
            var place: Pointer { pointer.appending(member.name.string) }
            check(member.name, at: place, offset: member.nameOffset, limit: .name)
            guard let text = member.value.text else {
                list.add(
                    .wrongType, as: .warning, at: place, offset: member.value.range.lowerBound,
                    "a source must be a string, not \(member.value.kind.phrase): kept as an unknown field",
                    help: "Write the source as a text.")
                unknown.keep(member.value, at: place)
                continue
            }
            check(text, at: place, offset: member.value.range.lowerBound, limit: .name)
            sources.append(Framework.Source(name: member.name, value: text))
        }
        return sources
    }
}
