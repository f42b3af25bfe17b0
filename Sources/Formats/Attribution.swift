package import Catalog
package import JSON

/// Whom the content of an answer comes from: what must be shown wherever that content is shown.
///
/// The distinct `attribution` texts of the exports in it, in order of first appearance, then one entry per distinct
/// release of O*NET. A licence named in the latter covers the data on the occupation, not the statements.
package struct Attribution: Sendable {
    private var exports = DistinctTexts()
    private var onet = DistinctTexts()

    package init() {}

    package init(of framework: Framework) {
        add(framework)
    }

    package mutating func add(_ framework: Framework) {
        if let text = framework.attribution, !text.isEmpty {
            exports.add(text)
        }
        for source in framework.sources where source.name == Self.onetName && !source.value.isEmpty {
            onet.add(source.value)
        }
    }

    package var entries: [Entry] {
        exports.ordered.map { Entry(text: $0.string, covers: nil) }
            + onet.ordered.map { Entry(text: "O*NET \($0.string)", covers: "occupational data") }
    }

    /// The texts as one cell of a table.
    package var joined: Text {
        Text(entries.map(\.text).joined(separator: "; "))
    }

    package struct Entry: Sendable, Equatable {
        package let text: String
        /// What part of the content it is about; nil for all of it.
        package let covers: String?
    }

    private static let onetName = Text("onet")
}

/// Texts in order of first appearance, each once.
private struct DistinctTexts {
    private(set) var ordered: [Text] = []
    private var seen: Set<Text> = []

    mutating func add(_ text: Text) {
        if seen.insert(text).inserted {
            ordered.append(text)
        }
    }
}
