import Testing
import rungs

@Suite struct LifetimeTests {
    enum Event: Sendable {
        case loaded, terminate, wantReload
    }

    @Test(
        arguments: [
            ("the first load", [.loaded], [.nothing]),
            ("a stop", [.loaded, .terminate], [.nothing, .drain]),
            ("a second signal to stop", [.loaded, .terminate, .terminate], [.nothing, .drain, .end]),
            ("a stop during the first load", [.terminate], [.end]),
            ("a reload", [.loaded, .wantReload, .loaded], [.nothing, .reload, .nothing]),
            (
                "one more after a reload", [.loaded, .wantReload, .loaded, .wantReload],
                [.nothing, .reload, .nothing, .reload]
            ),
            (
                "many during a reload are one more",
                [.loaded, .wantReload, .wantReload, .wantReload, .loaded, .loaded],
                [.nothing, .reload, .nothing, .nothing, .reload, .nothing]
            ),
            ("during the first load", [.wantReload, .loaded, .loaded], [.nothing, .reload, .nothing]),
            (
                "a stop during a reload", [.loaded, .wantReload, .wantReload, .terminate, .loaded, .wantReload],
                [.nothing, .reload, .nothing, .drain, .nothing, .nothing]
            ),
        ] as [(String, [Event], [Lifetime.Action])])
    func `what a signal does depends on when it comes`(name: String, events: [Event], actions: [Lifetime.Action]) {
        var lifetime = Lifetime()
        let taken = events.map { event in
            switch event {
            case .loaded: lifetime.loaded()
            case .terminate: lifetime.terminate()
            case .wantReload: lifetime.wantReload()
            }
        }
        #expect(taken == actions, "\(name)")
    }
}
