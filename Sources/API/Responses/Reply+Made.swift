import HTTP

extension Reply {
    /// The answer, made here and now.
    func made() -> Response {
        switch self {
        case .ready(let response): response
        case .deferred(let work): work()
        }
    }
}
