import Testing

/// One rule, how strongly it holds, and inputs that are bound by it.
struct Row: Sendable, CustomTestStringConvertible {
    /// A sentence.
    let rule: String
    /// Of an RFC: `9112 3.2`.
    let section: String
    let force: Force
    let expected: Expectation
    let inputs: [Input]
    /// What is expected over TLS, where it is something else.
    private(set) var expectedOverTLS: Expectation?

    enum Force: Sendable {
        /// MUST
        case must
        /// SHOULD
        case should
        /// No explicit MUST, but a known way to smuggle, inject or exhaust.
        case security
        /// The server stays correct and alive.
        case robust
    }

    init(_ rule: String, _ section: String, _ force: Force, _ expected: Expectation, _ inputs: [Input]) {
        self.rule = rule
        self.section = section
        self.force = force
        self.expected = expected
        self.inputs = inputs
    }

    var testDescription: String { "\(rule) (RFC \(section), \(force))" }

    /// The same inputs with something else expected of them.
    func expecting(_ expected: Expectation) -> Row {
        Row(rule, section, force, expected, inputs)
    }

    /// The same row with something else expected over TLS.
    func overTLS(_ expected: Expectation) -> Row {
        var row = self
        row.expectedOverTLS = expected
        return row
    }

    /// Runs every input against the server of the suite.
    func run() throws {
        try Site.running().check(self)
    }
}

/// What a client does on one connection.
struct Input: Sendable {
    let name: String
    let steps: @Sendable (Document) -> [Step]

    enum Step: Sendable {
        case send([UInt8])
        /// While the client does what follows.
        case sendMeanwhile([UInt8])
        /// As TCP urgent data.
        case sendUrgent(UInt8)
        case pause(microseconds: UInt32)
        /// Takes few bytes at a time from now on, so that the server has to wait.
        case narrow
        /// Ends the sending side.
        case halfClose
        case reset
        /// Waits for an answer in the midst of it.
        case read(Answer)
    }

    init(_ name: String, _ bytes: [UInt8]) {
        self.init(name, [.send(bytes)])
    }

    init(_ text: String) {
        self.init(Self.shortened(text), text)
    }

    init(_ name: String, _ text: String) {
        self.init(name, Array(text.utf8))
    }

    init(_ name: String, _ steps: [Step]) {
        self.name = name
        self.steps = { _ in steps }
    }

    /// A text, after which the client ends its side.
    static func halfClosed(_ text: String) -> Input {
        Input("\(shortened(text)), half-closed", [.send(Array(text.utf8)), .halfClose])
    }

    /// - Parameter text: made from the validators of the document.
    init(_ name: String, text: @escaping @Sendable (Document) -> String) {
        self.name = name
        steps = { [.send(Array(text($0).utf8))] }
    }

    /// The same in two writes, cut at each place.
    static func splits(_ name: String, of bytes: [UInt8]) -> [Input] {
        (1..<bytes.count).map { place in
            Input(
                "\(name), cut at \(place)",
                [.send(Array(bytes[..<place])), .pause(microseconds: 300), .send(Array(bytes[place...]))])
        }
    }

    /// The same a byte at a time.
    static func byteByByte(_ name: String, of bytes: [UInt8], microseconds: UInt32) -> Input {
        Input("\(name), byte by byte", bytes.flatMap { [.send([$0]), .pause(microseconds: microseconds)] })
    }

    private static func shortened(_ text: String) -> String {
        String(text.prefix(120)).debugDescription
    }
}
