/// The permanent id of a statement (API.md 5): its occupation, a hash of its normalised text, and for the k-th
/// occurrence of the same text in one export the suffix `-k`.
package struct StatementID: Hashable, Sendable {
    package let soc: SOC
    /// 50 bits.
    package let hash: UInt64
    /// From 1.
    package let occurrence: Int

    package init(soc: SOC, hash: UInt64, occurrence: Int = 1) {
        self.soc = soc
        self.hash = hash
        self.occurrence = occurrence
    }
}
