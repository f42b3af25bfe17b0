/// What a summary of a framework can hold beside itself. Statements are told in their levels.
enum Inclusion: String, CaseIterable, Sendable {
    /// What the levels are.
    case levels
    /// The levels with their statements.
    case statements
}
