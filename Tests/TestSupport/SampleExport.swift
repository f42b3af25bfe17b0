/// The text of an export with sentences of our own, for tests that need a catalog and not the content of one.
package struct SampleExport: Sendable {
    /// `NN-NNNN.NN`
    package var soc: String
    package var title: String
    package var version = "v.1"
    /// RFC 3339, UTC.
    package var exportedAt = "2025-03-04T05:06:07.890Z"
    /// How often each level has every duty.
    package var rounds = 1

    package init(soc: String, title: String) {
        self.soc = soc
        self.title = title
    }

    /// Two occupations, both from far outside of libraries.
    package static let all = [
        SampleExport(soc: "49-9064.00", title: "Clock Menders"),
        SampleExport(soc: "45-4011.00", title: "Hedge Layers"),
    ]

    /// One of about 400 KB.
    package static let large = {
        var sample = SampleExport(soc: "53-5011.00", title: "Lighthouse Tenders")
        sample.rounds = 250
        return sample
    }()

    private static let levels = [
        ("Emerging", "under the eye of a colleague"), ("Developing", "alone, in known cases"),
        ("Proficient", "also where no two cases are alike"), ("Advanced", "and teaches others to"),
    ]

    private static let duties = [
        ("Tools", "lays out and cleans the tools of the day"),
        ("Survey", "looks over the piece and writes down its faults"),
        ("Order of work", "says what is done first and what can wait"),
        ("Customers", "explains to the owner what a repair will change"),
    ]

    /// The JSON text.
    package var text: String {
        let levels = Self.levels.map { label, manner in
            let statements = (1...rounds).flatMap { round in
                Self.duties.map { duty, action in
                    "\"\(duty)\(round > 1 ? " \(round)" : "") — \(action), \(manner).\""
                }
            }
            return """
                "\(label.lowercased())": {"label": "\(label)", "statements": [\(statements.joined(separator: ", "))]}
                """
        }
        return """
            {"schemaVersion": "1.0", "exportedAt": "\(exportedAt)",
             "occupation": {"soc": "\(soc)", "title": "\(title)", "group": "Craft & Field", "sector": "81",
              "jobZone": 3, "jobZoneInferred": false},
             "framework": {"version": "\(version)", "description": "A sample for tests.",
              "contextCovered": "Small workshops.",
              "levels": {\(levels.joined(separator: ",\n  "))}},
             "attribution": "Sentences of a test",
             "sources": {"onet": "none", "generator": "a test"}}

            """
    }
}
