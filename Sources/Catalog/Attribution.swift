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

    /// The credits of frameworks, in their order.
    package static func entries(for frameworks: some Sequence<Framework>) -> [Attribution] {
        var collection = Collection()
        for framework in frameworks { collection.add(framework) }
        return collection.entries
    }

    /// The distinct `attribution` strings of frameworks, in order of first appearance, then one entry for each distinct
    /// `sources.onet`. That O*NET's licence covers the occupational data, not the statements, is said.
    package struct Collection: Sendable {
        private var credits: [Attribution] = []
        private var databases: [Attribution] = []
        private var seen: Set<Attribution> = []

        package init() {}

        package var entries: [Attribution] { credits + databases }

        package mutating func add(_ framework: Framework) {
            if let text = framework.attribution {
                let credit = Attribution(text: text)
                if seen.insert(credit).inserted { credits.append(credit) }
            }
            for source in framework.sources where source.name.string == "onet" && !source.value.isEmpty {
                let database = Attribution(text: Text("O*NET " + source.value.string), covers: "occupational data")
                if seen.insert(database).inserted { databases.append(database) }
            }
        }
    }
}
