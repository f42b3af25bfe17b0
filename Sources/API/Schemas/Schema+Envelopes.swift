// What is around the content: lists, errors, the index, health.
extension Schema {
    /// A list of one kind of element.
    static func page(of element: Component, _ description: String) -> Schema {
        .members(
            description,
            .always("data", .list(of: .component(element), "The elements of this page.")),
            .always("page", .component(.page)),
            .always("links", .component(.pageLinks)),
            .always("attribution", attributionEntries))
    }

    private static let linkTargets = Schema.list(
        of: .members(nil, .always("href", .link()), .always("type", .text("Its media type."))))

    static let linkset = Schema.members(
        "Links of the API (RFC 9264).",
        .always(
            "linkset",
            .list(
                of: .members(
                    nil, .always("anchor", .link("What the links are about.")),
                    .always("service-desc", linkTargets), .always("service-meta", linkTargets),
                    .always("describedby", linkTargets), .always("status", linkTargets)))))

    static let partialResource = Schema.members(
        "A resource of which `fields` named the members that are wanted.",
        .whereKnown("attribution", attributionEntries))

    static let partialList = Schema.members(
        "A list of whose elements `fields` named the members that are wanted.",
        .always("data", .list(of: ["type": "object"])),
        .always("page", .component(.page)),
        .always("links", .component(.pageLinks)),
        .always("attribution", attributionEntries))

    static let page = Schema.members(
        "Which part of the list this is.",
        .always(
            "limit", .integer("At most so many elements: less than was asked for where that was too much.", from: 1)),
        .whereKnown("offset", .integer("Elements before this page; left out where a cursor was followed.", from: 0)),
        .always("count", .integer("Elements on this page.", from: 0)),
        .always("total", .integer("Elements of the whole list.", from: 0)))

    static let pageLinks = Schema.members(
        "The other pages.",
        .always("self", .link()),
        .always("first", .link()),
        .whereKnown("prev", .link("Only where pages are chosen by `offset`.")),
        .whereKnown("next", .link("Follow it until it is not there.")),
        .whereKnown("last", .link("Only where pages are chosen by `offset`.")))

    private static let template: [(name: StaticString, value: Schema)] = [
        ("type", "string"), ("format", "uri-template"),
    ]

    private static let productMembers: [Member] = [
        .always("name", .text("The name of the program.")),
        .always("apiVersion", .text("The version of the API: that of its path.")),
        .always("serverVersion", .text("The version of the program.")),
    ]

    static let product = Schema.members("The program that answers.", productMembers)

    static let index = Schema.members(
        "What is here, and where to go on.",
        productMembers + [
            .always(
                "dataset",
                .members(
                    "What is loaded.",
                    .always("revision", revision),
                    .always("frameworks", .integer("Occupations, each counted once.", from: 0)),
                    .always("statements", .integer("Statements of their newest versions.", from: 0)),
                    .whereKnown("newestExport", exportedAt))),
            .always("attribution", attributionEntries),
            .always(
                "links",
                .members(
                    "Links, and URI templates (RFC 6570) that list the parameters of what they lead to.",
                    .always("self", .link()),
                    .always("frameworks", .described(nil, template)),
                    .always("statements", .described(nil, template)),
                    .always("facets", .described(nil, template)),
                    .always("export", .described(nil, template)),
                    .always("changes", .described(nil, template)),
                    .always("changesFeed", .link()),
                    .always("problems", .link()),
                    .always("openapi", .link()))),
        ])

    private static let revision = Schema.text(
        "Names the data set: equal on every server that loaded the same files.", pattern: "^[0-9a-f]{8}$")

    private static let code = Schema.text("The stable name of the error.", pattern: "^[a-z-]+$")
    private static let status = Schema.integer("The status of the answer.", from: 400, to: 599)

    static let problem = Schema.members(
        "An error (RFC 9457).",
        .always("type", .link("The page about this kind of error.")),
        .always("title", .text("The kind of error in words.")),
        .always("status", status),
        .always("detail", .text("What is wrong in this request, and what to do.")),
        .whereKnown("instance", .link("The target of the request.")),
        .always("code", code),
        .always("requestId", .text("Names the request in the logs of the server.")),
        .whereKnown("limit", .integer("What may be sent at most.", from: 0)),
        .whereKnown("available", .list(of: .text(), "What there is to choose from.")),
        .whereKnown(
            "nearest",
            .list(
                of: .members(
                    nil, .whereKnown("id", .text("Of the statement, where one was asked for.")),
                    .always("soc", soc), .always("title", .text("The name of the occupation.")),
                    .always("links", .members(nil, .always("self", .link("The framework, or the statement."))))),
                "What may have been meant, likeliest first.")),
        .whereKnown(
            "errors",
            .list(
                of: .members(
                    nil,
                    .always("in", .word("The part of the request.", ["query"])),
                    .always("name", .text("The parameter.")),
                    .whereKnown("allowed", .list(of: .text(), "What is allowed.")),
                    .whereKnown("minimum", .integer("The least value.", from: 0)),
                    .whereKnown("maximum", .integer("The greatest.", from: 0)),
                    .whereKnown("example", .text("A value that would have been good.")),
                    .whereKnown("suggestion", .text("What was probably meant."))),
                "What is wrong, part by part.")),
        .whereKnown("links", .members(nil, .whereKnown("first", .link("Where to start again.")))))

    static let problemType = Schema.members(
        "A kind of error.",
        .always("code", code),
        .always("type", .link("The `type` of errors of this kind.")),
        .always("status", status),
        .always("title", .text("In words.")),
        .always("meaning", .text("When it is answered.")),
        .always("remedy", .text("How to mend it.")),
        .always("links", .members(nil, .always("self", .link()))))

    static let liveness = Schema.members(
        "The process can answer.", .always("status", .word("How it is.", ["live"])))

    static let readiness = Schema.members(
        "The server wants requests.",
        .always("status", .word("How it is.", ["ready"])),
        .always(
            "dataset",
            .members(
                "What is served.",
                .always("revision", revision),
                .always("frameworks", .integer("Occupations.", from: 0)),
                .always("rejected", .integer("Files that were left out.", from: 0)),
                .whereKnown(
                    "stale", .list(of: .text(), "Files that were left out, of which older content is served.")),
                .always("loadedAt", .date("When it was loaded.")))),
        .whereKnown(
            "reload",
            .members(
                "The last reload, where it was refused.",
                .always("status", .word("How it ended.", ["refused"])),
                .always("reason", .text("Why, in one line.")),
                .always("at", .date("When.")))))
}
