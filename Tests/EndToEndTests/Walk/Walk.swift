import JSON
import TestSupport

/// Follows every link of a server, each once, in every form that what it leads to has.
final class Walk {
    /// How requests reach the server, and what its links begin with.
    struct Way: Sendable, CustomStringConvertible {
        let description: String
        /// `KEY=VALUE`
        let settings: [String]
        /// What is put before the path of each target.
        let before: String
        let base: String

        static let all = [
            Way(description: "plain", settings: [], before: "", base: "http://h.example:8080"),
            Way(
                description: "public URL", settings: ["http.publicURL=https://pub.example/p"], before: "",
                base: "https://pub.example/p"),
            Way(
                description: "prefix, kept", settings: ["http.basePath=/p"], before: "/p",
                base: "http://h.example:8080/p"),
            Way(
                description: "prefix, stripped", settings: ["http.basePath=/p"], before: "",
                base: "http://h.example:8080/p"),
        ]
    }

    /// What was walked: paths with their queries, without the base.
    private(set) var walked: Set<String> = []
    /// How often something was asked for: more often than it was walked where it has several forms.
    private(set) var requests = 0
    /// The names of other servers that links lead to.
    private(set) var hosts: Set<String> = []
    private(set) var faults: [String] = []

    private let way: Way
    private let server: HarnessServer
    private var client: RawClient?
    private var waiting: [String] = []

    init(_ way: Way, data: String) throws {
        self.way = way
        server = try HarnessServer(
            ["--data", data] + (way.settings + ["api.page.default=7"]).flatMap { ["--set", $0] })
        client = RawClient(port: server.port)
    }

    /// - Parameter starts: targets, with the status of their answers.
    func follow(from starts: [(target: String, status: Int)]) {
        for start in starts {
            walked.insert(start.target)
            if let response = get(start.target), response.status != start.status {
                faults.append("\(response.status) and not \(start.status) for \(start.target)")
            }
        }
        while !waiting.isEmpty {
            let targets = waiting
            waiting = []
            for target in targets { visit(target) }
        }
    }

    private func visit(_ target: String) {
        guard let response = get(target) else { return }
        let isRedirect = (301...308).contains(response.status) && response["location"] != nil
        if response.status != 200 && !isRedirect { faults.append("\(response.status) for \(target)") }
        guard response["vary"]?.contains("Accept,") == true else { return }
        for type in ["text/csv", "application/x-ndjson", "text/markdown"] {
            guard let response = get(target, accept: type), response.status != 406 else { continue }
            if response.status != 200 || response["content-type"]?.hasPrefix(type) != true {
                faults.append("\(response.status), \(response["content-type"] ?? ""), for \(target) as \(type)")
            }
        }
    }

    /// Asks for something, and keeps what its answer leads to.
    func get(_ target: String, accept: String = "*/*") -> RawResponse? {
        requests += 1
        let request = "GET \(way.before)\(target) HTTP/1.1\r\nHost: h.example:8080\r\nAccept: \(accept)\r\n\r\n"
        client?.send(request)
        guard let response = client?.response() else {
            faults.append("no answer to \(target)")
            client = RawClient(port: server.port)
            return nil
        }
        var scanned = response
        // An export has no links of ours.
        if target.hasSuffix("/source") { scanned.body = Array("{}".utf8) }
        let scan = LinkScan(scanned)
        faults += scan.faults.map { "\(target) as \(accept): \($0)" }
        for link in scan.links { add(link, from: target) }
        return response
    }

    private func add(_ link: String, from target: String) {
        // A template (RFC 6570) without variables.
        var url = link
        if link.hasSuffix("}"), let start = link.firstRange(of: "{?") { url = String(link[..<start.lowerBound]) }
        guard !url.contains(where: { "{} \"<>".contains($0) }) else {
            faults.append("\(link) in \(target) is no address")
            return
        }
        if url == way.base || url.hasPrefix("\(way.base)/") {
            let found = url == way.base ? "/" : String(url.dropFirst(way.base.count))
            if found == "/p" || found.hasPrefix("/p/") { faults.append("\(link) in \(target) has the prefix twice") }
            if walked.insert(found).inserted { waiting.append(found) }
        } else if url.hasPrefix("https://") {
            hosts.insert(String(url.dropFirst(8).prefix { $0 != "/" }))
        } else {
            faults.append("\(link) in \(target) does not begin with \(way.base)")
        }
    }
}
