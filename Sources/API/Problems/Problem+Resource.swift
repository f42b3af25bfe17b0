import Catalog
import HTTP
import JSON

// What can be missing or not be done.
extension Problem {
    /// - Parameter nearest: what may have been meant.
    static func routeNotFound(nearest: RouteTable.Match?, links: LinkBuilder) -> Problem {
        guard let nearest else {
            return Problem(.routeNotFound, "Nothing has this path. Start at '/v1' and follow its links.")
        }
        let url = links.url(nearest.route.name, nearest.arguments)
        var problem = Problem(.routeNotFound, "Nothing has this path. Did you mean '\(url)'?")
        problem.available = [url]
        return problem
    }

    /// - Parameter nearest: what may have been meant, nearest first.
    static func frameworkNotFound(_ text: String, nearest: [Framework], links: LinkBuilder) -> Problem {
        var problem = Problem(
            .frameworkNotFound,
            nearest.isEmpty
                ? "No framework has the code '\(text)'." : "No framework has the code '\(text)'. See 'nearest'.")
        problem.nearest = nearest.map { Nearest($0, links: links) }
        return problem
    }

    static func versionNotFound(_ text: String, in versions: Snapshot.Versions) -> Problem {
        var problem = Problem(.versionNotFound, "Version '\(text)' of \(versions.soc) is not loaded.")
        problem.available = versions.all.reversed().map(\.version.text)
        return problem
    }

    static func levelNotFound(_ text: String, in framework: Framework) -> Problem {
        var problem = Problem(.levelNotFound, "Framework \(framework.soc) has no level '\(text)'.")
        problem.available = framework.levels.map(\.key)
        return problem
    }

    /// - Parameter framework: of the occupation that the id begins with, where it is loaded.
    static func statementNotFound(_ text: String, in framework: Framework?, links: LinkBuilder) -> Problem {
        var problem = Problem(.statementNotFound, "No loaded framework has a statement '\(text)'.")
        problem.nearest = framework.map { [Nearest($0, links: links)] } ?? []
        return problem
    }

    static func schemaNotFound(_ text: String) -> Problem {
        let names = SchemaFile.all.map(\.name)
        let nearest = Catalog.nearest(to: text, among: names)
        var problem = Problem(
            .routeNotFound, "No schema has the name '\(text)'.\(nearest.map { " Did you mean '\($0)'?" } ?? "")")
        problem.available = names
        return problem
    }

    static func notAcceptable(_ types: [MediaType]) -> Problem {
        var problem = Problem(.notAcceptable, "The resource has none of the media types that 'Accept' allows.")
        problem.available = types.map { "\($0.type)/\($0.subtype)" }
        return problem
    }

    static func methodNotAllowed(_ method: String, allow: String) -> Problem {
        var problem = Problem(.methodNotAllowed, "Method \(method) is not served here. Allowed: \(allow).")
        problem.allow = allow
        return problem
    }

    static func notImplemented(method: String) -> Problem {
        Problem(.notImplemented, "This server does not know the method '\(method)'.")
    }

    static let malformedTarget = Problem(
        .malformedRequest, "The request target has a broken percent escape, a NUL, or text that is not UTF-8.")

    static let draining: Problem = {
        var problem = Problem(.notReady, "The server is draining: it is about to end and takes no new work.")
        problem.retryAfter = 5
        return problem
    }()
}

extension Problem.Nearest {
    fileprivate init(_ framework: Framework, links: LinkBuilder) {
        soc = framework.soc.description
        title = framework.occupation.title.string
        link = links.url(.framework, [soc])
    }
}
