import HTTP

extension CaseIterable where Self: RawRepresentable<String> {
    /// What values are called in a query, all of them.
    static var names: [String] {
        allCases.map(\.rawValue)
    }
}

extension Sort {
    /// Every key, each in both directions.
    static let names = Key.allCases.flatMap { [$0.rawValue, "-\($0.rawValue)"] }
}

extension [MediaType] {
    /// The words that ask for them in `format`.
    var formats: [String] {
        compactMap { $0.format?.description }
    }
}
