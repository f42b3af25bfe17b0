import Catalog
import JSON

/// Which frameworks a list holds: every condition must hold; of the values of one condition any. A value that no
/// framework has is no error: it matches nothing.
struct Filter: Sendable {
    private let socs: Set<SOC>?
    private let groups: Groups?
    private let sectors: Set<Text>?
    private let jobZones: Set<String>?
    /// nil: the newest of each occupation.
    private let versions: Set<FrameworkVersion>?
    private let titles: [FoldedText]?

    init(_ arguments: Arguments) {
        socs = arguments.list(.soc).map { Set($0.compactMap { SOC($0) }) }
        groups = arguments.all(.group).map(Groups.init)
        sectors = arguments.list(.sector).map { Set($0.map { Text($0) }) }
        jobZones = arguments.list(.jobZone).map { Set($0) }
        versions = arguments.list(.version).map { Set($0.compactMap { FrameworkVersion($0) }) }
        titles = arguments.all(.title).map { $0.map { FoldedText($0) } }
    }

    /// What of the snapshot matches, in order of SOC, then of the bytes of the version.
    func frameworks(in snapshot: Snapshot) -> [Listed] {
        let occupations = occupations(in: snapshot)
        var found: [Listed] = []
        found.reserveCapacity(occupations.count)
        for versions in occupations { appendFrameworks(of: versions, to: &found) }
        return found
    }

    /// The occupations to look for frameworks in: those of the snapshot, not copied, unless codes are named.
    func occupations(in snapshot: Snapshot) -> [Snapshot.Versions] {
        socs.map { $0.sorted().compactMap(snapshot.versions(of:)) } ?? snapshot.occupations
    }

    /// Adds what of one occupation matches, in order of the bytes of the version.
    func appendFrameworks(of versions: Snapshot.Versions, to found: inout [Listed]) {
        if let wanted = self.versions {
            let matching = versions.all.filter { wanted.contains($0.version) && matches($0) }
            for framework in matching.sorted(by: { $0.version < $1.version }) {
                found.append(Listed(framework: framework, versions: versions))
            }
        } else if matches(versions.newest) {
            found.append(Listed(framework: versions.newest, versions: versions))
        }
    }

    /// Gives each loaded version that matches in all but `version`, and whether it is selected.
    func forEachVersion(in snapshot: Snapshot, _ body: (Framework, _ isSelected: Bool) -> Void) {
        for versions in occupations(in: snapshot) {
            for framework in versions.all where matches(framework) {
                body(framework, self.versions?.contains(framework.version) ?? (framework === versions.newest))
            }
        }
    }

    /// Whether it says which versions; else it selects the newest ones.
    var namesVersions: Bool {
        versions != nil
    }

    private func matches(_ framework: Framework) -> Bool {
        let occupation = framework.occupation
        if let groups, !groups.contain(occupation) { return false }
        if let sectors, !(occupation.sector.map(sectors.contains) ?? false) { return false }
        if let jobZones, !(occupation.jobZone.map { jobZones.contains(String($0)) } ?? false) { return false }
        return titles?.contains { $0.isContained(in: occupation.title) } ?? true
    }

    /// A group is meant by its exact name or by the major group of the SOC code, two digits.
    private struct Groups: Sendable {
        private let names: Set<Text>
        private let majors: Set<Int>

        init(_ values: [String]) {
            names = Set(values.map { Text($0) })
            majors = Set(values.compactMap { SOC("\($0)-0000.00")?.major })
        }

        func contain(_ occupation: Occupation) -> Bool {
            if let group = occupation.group, names.contains(group) { return true }
            return majors.contains(occupation.soc.major)
        }
    }
}
