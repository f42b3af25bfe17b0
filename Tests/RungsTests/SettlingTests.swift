import Testing
import rungs

@Suite struct SettlingTests {
    private let start = ContinuousClock.now

    @Test func `a burst is over when nothing came for the quiet time`() {
        var settling = Settling()
        #expect(settling.change(at: start) == start + Settling.quiet)
        let later = start + .milliseconds(150)
        #expect(settling.change(at: later) == later + Settling.quiet)
    }

    @Test func `a burst that does not end is cut`() {
        var settling = Settling()
        var moment = start
        var end = settling.change(at: start)
        while moment < end {
            #expect(end <= start + Settling.longest)
            moment += .milliseconds(50)
            end = settling.change(at: moment)
        }
        #expect(end == start + Settling.longest)
    }

    @Test func `after a long load the next one comes after a pause`() {
        var settling = Settling()
        settling.loaded(in: .seconds(2), at: start)
        #expect(settling.change(at: start + .seconds(1)) == start + .seconds(2 * Settling.pause))
        settling.end()
        let later = start + .seconds(60)
        #expect(settling.change(at: later) == later + Settling.quiet)
    }

    @Test func `each burst begins anew`() {
        var settling = Settling()
        _ = settling.change(at: start)
        settling.end()
        let later = start + .seconds(60)
        #expect(settling.change(at: later) == later + Settling.quiet)
    }
}
