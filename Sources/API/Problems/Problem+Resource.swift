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
        let meant = nearest.first.map { " Did you mean '\($0.soc)', \($0.occupation.title.string)?" } ?? ""
        var problem = Problem(.frameworkNotFound, "No framework has the code '\(text)'.\(meant)")
        problem.nearest = nearest.map { Nearest($0, links: links) }
        return problem
    }

    static func versionNotFound(_ text: String, in versions: Snapshot.Versions) -> Problem {
        let available = versions.all.reversed().map(\.version.text)
        let meant = Catalog.nearest(to: text, among: available)
        var problem = Problem(
            .versionNotFound, "Version '\(text)' of \(versions.soc) is not loaded.\(question(meant))")
        problem.available = available
        return problem
    }

    static func levelNotFound(_ text: String, in framework: Framework) -> Problem {
        let available = framework.levels.map(\.key)
        let labelled = framework.levels.first { $0.label?.string.lowercased() == text.lowercased() }?.key
        let meant = labelled ?? Catalog.nearest(to: text, among: available)
        var problem = Problem(.levelNotFound, "Framework \(framework.soc) has no level '\(text)'.\(question(meant))")
        problem.available = available
        return problem
    }

    /// - Parameters:
    ///   - nearest: statements that may have been meant.
    ///   - framework: of the occupation that the id begins with, where it is loaded.
    static func statementNotFound(
        _ text: String, nearest: [Snapshot.LocatedStatement], in framework: Framework?, links: LinkBuilder
    ) -> Problem {
        let meant = question(nearest.first?.statement.id.description)
        let form = framework == nil && meant.isEmpty ? " An id looks like '43-4121.00-k89kt61qgq'." : ""
        var problem = Problem(.statementNotFound, "No loaded framework has a statement '\(text)'.\(meant)\(form)")
        problem.nearest =
            nearest.map { Nearest($0, links: links) } + (framework.map { [Nearest($0, links: links)] } ?? [])
        return problem
    }

    /// - Parameters:
    ///   - kind: what has the name, like "schema".
    ///   - names: those that there are.
    static func nameNotFound(_ text: String, of kind: String, among names: [String]) -> Problem {
        let meant = Catalog.nearest(to: text, among: names)
        var problem = Problem(.routeNotFound, "No \(kind) has the name '\(text)'.\(question(meant))")
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
    fileprivate init(_ place: Snapshot.LocatedStatement, links: LinkBuilder) {
        self.init(place.framework, links: links)
        let text = place.statement.id.description
        id = text
        link = links.url(.statement, [text])
    }

    fileprivate init(_ framework: Framework, links: LinkBuilder) {
        soc = framework.soc.description
        title = framework.occupation.title.string
        link = links.url(.framework, [soc])
    }
}
