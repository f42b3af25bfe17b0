import Synchronization
import TestSupport
import Threads

/// Clients that ask again and again on keep-alive connections, a quarter of them eight requests at a time.
///
/// A request is lost where it was sent before the server announced the end of the connection, and is not answered
/// whole, or not as it must be: by default with 200, and with the body that its entity tag stood for before.
struct HarnessLoad {
    private let tally: Tally
    private let threads: [Threads.Thread?]

    /// What is wrong with the answer to a request; nil where nothing is.
    typealias Complaint = @Sendable (_ request: String, RawResponse) -> String?

    static let requests = [
        "GET /v1/frameworks HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/statements?limit=500 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/statements HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n",
        "GET /v1/statements HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n",
        "GET /v1/frameworks/49-3091.00/source HTTP/1.1\r\nHost: a\r\n\r\n",
    ]
    private static let depth = 8

    init(port: Int, clients: Int, requests: [String] = Self.requests, complaint: Complaint? = nil) {
        let tally = Tally(complaint ?? Self.complaintByTag())
        self.tally = tally
        threads = (0..<clients).map { index in
            Threads.Thread(name: "client") {
                while !tally.isStopping.load(ordering: .relaxed) {
                    guard let client = RawClient(port: port) else { return }
                    Self.run(client, requests, depth: index % 4 == 0 ? Self.depth : 1, tally)
                }
            }
        }
    }

    /// How many requests were answered so far.
    var answered: Int { tally.answered.load(ordering: .relaxed) }

    /// What became of each request that was lost.
    var lost: [String] { tally.lost.withLock { $0 } }

    /// Lets every client end: those that the server has not told to leave do so after their next answer.
    func finish() {
        tally.isStopping.store(true, ordering: .relaxed)
        waitForServerToEnd()
    }

    /// Waits until every client has seen that nobody answers any more.
    func waitForServerToEnd() {
        for thread in threads { thread?.join() }
    }

    /// Asks on one connection until the server announces its end, or the load is over.
    private static func run(_ client: RawClient, _ choice: [String], depth: Int, _ tally: Tally) {
        var round = 0
        var lastSent = ContinuousClock.now
        while !tally.isStopping.load(ordering: .relaxed) {
            let requests = (0..<depth).map { choice[(round + $0) % choice.count] }
            // By the server's clock the connection has been idle since it sent the last answer, no longer than this.
            let idle = ContinuousClock.now - lastSent
            lastSent = .now
            client.send(requests.joined())
            for index in 0..<depth {
                let event = client.readResponse()
                // A connection that was idle for a second may be closed by a server that ends.
                if index == 0, case .closed = event, idle > .milliseconds(900) { return }
                guard let response = tally.add(event, to: requests[index], pending: depth - index) else { return }
                guard response["connection"] != "close" else {
                    return tally.lose(requests[(index + 1)...], "the end was announced before it")
                }
            }
            round += 1
        }
    }

    private static func complaintByTag() -> Complaint {
        let bodies = Lock<[String: [UInt8]]>([:])
        return { _, response in
            guard response.status == 200 else { return "\(response.status): \(response.text)" }
            guard let tag = response["etag"] else { return nil }
            let body = response.body
            let known = bodies.withLock { bodies in
                if let known = bodies[tag] { return known }
                bodies[tag] = body
                return body
            }
            return known == body ? nil : "another body than before has the tag \(tag)"
        }
    }

    private final class Tally: Sendable {
        let isStopping = Atomic(false)
        let answered = Atomic(0)
        let lost = Lock<[String]>([])
        private let complaint: Complaint

        init(_ complaint: @escaping Complaint) {
            self.complaint = complaint
        }

        /// The response that the event is; nil where it is none, which loses the requests that still wait.
        func add(_ event: RawClient.Event, to request: String, pending: Int) -> RawResponse? {
            guard case .response(let response) = event else {
                lose([request], "\(event), with \(pending) waiting")
                return nil
            }
            answered.add(1, ordering: .relaxed)
            if let complaint = complaint(request, response) { lose([request], complaint) }
            return response
        }

        func lose(_ requests: some Sequence<String>, _ fate: String) {
            let fates = requests.map { "\($0.prefix { $0 != "\r\n" }): \(fate)" }
            lost.withLock { $0 += fates }
        }
    }
}
