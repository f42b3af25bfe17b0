import Testing
import Threads
import rungs

@Suite struct ProgressLineTests {
    /// What is written where updates come at these milliseconds after the beginning.
    private static func written(_ updates: [(done: Int, milliseconds: Int)], of total: Int) -> String {
        let output = Lock("")
        let start = ContinuousClock.now
        let line = ProgressLine(now: start) { text in output.withLock { $0 += text } }
        for update in updates {
            line.update(update.done, of: total, now: start + .milliseconds(update.milliseconds))
        }
        line.end()
        return output.withLock { $0 }
    }

    @Test func `a check of less than a second writes nothing`() {
        #expect(Self.written([(1, 0), (2, 500), (3, 999)], of: 3) == "")
    }

    @Test func `the line is rewritten and is gone at the end`() {
        #expect(
            Self.written([(1, 0), (999, 1000), (12_000, 1300)], of: 100_000)
                == "\rchecked 999 of 100,000 files\rchecked 12,000 of 100,000 files\r"
                + String(repeating: " ", count: 31) + "\r")
    }

    @Test func `it is written five times a second at most, and never goes back`() {
        let lines = Self.written((0..<10_000).map { ($0, $0) }, of: 2_000_000).split(separator: "\r")
        // Nine seconds, and the blanks.
        #expect(lines.count == 46)
        #expect(lines.first == "checked 1,000 of 2,000,000 files")
        #expect(Self.written([(5, 1000), (4, 1500), (5, 2000)], of: 5).split(separator: "\r").count == 2)
    }
}
