import Catalog
import Formats
import Hashing
import JSON
import Testing

struct TableTests {
    @Test func `a statement row has a field for each column`() throws {
        let framework = try framework()
        let level = framework.levels[0]
        let bytes =
            StatementTable.header(CSVDialect())
            + StatementTable.row(
                level.statements[0], of: level, in: framework, attribution: Text("© A; B"), url: "https://x/1",
                CSVDialect())
        let rows = try CSVReader.read(bytes).map { row in row.map { String(decoding: $0, as: UTF8.self) } }
        #expect(
            rows == [
                [
                    "soc", "occupation", "version", "level", "levelOrdinal", "position", "statementId", "title",
                    "statement", "attribution", "url",
                ],
                [
                    "10-0000.00", "Makers, of \"things\"", "v.1", "novice", "1", "1", "10-0000.00-0000000007", "Tool",
                    "Tool — lies\r\nready", "© A; B", "https://x/1",
                ],
            ])
    }

    @Test func `a framework row has a field for each column`() throws {
        let bytes =
            FrameworkTable.header(CSVDialect())
            + FrameworkTable.row(try framework(), attribution: Text(""), url: "https://x/2", CSVDialect())
        let rows = try CSVReader.read(bytes).map { row in row.map { String(decoding: $0, as: UTF8.self) } }
        #expect(
            rows == [
                [
                    "soc", "title", "group", "sector", "jobZone", "jobZoneInferred", "version", "exportedAt",
                    "levelCount", "statementCount", "attribution", "url",
                ],
                [
                    "10-0000.00", "Makers, of \"things\"", "", "55", "4", "true", "v.1", "2025-01-01", "1", "1", "",
                    "https://x/2",
                ],
            ])
    }

    @Test func `attributions share a cell`() {
        let entries = [Attribution(text: Text("© A")), Attribution(text: Text("B, C"), covers: "some")]
        #expect(entries.cell.string == "© A; B, C")
        #expect([Attribution]().cell.isEmpty)
    }

    private func framework() throws -> Framework {
        let soc = try #require(SOC("10-0000.00"))
        let statement = Statement(
            id: StatementID(soc: soc, hash: 7), position: 1, verbatim: Text("Tool — lies\r\nready"),
            parts: (title: Text("Tool"), text: Text("lies\r\nready")))
        return Framework(
            source: SourceFile(path: "a.json", bytes: [], digest: SHA256(hashing: [UInt8]())), schemaVersion: "1.0",
            exportedAt: Timestamp(text: Text("2025-01-01"), milliseconds: 0),
            occupation: Occupation(
                soc: soc, title: Text("Makers, of \"things\""), group: nil, sector: Text("55"), jobZone: 4,
                jobZoneInferred: true),
            version: try #require(FrameworkVersion("v.1")), description: nil, contextCovered: nil,
            levels: [Level(key: "novice", ordinal: 1, label: nil, statements: [statement])], sources: [],
            attribution: nil, unknown: [])
    }
}
