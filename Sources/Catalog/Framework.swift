package import JSON

/// The skills framework of one occupation in one version: one export, checked.
package final class Framework: Sendable {
    package let source: SourceFile
    package let schemaVersion: String
    package let exportedAt: Timestamp
    package let occupation: Occupation
    package let version: FrameworkVersion
    /// nil where the export has none or an empty one.
    package let description: Text?
    package let contextCovered: Text?
    /// In the order of the file.
    package let levels: [Level]
    /// The members of `sources` that are strings, in the order of the file.
    package let sources: [Source]
    package let attribution: Text?
    /// What the export has and we do not know: pointer and value as written, in the order of the file.
    package let unknown: [UnknownField]
    package let statementCount: Int
    /// Whether reading the file found anything to say. If not, it says the same as long as its bytes are the same.
    package let hasFindings: Bool

    package init(
        source: SourceFile, schemaVersion: String, exportedAt: Timestamp, occupation: Occupation,
        version: FrameworkVersion, description: Text?, contextCovered: Text?, levels: [Level], sources: [Source],
        attribution: Text?, unknown: [UnknownField], hasFindings: Bool = false
    ) {
        self.source = source
        self.schemaVersion = schemaVersion
        self.exportedAt = exportedAt
        self.occupation = occupation
        self.version = version
        self.description = description
        self.contextCovered = contextCovered
        self.levels = levels
        self.sources = sources
        self.attribution = attribution
        self.unknown = unknown
        self.hasFindings = hasFindings
        statementCount = levels.reduce(0) { $0 + $1.statements.count }
    }

    package var soc: SOC { occupation.soc }

    /// What it is a framework of: a data set has one of each.
    package var identity: Identity { Identity(soc: soc, version: version) }

    package struct Identity: Hashable, Sendable {
        package let soc: SOC
        package let version: FrameworkVersion
    }

    package struct Source: Sendable {
        package let name: Text
        package let value: Text

        package init(name: Text, value: Text) {
            self.name = name
            self.value = value
        }
    }

    package struct UnknownField: Sendable {
        package let pointer: String
        package let value: Text

        package init(pointer: String, value: Text) {
            self.pointer = pointer
            self.value = value
        }
    }
}

/// What the export says of the occupation itself.
package struct Occupation: Sendable {
    package let soc: SOC
    package let title: Text
    package let group: Text?
    package let sector: Text?
    /// 1 to 5.
    package let jobZone: Int?
    package let jobZoneInferred: Bool?

    package init(
        soc: SOC, title: Text, group: Text?, sector: Text?, jobZone: Int?, jobZoneInferred: Bool?
    ) {
        self.soc = soc
        self.title = title
        self.group = group
        self.sector = sector
        self.jobZone = jobZone
        self.jobZoneInferred = jobZoneInferred
    }
}

/// One step of the ladder. Levels are data: any key of the grammar loads.
package struct Level: Sendable {
    package let key: String
    /// From 1, the order in the file.
    package let ordinal: Int
    package let label: Text?
    package let statements: [Statement]

    package init(key: String, ordinal: Int, label: Text?, statements: [Statement]) {
        self.key = key
        self.ordinal = ordinal
        self.label = label
        self.statements = statements
    }
}

/// What a person at a level does.
package struct Statement: Sendable {
    package let id: StatementID
    /// From 1, the order in its level.
    package let position: Int
    /// As the export has it.
    package let verbatim: Text
    /// The parts before and after the first ` — `, trimmed; there only together, when both are non-empty.
    package let parts: (title: Text, text: Text)?

    package init(id: StatementID, position: Int, verbatim: Text, parts: (title: Text, text: Text)?) {
        self.id = id
        self.position = position
        self.verbatim = verbatim
        self.parts = parts
    }
}
