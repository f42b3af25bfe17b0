extension ExportText {
    /// What is set where (nil: removed), and what is found: severity, rule, pointer. `nil`: nothing at all.
    package static let rules: [(pointer: String, json: String?, finding: String?)] = [
        ("/schemaVersion", nil, "error missing-field /schemaVersion"),
        ("/schemaVersion", "1.0", "error wrong-type /schemaVersion"),
        ("/schemaVersion", #""""#, "error empty-text /schemaVersion"),
        ("/schemaVersion", #""1""#, "warning unusual-schema /schemaVersion"),
        ("/schemaVersion", #""1.7""#, "warning unusual-schema /schemaVersion"),
        ("/schemaVersion", #""2.0""#, "error unsupported-schema /schemaVersion"),
        ("/schemaVersion", #""10.0""#, "error unsupported-schema /schemaVersion"),
        ("/schemaVersion", #""1.0.0""#, "error unsupported-schema /schemaVersion"),
        ("/schemaVersion", #""1.""#, "error unsupported-schema /schemaVersion"),
        ("/schemaVersion", #""v1.0""#, "error unsupported-schema /schemaVersion"),
        ("/exportedAt", nil, "error missing-field /exportedAt"),
        ("/exportedAt", "1", "error wrong-type /exportedAt"),
        ("/exportedAt", #""yesterday""#, "error invalid-timestamp /exportedAt"),
        ("/exportedAt", #""2026-02-30T00:00:00Z""#, "error invalid-timestamp /exportedAt"),
        ("/exportedAt", #""2026-01-02""#, "warning incomplete-timestamp /exportedAt"),
        ("/exportedAt", #""2026-01-02T03:04:05""#, "warning incomplete-timestamp /exportedAt"),
        ("/exportedAt", #""2016-12-31T23:59:60Z""#, "warning leap-second /exportedAt"),
        ("/exportedAt", #""2026-02-01T00:00:00Z""#, nil),
        ("/exportedAt", #""2026-02-01T00:00:00.001Z""#, "warning future-timestamp /exportedAt"),
        ("/occupation", nil, "error missing-field /occupation"),
        ("/occupation", "[]", "error wrong-type /occupation"),
        ("/occupation/soc", nil, "error missing-field /occupation/soc"),
        ("/occupation/soc", "43", "error wrong-type /occupation/soc"),
        ("/occupation/soc", #""43-4121""#, "error invalid-soc /occupation/soc"),
        ("/occupation/soc", #""43-4121.00 ""#, "error invalid-soc /occupation/soc"),
        ("/occupation/soc", #""\u0034\u0033-4121.00""#, nil),
        ("/occupation/title", nil, "error missing-field /occupation/title"),
        ("/occupation/title", "null", "error wrong-type /occupation/title"),
        ("/occupation/title", #"" ""#, "error empty-text /occupation/title"),
        ("/occupation/title", #""a\u0000b""#, "warning control-character /occupation/title"),
        ("/occupation/title", #""a\u2028b""#, "warning control-character /occupation/title"),
        ("/occupation/title", #""a\u202eb""#, "warning direction-control /occupation/title"),
        ("/occupation/title", #""a\u2067b""#, "warning direction-control /occupation/title"),
        ("/occupation/title", #""\u05d0\u200f""#, nil),
        ("/occupation/title", #"""# + String(repeating: "é", count: 1000) + #"""#, nil),
        (
            "/occupation/title", #"""# + String(repeating: "é", count: 1001) + #"""#,
            "warning long-text /occupation/title"
        ),
        ("/occupation/group", nil, "warning missing-field /occupation/group"),
        ("/occupation/group", "1", "error wrong-type /occupation/group"),
        ("/occupation/group", #""""#, "warning empty-text /occupation/group"),
        ("/occupation/sector", nil, "warning missing-field /occupation/sector"),
        ("/occupation/sector", "55", "error wrong-type /occupation/sector"),
        ("/occupation/jobZone", nil, "warning missing-field /occupation/jobZone"),
        ("/occupation/jobZone", "null", "warning missing-job-zone /occupation/jobZone"),
        ("/occupation/jobZone", "2.0", "warning unusual-job-zone /occupation/jobZone"),
        ("/occupation/jobZone", "5", nil),
        ("/occupation/jobZone", "6", "error invalid-job-zone /occupation/jobZone"),
        ("/occupation/jobZone", "0", "error invalid-job-zone /occupation/jobZone"),
        ("/occupation/jobZone", "-2", "error invalid-job-zone /occupation/jobZone"),
        ("/occupation/jobZone", "2.5", "error invalid-job-zone /occupation/jobZone"),
        ("/occupation/jobZone", "1e400", "error invalid-job-zone /occupation/jobZone"),
        ("/occupation/jobZone", "true", "error wrong-type /occupation/jobZone"),
        ("/occupation/jobZone", #""2""#, "error wrong-type /occupation/jobZone"),
        ("/occupation/jobZoneInferred", nil, "warning missing-field /occupation/jobZoneInferred"),
        ("/occupation/jobZoneInferred", "0", "error wrong-type /occupation/jobZoneInferred"),
        ("/framework", nil, "error missing-field /framework"),
        ("/framework", "null", "error wrong-type /framework"),
        ("/framework/version", nil, "error missing-field /framework/version"),
        ("/framework/version", "26.01", "error wrong-type /framework/version"),
        ("/framework/version", #""""#, "error invalid-version /framework/version"),
        ("/framework/version", #""latest""#, "error invalid-version /framework/version"),
        ("/framework/version", #""a/b""#, "error invalid-version /framework/version"),
        ("/framework/version", #""2026""#, "warning unusual-version /framework/version"),
        ("/framework/description", nil, "warning missing-field /framework/description"),
        ("/framework/description", "{}", "error wrong-type /framework/description"),
        ("/framework/description", #"" ""#, "warning empty-text /framework/description"),
        ("/framework/contextCovered", nil, "warning missing-field /framework/contextCovered"),
        ("/framework/contextCovered", "[]", "error wrong-type /framework/contextCovered"),
        ("/framework/levels", nil, "error missing-field /framework/levels"),
        ("/framework/levels", "[]", "error wrong-type /framework/levels"),
        ("/framework/levels", "{}", "error level-count /framework/levels"),
        ("/framework/levels/advanced", nil, "warning unusual-levels /framework/levels/advanced"),
        ("/framework/levels/advanced", "null", "error wrong-type /framework/levels/advanced"),
        ("/framework/levels/advanced/label", nil, "warning missing-field /framework/levels/advanced/label"),
        ("/framework/levels/advanced/label", "4", "error wrong-type /framework/levels/advanced/label"),
        ("/framework/levels/advanced/label", #""""#, "warning empty-text /framework/levels/advanced/label"),
        (
            "/framework/levels/advanced/label", #""emerging""#,
            "warning mismatched-label /framework/levels/advanced/label"
        ),
        ("/framework/levels/advanced/label", #""Mastery""#, nil),
        ("/framework/levels/advanced/statements", nil, "error missing-field /framework/levels/advanced/statements"),
        (
            "/framework/levels/advanced/statements", #""a — b""#,
            "error wrong-type /framework/levels/advanced/statements"
        ),
        ("/framework/levels/advanced/statements", "[]", "warning empty-level /framework/levels/advanced/statements"),
        ("/framework/levels/advanced/statements/0", "1", "error wrong-type /framework/levels/advanced/statements/0"),
        (
            "/framework/levels/advanced/statements/0", #""""#,
            "error empty-statement /framework/levels/advanced/statements/0"
        ),
        (
            "/framework/levels/advanced/statements/0", #""\u3000\t""#,
            "error empty-statement /framework/levels/advanced/statements/0"
        ),
        (
            "/framework/levels/advanced/statements/-", #""Returns —  empty\u00a0the book drop.""#,
            "warning duplicate-statement /framework/levels/advanced/statements/1"
        ),
        (
            "/framework/levels/advanced/statements/0", #""Rota - plan.""#,
            "warning missing-separator /framework/levels/advanced/statements/0"
        ),
        (
            "/framework/levels/advanced/statements/0", #""Rota—plan.""#,
            "warning missing-separator /framework/levels/advanced/statements/0"
        ),
        (
            "/framework/levels/advanced/statements/0", #""Rota\u00a0—\u00a0plan.""#,
            "warning missing-separator /framework/levels/advanced/statements/0"
        ),
        (
            "/framework/levels/advanced/statements/0", #""Rota —  \u2003 — ""#,
            "warning untrimmed-statement /framework/levels/advanced/statements/0"
        ),
        ("/framework/levels/advanced/statements/0", #""Rota — plan — and tell.""#, nil),
        ("/framework/levels/advanced/statements/0", #""Rota \u2014 plan \ud83d\udcda.""#, nil),
        (
            "/framework/levels/advanced/statements/0", #""Rota — \u001b[31mplan.""#,
            "warning control-character /framework/levels/advanced/statements/0"
        ),
        ("/sources", nil, "warning missing-field /sources"),
        ("/sources", #""somewhere""#, "warning wrong-type /sources"),
        ("/sources/onet", "{}", "warning wrong-type /sources/onet"),
        ("/sources/crosswalk", #""javascript:alert(1)""#, nil),
        ("/attribution", nil, "warning missing-field /attribution"),
        ("/attribution", "[]", "error wrong-type /attribution"),
        ("/attribution", #""""#, "warning empty-text /attribution"),
        ("/reviewedBy", "null", "info unknown-field /reviewedBy"),
        ("/__proto__", "{}", "info unknown-field /__proto__"),
    ]
}
