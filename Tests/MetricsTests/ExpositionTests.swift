import Metrics
import Testing

@Suite struct ExpositionTests {
    private func text(_ families: MetricFamily...) -> String {
        String(decoding: Exposition(families).bytes, as: UTF8.self)
    }

    @Test func `a family is described before its samples`() {
        #expect(
            text(
                .gauge("a", "An a.", .integer(1)), .counter("b_total", "Bs.", by: "kind", [("x", 2), ("y", 3)]),
                .gauge("c", "A c.", .number(0.25), .init("d", "e"), .init("f", "g"))) == """
                    # HELP a An a.
                    # TYPE a gauge
                    a 1
                    # HELP b_total Bs.
                    # TYPE b_total counter
                    b_total{kind="x"} 2
                    b_total{kind="y"} 3
                    # HELP c A c.
                    # TYPE c gauge
                    c{d="e",f="g"} 0.25

                    """)
    }

    @Test func `a bucket of a histogram holds those before it`() {
        var histogram = Histogram(bounds: [0.5, 1, 10], counts: [1, 2, 0, 3], sum: 61.5)
        histogram.add(Histogram(bounds: [0.5, 1, 10], counts: [0, 0, 1, 0], sum: 2))
        #expect(
            text(.histogram("h", "An h.", [([.init("l", "v")], histogram)])) == """
                # HELP h An h.
                # TYPE h histogram
                h_bucket{l="v",le="0.5"} 1
                h_bucket{l="v",le="1"} 3
                h_bucket{l="v",le="10"} 4
                h_bucket{l="v",le="+Inf"} 7
                h_sum{l="v"} 63.5
                h_count{l="v"} 7

                """)
    }

    @Test func `what a label holds ends neither it nor its line`() {
        #expect(
            text(.gauge("a", "h", .integer(1), .init("b", "\\\"\n")))
                == "# HELP a h\n# TYPE a gauge\na{b=\"\\\\\\\"\\n\"} 1\n")
    }
}
