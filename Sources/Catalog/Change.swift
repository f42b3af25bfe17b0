/// That a version of a framework came.
package struct Change: Sendable {
    package let framework: Framework
    /// The loaded version before it. nil: it is the first of its occupation.
    package let previous: Framework?

    /// One for each loaded version, in order of `exportedAt` as an instant, then of SOC and version.
    static func all(of occupations: [Snapshot.Versions]) -> [Change] {
        var changes: [Change] = []
        for versions in occupations {
            for (index, framework) in versions.all.enumerated() {
                changes.append(Change(framework: framework, previous: index > 0 ? versions.all[index - 1] : nil))
            }
        }
        // The sort is stable, and what it gets is in order of SOC, then of time and version.
        return changes.sorted { $0.framework.exportedAt.milliseconds < $1.framework.exportedAt.milliseconds }
    }
}
