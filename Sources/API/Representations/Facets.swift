import Catalog
import JSON

/// How often each value occurs in what a filter selects: frameworks by group, sector, job zone and version, statements
/// by level. A count is the `total` of the list that the value as a filter leads to.
struct Facets: Sendable {
    private(set) var frameworks: [Framework] = []
    private(set) var statementCount = 0
    private(set) var groups = Tally<Text>()
    private(set) var sectors = Tally<Text>()
    private(set) var jobZones = Tally<Int>()
    private(set) var versions = Tally<FrameworkVersion>()
    /// Place by place of the ladder: most frameworks have the same keys as the one before.
    private var levelsByPlace: [Tally<String>] = []

    init(of filter: Filter, in snapshot: Snapshot) {
        filter.forEachVersion(in: snapshot) { framework, isSelected in
            // A list with `version` holds every loaded version of that name, not only the newest ones.
            if isSelected || !filter.namesVersions { versions.add(framework.version) }
            guard isSelected else { return }
            frameworks.append(framework)
            statementCount += framework.statementCount
            let occupation = framework.occupation
            if let group = occupation.group { groups.add(group) }
            if let sector = occupation.sector { sectors.add(sector) }
            if let jobZone = occupation.jobZone { jobZones.add(jobZone) }
            for (place, level) in framework.levels.enumerated() {
                if place == levelsByPlace.count { levelsByPlace.append(Tally()) }
                levelsByPlace[place].add(level.key, level.statements.count)
            }
        }
    }

    var levels: Tally<String> {
        levelsByPlace.reduce(into: Tally()) { all, place in
            for (key, count) in place.counts { all.add(key, count) }
        }
    }
}
