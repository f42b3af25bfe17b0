import Catalog

/// A framework among the loaded versions of its occupation.
struct Listed: Sendable {
    let framework: Framework
    let versions: Snapshot.Versions

    var isNewest: Bool {
        framework === versions.newest
    }
}
