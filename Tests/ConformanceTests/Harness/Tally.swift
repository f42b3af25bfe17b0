import Synchronization

/// How much was run.
final class Tally: Sendable, CustomStringConvertible {
    private let rows = Atomic(0)
    private let inputs = Atomic(0)
    private let answers = Atomic(0)
    private let failures = Atomic(0)

    func addRow() { rows.add(1, ordering: .relaxed) }
    func addInput() { inputs.add(1, ordering: .relaxed) }
    func addAnswer() { answers.add(1, ordering: .relaxed) }
    func addFailure() { failures.add(1, ordering: .relaxed) }

    var description: String {
        func value(_ counter: borrowing Atomic<Int>) -> Int { counter.load(ordering: .relaxed) }
        return "\(value(rows)) rows, \(value(inputs)) inputs, \(value(answers)) answers linted, "
            + "\(value(failures)) inputs failed"
    }
}
