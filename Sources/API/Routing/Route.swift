import HTTP
import HTTPTypes

/// One thing that can be asked for: where, how, in which forms, and the function that answers.
struct Route: Sendable {
    let name: RouteName
    let pattern: Pattern
    let methods: [HTTPRequest.Method]
    /// The media types that it has, in the order that decides ties.
    let types: [MediaType]
    /// The query parameters that it knows, in the order in which they are told.
    let parameters: [Parameter]
    let endpoint: Endpoint

    /// A pure function of the snapshot and the request that a call holds.
    typealias Endpoint = @Sendable (Call) throws(Problem) -> Content

    init(
        _ name: RouteName, methods: [HTTPRequest.Method] = [.get, .head, .options], types: [MediaType] = [.json],
        parameters: [Parameter] = [], endpoint: @escaping Endpoint
    ) throws(Pattern.SyntaxError) {
        self.name = name
        pattern = try Pattern(parsing: name.rawValue)
        self.methods = methods
        self.types = types
        self.parameters = parameters
        self.endpoint = endpoint
    }

    /// Whether it is asked by supervisors, who have no key.
    var isOpen: Bool {
        name == .livez || name == .readyz || name == .healthz
    }

    /// The value of `Allow` (RFC 9110 section 10.2.1).
    var allow: String {
        methods.map(\.rawValue).joined(separator: ", ")
    }
}
