import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

/// Asks the application as the server does, without a socket.
struct Client {
    static let base = "https://rungs.example"

    let application: Application
    let store: Store
    let lifecycle = Lifecycle()

    init(
        _ snapshot: Snapshot? = nil, options: Application.Options = Application.Options(serverVersion: "1.2.3")
    ) throws {
        store = Store(try snapshot ?? Samples.snapshot())
        application = Application(store: store, lifecycle: lifecycle, options: options)
    }

    func get(_ target: String, _ fields: HTTPFields = [:]) -> Answer {
        send(.get, target, fields)
    }

    func send(_ method: HTTPRequest.Method, _ target: String, _ fields: HTTPFields = [:]) -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "https", authority: "rungs.example", path: target, headerFields: fields)
        let request = Request(head: head, linkBase: LinkBase(Self.base), id: "request-1")
        switch application.answer(request) {
        case .ready(let response): return Answer(response)
        case .deferred(let work): return Answer(work(), isDeferred: true)
        }
    }

    /// Follows `links.next` from a target, each page as parsed.
    func pages(from target: String) throws -> [Value] {
        var pages: [Value] = []
        var next: String? = target
        while let target = next {
            let page = try get(target).json()
            pages.append(page)
            next = page["links"]?["next"]?.text.map { String($0.string.dropFirst(Self.base.count)) }
            try #require(pages.count <= 100, "the pages have no end")
        }
        return pages
    }
}

/// A response with its stream, if any, drained.
struct Answer {
    let response: Response
    let body: [UInt8]
    let isDeferred: Bool
    /// The lengths of the steps of a stream; nil where there was none.
    let steps: [Int]?

    init(_ response: Response, isDeferred: Bool = false) {
        self.response = response
        self.isDeferred = isDeferred
        switch response.body {
        case .bytes(let bytes):
            body = bytes
            steps = nil
        case .stream(let stream):
            var body: [UInt8] = []
            var steps: [Int] = []
            while let step = stream.next() {
                body += step
                steps.append(step.count)
            }
            self.body = body
            self.steps = steps
        }
    }

    var status: Int { response.status.code }
    var text: String { String(decoding: body, as: UTF8.self) }
    var tag: String? { response.representation?.entityTag?.text }

    subscript(name: HTTPField.Name) -> String? {
        response.fields[name]
    }

    func json() throws -> Value {
        try Document(parsing: body).root
    }
}

extension Value {
    /// The text of the string that a path of names leads to.
    func string(_ names: String...) -> String? {
        names.reduce(Optional(self)) { $0?[$1] }?.text?.string
    }

    /// The `id` of each element of `data`.
    var ids: [String] {
        data.compactMap { $0.string("id") }
    }

    /// The `soc` and `version` of each element of `data`.
    var frameworks: [String] {
        data.map { "\($0.string("soc") ?? "") \($0.string("version") ?? "")" }
    }

    var data: [Value] {
        self["data"].map { Array($0.elements) } ?? []
    }

    /// Of a problem.
    var firstError: Value? {
        self["errors"]?.firstElement
    }

    var firstElement: Value? {
        Array(elements).first
    }

    var names: [String] {
        members.map(\.name.string)
    }
}

/// A JSON text written over several lines with indents, as the writer writes it.
func compact(_ text: String) -> String {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
}
