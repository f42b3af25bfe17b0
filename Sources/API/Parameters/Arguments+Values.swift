import Catalog
import Formats
import HTTP
import JSON

extension Arguments {
    /// The type that `format` asks for, nil where it is not there.
    func format(among types: [MediaType]) throws(Problem) -> MediaType? {
        guard let value = self[.format] else { return nil }
        guard let type = types.first(where: { $0.format?.description == value }) else {
            throw .invalidParameter(
                .format, "'\(value)' is not a format of this resource.", value: value,
                allowed: types.formats)
        }
        return type
    }

    /// Whether a flag is set: `1`, `true`, or the name alone.
    func flag(_ parameter: Parameter) throws(Problem) -> Bool {
        switch self[parameter] {
        case nil, "0", "false": return false
        case "", "1", "true": return true
        case let value?:
            throw .invalidParameter(
                parameter, "Parameter '\(parameter.rawValue)' is either set or not.", value: value,
                allowed: ["1", "true", "0", "false"])
        }
    }

    /// What stands between the fields of CSV: a comma where nothing is said.
    func delimiter() throws(Problem) -> CSVDialect.Delimiter {
        guard let value = self[.delimiter] else { return .comma }
        guard let delimiter = CSVDialect.Delimiter(rawValue: value) else {
            throw .invalidParameter(
                .delimiter, "'\(value)' is not a delimiter of CSV here.", value: value,
                allowed: CSVDialect.Delimiter.names)
        }
        return delimiter
    }

    /// What of the frameworks stands in their list beside the summaries: the most that is asked for.
    func include() throws(Problem) -> Inclusion? {
        guard let value = self[.include] else { return nil }
        var asked: [Inclusion] = []
        for name in value.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            guard let inclusion = Inclusion(rawValue: name) else {
                throw .invalidParameter(
                    .include, "'\(name)' cannot be included.", value: name,
                    allowed: Inclusion.names)
            }
            asked.append(inclusion)
        }
        return asked.contains(.statements) ? .statements : .levels
    }

    /// The fields that are wanted, nil where the parameter is not there.
    func projection(of route: Route) throws(Problem) -> Projection? {
        guard let wanted = list(.fields) else { return nil }
        let known = route.fieldNames
        let unknown = wanted.first { !known.contains($0) }
        guard unknown == nil, !wanted.isEmpty else {
            throw .invalidParameter(
                .fields, unknown.map { "'\($0)' is no field of this resource." } ?? "'fields' names no field.",
                value: unknown ?? "", allowed: known)
        }
        return Projection(wanted)
    }

    /// The key to sort by: `soc` where nothing is said.
    func sort() throws(Problem) -> Sort {
        guard let value = self[.sort] else { return .bySOC }
        guard let sort = Sort(value) else {
            throw .invalidParameter(
                .sort, "'\(value)' is not a key to sort by.", value: value,
                allowed: Sort.names)
        }
        return sort
    }

    /// A whole number of at least `minimum`, nil where the parameter is not there. What is larger than any number
    /// that JSON passes on exactly (RFC 7493 section 2.2) counts as that number.
    ///
    /// - Parameter maximum: what a larger number counts as; told with an error.
    func integer(_ parameter: Parameter, minimum: Int, maximum: Int? = nil) throws(Problem) -> Int? {
        guard let value = self[parameter] else { return nil }
        let isNumber = !value.isEmpty && value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let number = isNumber ? min(Int(value) ?? .max, Self.largestExactInteger) : nil
        guard let number, number >= minimum else {
            let clamped = maximum.map { "; more than \($0) counts as \($0)" } ?? ""
            throw .invalidParameter(
                parameter,
                "Parameter '\(parameter.rawValue)' must be a whole number of at least \(minimum)\(clamped).",
                minimum: minimum, maximum: maximum)
        }
        return min(number, maximum ?? number)
    }

    /// Milliseconds since 1970 of a date, or of a date and time, nil where the parameter is not there. A `+` that was
    /// not escaped came as a blank, which such a text has nowhere.
    func instant(_ parameter: Parameter) throws(Problem) -> Int64? {
        guard let value = self[parameter] else { return nil }
        let text = String(value.map { $0 == " " ? "+" : $0 })
        guard let instant = Timestamp.parse(Text(text))?.timestamp else {
            let example = "2026-05-15T12:39:06Z"
            throw .invalidParameter(
                parameter,
                "Parameter '\(parameter.rawValue)' must be a date or a date and time of RFC 3339, like '2026-05-15' or "
                    + "'\(example)'.", example: example)
        }
        return instant.milliseconds
    }

    private static let largestExactInteger = 1 << 53 - 1
}
