import Catalog
import JSON
import Testing

struct TitleIndexTests {
    private static let titles = [
        "Library Technicians", "Library Assistants, Clerical", "Librarians and Media Collections Specialists",
        "Surgical Technologists", "Café Managers", "Écluse Keepers", "Secretaries and Administrative Assistants",
        "Pile Driver Operators", "Heavy Truck Drivers",
    ]

    @Test(arguments: [
        ("library technicians", [0]), ("technician library", [0]), ("LIBARY TECHNICAINS", [0]), ("assistants", [1, 6]),
        ("assistant clerical", [1]), ("libr", [2, 0, 1]), ("technologist", [3]), ("cafe manager", [4]),
        ("CAFÉ", [4]), ("écluse", [5]), ("secretary", [6]), ("truck driver", [8, 7]), ("admin", [6]), ("ologist", [3]),
        ("and", [2, 6]),
        ("of", []), ("", []), ("---", []), ("xyzzy", []), ("li", []),
    ])
    func `the titles that share most are found, rare words first`(_ text: String, _ found: [Int]) {
        let index = TitleIndex(Self.titles.map { Text($0) })
        #expect(Array(index.nearest(to: text, atMost: 3).prefix(max(1, found.count))) == found)
    }

    @Test func `no more are told than wanted, and of none there is nothing to find`() {
        let index = TitleIndex((0..<20).map { Text("Lamp Maker \($0)") })
        #expect(index.nearest(to: "lamp", atMost: 5) == [0, 1, 2, 3, 4])
        #expect(TitleIndex([Text]()).nearest(to: "lamp", atMost: 5).isEmpty)
    }
}
