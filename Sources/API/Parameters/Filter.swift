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
    /// Folded.
    private let titles: [[UInt8]]?

    init(_ arguments: Arguments) {
        socs = arguments.list(.soc).map { Set($0.compactMap { SOC($0) }) }
        groups = arguments.all(.group).map(Groups.init)
        sectors = arguments.list(.sector).map { Set($0.map { Text($0) }) }
        jobZones = arguments.list(.jobZone).map { Set($0) }
        versions = arguments.list(.version).map { Set($0.compactMap { FrameworkVersion($0) }) }
        titles = arguments.all(.title).map { titles in titles.map { CaseFolding.fold($0.utf8) } }
    }

    /// What of the snapshot matches, in order of SOC, then of the bytes of the version.
    func frameworks(in snapshot: Snapshot) -> [Listed] {
        var found: [Listed] = []
        for versions in snapshot.occupations where socs?.contains(versions.soc) ?? true {
            if let wanted = self.versions {
                let matching = versions.all.filter { wanted.contains($0.version) && matches($0) }
                for framework in matching.sorted(by: { $0.version < $1.version }) {
                    found.append(Listed(framework: framework, versions: versions))
                }
            } else if matches(versions.newest) {
                found.append(Listed(framework: versions.newest, versions: versions))
            }
        }
        return found
    }

    private func matches(_ framework: Framework) -> Bool {
        let occupation = framework.occupation
        if let groups, !groups.contain(occupation) { return false }
        if let sectors, !(occupation.sector.map(sectors.contains) ?? false) { return false }
        if let jobZones, !(occupation.jobZone.map { jobZones.contains(String($0)) } ?? false) { return false }
        if let titles {
            let title = CaseFolding.fold(occupation.title.utf8)
            return titles.contains { title.contains($0) }
        }
        return true
    }

    /// A group is meant by its exact name or by the major group of the SOC code, two digits.
    private struct Groups: Sendable {
        private let names: Set<Text>
        private let majors: Set<String>

        init(_ values: [String]) {
            names = Set(values.map { Text($0) })
            majors = Set(values.filter { $0.utf8.count == 2 })
        }

        func contain(_ occupation: Occupation) -> Bool {
            if let group = occupation.group, names.contains(group) { return true }
            return !majors.isEmpty && majors.contains(String(occupation.soc.description.prefix(2)))
        }
    }
}

/// A framework among the loaded versions of its occupation.
struct Listed: Sendable {
    let framework: Framework
    let versions: Snapshot.Versions

    var isNewest: Bool {
        framework === versions.newest
    }
}

/// Which levels a list of statements holds: any of the keys or ordinals, or all.
struct LevelFilter: Sendable {
    private let values: Set<String>?

    init(_ values: [String]?) {
        self.values = values.map { Set($0) }
    }

    func contains(_ level: Level) -> Bool {
        guard let values else { return true }
        return values.contains(level.key) || values.contains(String(level.ordinal))
    }
}
