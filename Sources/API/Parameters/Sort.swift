import Catalog
import JSON

/// The order of a list of frameworks, or of the statements in them. Whatever the key, equals are ordered by SOC,
/// version, ordinal and position.
struct Sort: Sendable, Equatable {
    let key: Key
    let isDescending: Bool

    enum Key: String, CaseIterable, Sendable {
        case soc, title, jobZone, exportedAt
    }

    static let bySOC = Sort(key: .soc, isDescending: false)

    init(key: Key, isDescending: Bool) {
        self.key = key
        self.isDescending = isDescending
    }

    /// A key, after a minus for the descending order.
    init?(_ text: String) {
        let isDescending = text.hasPrefix("-")
        guard let key = Key(rawValue: String(isDescending ? text.dropFirst() : text[...])) else { return nil }
        self.init(key: key, isDescending: isDescending)
    }

    /// The frameworks in this order.
    ///
    /// - Parameter frameworks: in order of SOC and version.
    func order(_ frameworks: [Listed]) -> [Listed] {
        guard key != .soc || isDescending else { return frameworks }
        // The sort is stable: equals stay in the order that they came in.
        return frameworks.map { (key: leadingKey(of: $0.framework), listed: $0) }
            .sorted { $0.key < $1.key }
            .map(\.listed)
    }

    /// Where a framework stands in this order.
    func orderKey(of framework: Framework) -> OrderKey {
        var order = leadingKey(of: framework)
        order.append(text: framework.soc.description.utf8)
        order.append(text: framework.version.text.utf8)
        return order
    }

    /// The part of the order key before SOC and version.
    private func leadingKey(of framework: Framework) -> OrderKey {
        var order = OrderKey()
        switch key {
        case .soc:
            if isDescending {
                order.append(text: framework.soc.description.utf8, isDescending: true)
            }
        case .title:
            let folded = CaseFolding.fold(framework.occupation.title.utf8).prefix(Self.longestTitleKey)
            order.append(text: folded, isDescending: isDescending)
        case .jobZone:
            // An absent zone is last either way.
            order.append(number: framework.occupation.jobZone == nil ? 1 : 0)
            order.append(number: framework.occupation.jobZone ?? 0, isDescending: isDescending)
        case .exportedAt:
            order.append(number: Int(framework.exportedAt.milliseconds), isDescending: isDescending)
        }
        return order
    }

    /// In bytes. A title that is longer is compared by its beginning, so that a cursor always fits into a URL.
    private static let longestTitleKey = 512
}
