package import JSON

/// A line of credit that goes with content of exports (API.md 1).
package struct Attribution: Hashable, Sendable {
    package let text: Text
    /// What it is about, where it is not all of the content.
    package let covers: String?

    package init(text: Text, covers: String? = nil) {
        self.text = text
        self.covers = covers
    }

    /// The distinct `attribution` strings of the frameworks, in order of first appearance, then one entry for each
    /// distinct `sources.onet`. That O*NET's licence covers the occupational data, not the statements, is said.
    package static func entries(for frameworks: some Sequence<Framework>) -> [Attribution] {
        var credits: [Attribution] = []
        var databases: [Attribution] = []
        var seenCredits: Set<Text> = []
        var seenDatabases: Set<Text> = []
        for framework in frameworks {
            if let text = framework.attribution, seenCredits.insert(text).inserted {
                credits.append(Attribution(text: text))
            }
            for source in framework.sources where source.name == onet && !source.value.isEmpty {
                guard seenDatabases.insert(source.value).inserted else { continue }
                let text = Text("O*NET " + source.value.string)
                databases.append(Attribution(text: text, covers: "occupational data"))
            }
        }
        return credits + databases
    }

    private static let onet = Text("onet")
}
