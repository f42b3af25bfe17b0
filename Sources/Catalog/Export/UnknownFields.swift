import JSON

/// What an export has and the format does not: kept as it is written.
struct UnknownFields {
    /// Above this number a file is more likely something else than a newer export.
    static let limit = 1000

    private var fields: [Field] = []

    private struct Field {
        let pointer: Pointer
        let value: Value
        /// nil for a field that was reported where it was found.
        let notice: Notice?
    }

    /// What is said of a field that was not reported otherwise.
    private struct Notice {
        let name: Text
        let offset: Int
        let known: [String]
    }

    /// Keeps a member whose name is not known.
    mutating func keep(_ member: Value.Member, in parent: Pointer, known: [String]) {
        fields.append(
            Field(
                pointer: parent.appending(member.name.string), value: member.value,
                notice: Notice(name: member.name, offset: member.nameOffset, known: known)))
    }

    /// Keeps a value of which a finding was made already.
    mutating func keep(_ value: Value, at pointer: Pointer) {
        fields.append(Field(pointer: pointer, value: value, notice: nil))
    }

    /// In the order of the file.
    var inOrder: [Framework.UnknownField] {
        fields.sorted { $0.value.range.lowerBound < $1.value.range.lowerBound }.map { field in
            Framework.UnknownField(pointer: field.pointer.string, value: field.value.verbatim)
        }
    }

    func report(to list: inout FindingList) {
        if fields.count > Self.limit {
            list.add(
                .manyUnknownFields, at: Pointer(), offset: 0,
                "\(fields.count) fields are not known (more than \(Self.limit) is unusual); all are kept",
                help: "Check that this file is an export.")
            return
        }
        for field in fields {
            guard let notice = field.notice else { continue }
            let suggestion = nearest(to: notice.name.string, among: notice.known)
            list.add(
                .unknownField, at: field.pointer, offset: notice.offset,
                "field \(quoted(notice.name)) is not known; kept as it is",
                help: suggestion.map { "Did you mean \"\($0)\"?" } ?? "Nothing needs to be done.")
        }
    }
}
