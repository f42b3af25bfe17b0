import Testing

/// The rules again by way of nginx, which keeps its connections to the server open and uses them again.
@Suite(.serialized, .enabled(if: Nginx.path != nil, "nginx is not installed"), .servedBehindNginx)
struct `Conformance behind nginx` {
    private static let passedOn = [
        Conformance.`Conditional requests`.rows, Conformance.Representations.coding,
        Conformance.Representations.accept, Conformance.Representations.range, Conformance.Representations.form,
        Conformance.Pipelining.rows, Conformance.Backpressure.rows, Conformance.`Hostile input`.errors,
    ].flatMap { $0 }

    /// Rules with an input that nginx does not pass on as it is: a field that stands twice, a head that is cut, a
    /// request of HTTP/1.0 without Host.
    private static let changed: Set = [
        "If-Match with the tag is 200", "If-None-Match with the tag is 304", "What is no date is ignored",
        "A field that is broken does no harm", "What stands before garbage is answered",
        "What stands before garbage is answered, all of it", "A malformed request may be cut anywhere",
        "Nothing is served behind a request that closes", "HTTP/1.0 is answered in HTTP/1.1",
    ]

    private static let others = [
        Conformance.Chunks.rows, Conformance.Connections.rows, Conformance.Expect.rows, Conformance.Framing.rows,
        Conformance.`Header syntax`.rows, Conformance.`Host and target`.rows, Conformance.`Hostile input`.injection,
        Conformance.`Hostile input`.garbage, Conformance.`Length limits`.rows, Conformance.Methods.rows,
        Conformance.`Percent-encoding`.rows, Conformance.`Request line`.rows,
    ].flatMap { $0 }

    @Test(arguments: passedOn.filter { !changed.contains($0.rule) })
    func `what nginx passes on is answered by the letter`(row: Row) throws {
        try row.run()
    }

    @Test(arguments: passedOn.filter { changed.contains($0.rule) } + others)
    func `whatever nginx makes of an input, the connection to the server stays in step`(row: Row) throws {
        try row.expecting(.proxied).run()
    }

    @Test func `every exception is a rule`() {
        #expect(Self.changed.isSubset(of: Self.passedOn.map(\.rule)))
    }
}
