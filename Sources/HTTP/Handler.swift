/// The one seam between the server, which knows no endpoint, and the API, which knows no socket.
package protocol Handler: Sendable {
    /// The answer to a request, as if it were unconditional: the server evaluates preconditions (RFC 9110 section 13)
    /// against the representation, and sends no body to HEAD.
    ///
    /// It runs on a worker, so it must not block and not take long: what may take long is `.deferred`.
    func answer(_ request: Request) -> Reply

    /// The answer to what the parser or a limit refused: errors are rendered in one place.
    func refuse(_ refusal: Refusal) -> Response
}

package enum Reply: Sendable {
    case ready(Response)
    /// Work for a concurrent queue: compression of a large body, a heavy endpoint.
    case deferred(@Sendable () -> Response)
}
