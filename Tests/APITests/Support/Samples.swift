import Hashing
import Testing
import Catalog
import JSON

/// A small catalog of our own sentences: two versions of one occupation, two occupations of one detailed code, one
/// with unusual levels, unknown fields and text that needs escapes, and one in the middle of nowhere.
enum Samples {
    static let founders = "11-1111.00"
    static let keepers = "33-3333.00"
    /// Seconds since 1970: after every export but the one of `latecomers`.
    static let loadedAt: Int64 = 1_767_225_600

    /// A statement that both versions of the founders have.
    static func example() throws -> StatementID {
        id("Mould — mixes loam", soc: try #require(SOC(founders)))
    }

    static func frameworks() throws -> [Framework] {
        [
            try framework(
                founders, "Bell Founders", group: "Crafts & Metal", sector: "33", jobZone: 3, isInferred: false,
                version: "v.1", exportedAt: ("2024-02-03T04:05:06Z", 1_706_933_106_000), attribution: "© The Guild",
                levels: levels(
                    [
                        ["Mould — mixes loam", "Fire — feeds the furnace", "Sweeps the pit"],
                        ["Mould — shapes the core"], ["Tuning — files the lip"], ["Yard — plans the year"],
                    ], soc: founders)),
            try framework(
                founders, "Bell Founders", group: "Crafts & Metal", sector: "33", jobZone: 3, isInferred: false,
                version: "v.2", exportedAt: ("2025-02-03T04:05:06.500Z", 1_738_555_506_500),
                attribution: "© The Guild",
                levels: levels(
                    [
                        ["Mould — mixes loam", "Fire — lights the furnace"],
                        ["Mould — shapes the core", "Fire — feeds the furnace"], ["Tuning — files the lip"],
                        ["Yard — plans the year"],
                    ], soc: founders)),
            try framework(
                "22-2222.01", "lamp Trimmers", group: "Light", sector: nil, jobZone: nil, isInferred: nil,
                version: "v.1", exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000), attribution: "© The Guild",
                levels: levels([["Wick — trims it"], ["Oil — fills it"], [], []], soc: "22-2222.01")),
            try framework(
                "22-2222.02", "Lamp Makers", group: "Light", sector: "44", jobZone: 2, isInferred: true,
                version: "v.1", exportedAt: ("2025-06-01T00:00:00Z", 1_748_736_000_000), attribution: "© The Glaziers",
                levels: levels([["Glass — blows it"], [], [], []], soc: "22-2222.02")),
            try framework(
                keepers, "Écluse \"Lock\" Keepers", group: nil, sector: "33", jobZone: 1, isInferred: false,
                version: "2025+a", exportedAt: ("2025-03-01T00:00:00+01:00", 1_740_783_600_000), attribution: nil,
                sources: [("onet", "v1 (CC BY 4.0)"), ("notes", "by hand")], description: "What a lock asks for.",
                context: "Locks,\nnot doors.",
                levels: [
                    level(
                        "novice", 1, label: nil, ["Gate — opens, and \"shuts\" it", "Reads\r\nthe gauge"], soc: keepers),
                    level("Master", 2, label: "Meister", ["Flood — closes the weir"], soc: keepers),
                ],
                unknown: [("/framework/reviewedBy", "\"M.\""), ("/extra", "{\n  \"a\": [1, 2.50]\n}")]),
            try framework(
                "44-4444.00", "Latecomers", group: "Light", sector: "33", jobZone: 3, isInferred: false,
                version: "v.9", exportedAt: ("2030-01-01T00:00:00Z", 1_893_456_000_000), attribution: "© The Guild",
                levels: levels([["Clock — ignores it"], ["Train — misses it"], [], []], soc: "44-4444.00")),
        ]
    }

    static func snapshot(generation: UInt64 = 1, _ frameworks: [Framework]? = nil) throws -> Snapshot {
        let frameworks = try frameworks ?? Self.frameworks()
        let occupations = Dictionary(grouping: frameworks, by: \.soc).values.compactMap { Snapshot.Versions($0) }
        return Snapshot(generation: generation, occupations: occupations, loadedAt: loadedAt, rejected: [])
    }

    static func framework(
        _ soc: String, _ title: String, group: String?, sector: String?, jobZone: Int?, isInferred: Bool?,
        version: String, exportedAt: (text: String, milliseconds: Int64), attribution: String?,
        sources: [(String, String)] = [("onet", "v30 (CC BY 4.0)"), ("generator", "Hand")],
        description: String? = nil, context: String? = nil, levels: [Level], unknown: [(String, String)] = []
    ) throws -> Framework {
        let bytes = Array("{\"soc\": \"\(soc)\", \"version\": \"\(version)\"}".utf8)
        return Framework(
            source: SourceFile(path: "\(soc).json", bytes: bytes, digest: SHA256(hashing: bytes)),
            schemaVersion: "1.0",
            exportedAt: Timestamp(text: Text(exportedAt.text), milliseconds: exportedAt.milliseconds),
            occupation: Occupation(
                soc: try #require(SOC(soc)), title: Text(title), group: group.map { Text($0) },
                sector: sector.map { Text($0) }, jobZone: jobZone, jobZoneInferred: isInferred),
            version: try #require(FrameworkVersion(version)), description: description.map { Text($0) },
            contextCovered: context.map { Text($0) }, levels: levels,
            sources: sources.map { Framework.Source(name: Text($0.0), value: Text($0.1)) },
            attribution: attribution.map { Text($0) },
            unknown: unknown.map { Framework.UnknownField(pointer: $0.0, value: Text($0.1)) })
    }

    static func levels(_ statements: [[String]], soc: String) -> [Level] {
        zip(["Emerging", "Developing", "Proficient", "Advanced"], statements).enumerated().map { index, level in
            Self.level(level.0.lowercased(), index + 1, label: level.0, level.1, soc: soc)
        }
    }

    static func level(_ key: String, _ ordinal: Int, label: String?, _ statements: [String], soc: String) -> Level {
        Level(
            key: key, ordinal: ordinal, label: label.map { Text($0) },
            statements: statements.enumerated().compactMap { index, text in
                SOC(soc).map { statement(text, position: index + 1, soc: $0) }
            })
    }

    static func statement(_ text: String, position: Int, soc: SOC) -> Statement {
        let parts = text.split(separator: " — ", maxSplits: 1).map(String.init)
        return Statement(
            id: id(text, soc: soc), position: position, verbatim: Text(text),
            parts: parts.count == 2 ? (title: Text(parts[0]), text: Text(parts[1])) : nil)
    }

    /// Not the rule of API.md 5, which is the catalog's: an id that depends on occupation and text like it.
    static func id(_ text: String, soc: SOC) -> StatementID {
        let digest = SHA256(hashing: Array("\(soc) \(text)".utf8)).bytes
        return StatementID(soc: soc, hash: digest.prefix(7).reduce(0) { $0 << 8 | UInt64($1) } & (1 << 50 - 1))
    }
}
