import Dispatch
import Glibc
import TestSupport
import Testing

extension Site {
    private static let failuresPerRow = 5

    /// Runs the inputs of a row, and after each a good request on a new connection.
    func check(_ row: Row) {
        tally.addRow()
        for way in ways { check(row, way) }
    }

    private func check(_ row: Row, _ way: Way) {
        let expected = way.isSecured ? row.expectedOverTLS ?? row.expected : row.expected
        var failures = 0
        for input in row.inputs {
            // A broken rule costs a timeout for each input: a few tell enough.
            guard failures < Self.failuresPerRow else { return }
            tally.addInput()
            var faults = faults(of: input, expected, port: way.port)
            if let fault = faultOfGoodRequest(port: way.port) { faults.append("and a good request after it: \(fault)") }
            guard !faults.isEmpty else { continue }
            failures += 1
            tally.addFailure()
            Issue.record(
                "\(row.rule) (RFC \(row.section)). Input \(input.name)\(way.isSecured ? " over TLS" : ""): \(faults.joined(separator: "; "))"
            )
        }
    }

    /// What is wrong with the answer to a plain GET on a new connection; nil if nothing is.
    func faultOfGoodRequest(port: Int) -> String? {
        guard let client = RawClient(port: port) else { return "nobody listens" }
        client.send(get())
        return fault(reading: .document, from: client)
    }

    // MARK: - One input

    private func faults(of input: Input, _ expected: Expectation, port: Int) -> [String] {
        guard let client = RawClient(port: port) else { return ["nobody listens"] }
        let sending = DispatchGroup()
        defer { sending.wait() }
        for step in input.steps(document) {
            switch step {
            case .send(let bytes): client.send(bytes)
            case .pause(let microseconds): usleep(microseconds)
            case .sendMeanwhile(let bytes): sendMeanwhile(bytes, client.descriptor, sending)
            case .sendUrgent(let byte): send(client.descriptor, [byte], 1, Int32(MSG_OOB))
            case .narrow:
                var size: Int32 = 131_072
                setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            case .halfClose: client.halfClose()
            case .reset: client.reset()
            case .read(let answer):
                if let fault = fault(reading: answer, from: client) { return [fault] }
            }
        }
        switch expected {
        case .inStep(let answers):
            return read(answers, from: client) ?? inStep(client)
        case .closing(let answers):
            return read(answers, from: client, isLastClosing: true) ?? end(client)
        case .refused(let answers, let statuses):
            // A server that goes on after what it cannot read takes this for the next request.
            client.send(get())
            return read(answers + [.status(statuses)], from: client, isLastClosing: true) ?? end(client)
        case .ended(let answers):
            return read(answers, from: client) ?? end(client)
        case .unread:
            return []
        case .sane:
            client.halfClose()
            return readAll(client)
        case .proxied:
            client.halfClose()
            return client.readToEnd() == nil ? ["the connection stays open"] : []
        }
    }

    private func read(_ answers: [Answer], from client: RawClient, isLastClosing: Bool = false) -> [String]? {
        for (index, answer) in answers.enumerated() {
            let closes = isLastClosing && index == answers.count - 1
            if let fault = fault(reading: answer, from: client, closes: closes) {
                return ["answer \(index + 1): \(fault)"]
            }
        }
        return nil
    }

    private func sendMeanwhile(_ bytes: [UInt8], _ descriptor: Int32, _ group: DispatchGroup) {
        DispatchQueue.global().async(group: group) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    private func readAll(_ client: RawClient) -> [String] {
        while true {
            switch client.readResponse() {
            case .closed: return []
            case .silent: return ["the connection stays open"]
            case .malformed(let text): return ["no response of HTTP/1.1: \(text.debugDescription)"]
            case .response(let response):
                tally.addAnswer()
                if let fault = Lint.fault(in: response, isToHEAD: false) { return ["lint: \(fault)"] }
            }
        }
    }

    private func inStep(_ client: RawClient) -> [String] {
        client.send(get("Connection: close"))
        if let fault = fault(reading: .document, from: client, closes: true) {
            return ["and the next request on the connection: \(fault)"]
        }
        return end(client)
    }

    private func end(_ client: RawClient) -> [String] {
        guard let rest = client.readToEnd() else { return ["the connection stays open"] }
        guard rest.isEmpty else { return ["more was served: \(String(decoding: rest.prefix(300), as: UTF8.self))"] }
        return client.wasReset ? ["the connection was reset"] : []
    }

    // MARK: - One answer

    private func fault(reading answer: Answer, from client: RawClient, closes: Bool = false) -> String? {
        switch client.readResponse(toHEAD: answer.isToHEAD) {
        case .closed: return "closed without an answer\(client.wasReset ? ", by a reset" : "")"
        case .silent: return "no answer in time"
        case .malformed(let text): return "no response of HTTP/1.1: \(text.debugDescription)"
        case .response(let response):
            tally.addAnswer()
            if let fault = answer.fault(in: response, document) { return fault }
            if let fault = Lint.fault(in: response, isToHEAD: answer.isToHEAD) { return "lint: \(fault)" }
            let saysClose = response["connection"]?.lowercased() == "close"
            return saysClose == closes ? nil : closes ? "no Connection: close" : "Connection: close without need"
        }
    }
}

/// A good GET of the document.
func get(_ fields: String..., target: String = Site.target) -> String {
    text("GET", target, fields, "")
}

/// A good HEAD of the document.
func head(_ fields: String..., target: String = Site.target) -> String {
    text("HEAD", target, fields, "")
}

func request(
    _ method: String, _ target: String = Site.target, fields: String..., body: String = ""
) -> String {
    text(method, target, fields, body)
}

private func text(_ method: String, _ target: String, _ fields: [String], _ body: String) -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: rungs.example\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n" + body
}
