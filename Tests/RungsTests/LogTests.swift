import Glibc
import HTTP
import JSON
import Logging
import Server
import Threads
import Testing

@testable import rungs

private let time = WallTime(nanoseconds: 1_778_848_746_711_999_999)

private func line(_ format: LogFormat, _ message: String, _ fields: LogRecord.Field...) -> String {
    let record = LogRecord(time: time, level: .info, message: message, fields: fields)
    return String(decoding: format.line(record), as: UTF8.self)
}

@Suite struct LogFormatTests {
    @Test func `times are RFC 3339 in UTC with milliseconds`() {
        #expect(time.text == "2026-05-15T12:39:06.711Z")
        #expect(WallTime(nanoseconds: 0).text == "1970-01-01T00:00:00.000Z")
        #expect(WallTime(nanoseconds: 951_782_400_000_000_000).text == "2000-02-29T00:00:00.000Z")
    }

    @Test func `a record has a form for people and one for machines`() {
        let fields: [LogRecord.Field] = [
            .init("files", .integer(3)), .init("path", .text("a b")), .init("revision", .text("b7c1f0e2")),
            .init("duration_ms", .milliseconds(.microseconds(1234))),
        ]
        let record = LogRecord(time: time, level: .warning, message: "loaded", fields: fields)

        #expect(
            String(decoding: LogFormat.text.line(record), as: UTF8.self)
                == "2026-05-15T12:39:06.711Z warning loaded files=3 path=\"a b\" revision=b7c1f0e2 duration_ms=1.234\n")
        #expect(
            String(decoding: LogFormat.json.line(record), as: UTF8.self)
                == """
                {"timestamp":"2026-05-15T12:39:06.711Z","level":"warning","message":"loaded","files":3,"path":"a b",\
                "revision":"b7c1f0e2","duration_ms":1.234}

                """)
    }

    @Test(arguments: [
        ("a\nb", #"a\nb"#), ("a\r\nb", #"a\r\nb"#), ("\u{0}", #"\u0000"#), ("\u{1B}[2J", #"\u001b[2J"#),
        ("\u{7F}", #"\u007f"#), ("\u{85}", #"\u0085"#), ("\u{9B}31m", #"\u009b31m"#), ("\u{2028}", #"\u2028"#),
        ("\u{202E}cod", #"\u202ecod"#), ("a\"b", #"a\"b"#), (#"a\b"#, #"a\\b"#), ("é — 📚", "é — 📚"),
    ])
    func `what could break a line or steer a terminal is escaped`(text: String, escaped: String) {
        #expect(line(.text, "m", .init("x", .text(text))).hasSuffix(" m x=\"\(escaped)\"\n"))
        #expect(line(.json, "m", .init("x", .text(text))).hasSuffix("\"message\":\"m\",\"x\":\"\(escaped)\"}\n"))
    }

    @Test func `every scalar gives one line, and the JSON form gives it back`() throws {
        for value in (0...0x30FF as ClosedRange<UInt32>) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(Character(scalar))b"
            for format in [LogFormat.text, .json] {
                let written = line(format, text, .init("x", .text(text)))
                #expect(written.utf8.count { $0 == UInt8(ascii: "\n") } == 1 && written.hasSuffix("\n"))
                #expect(!written.dropLast().contains { $0.isNewline })
            }
            let document = try Document(parsing: Array(line(.json, "m", .init("x", .text(text))).utf8))
            #expect(document.root["x"]?.text?.string.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        }
    }

    @Test func `the handler sorts metadata and keeps numbers`() {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.writing)
        var logger = Logger(label: "test") { _ in LineLogHandler(format: .json, level: .info, sink: sink) }
        logger[metadataKey: "b"] = "2"
        logger.info("hello", metadata: ["c": .stringConvertible(3), "a": "1"])
        logger.debug("not this")

        #expect(pipe.read().hasSuffix("\"level\":\"info\",\"message\":\"hello\",\"a\":\"1\",\"b\":\"2\",\"c\":3}\n"))
    }
}

@Suite struct AccessLogTests {
    /// An entry whose texts are those of `texts`, for the time of `body`.
    private func withEntry<Result>(
        path: String = "/v1/frameworks", userAgent: String = "curl\n8", traceparent: String? = nil, status: Int = 404,
        _ body: (AccessLogEntry) throws -> Result
    ) rethrows -> Result {
        let texts = ["GET", path, "limit=7", userAgent, "r-1", traceparent ?? ""]
        var bytes: [UInt8] = []
        let ranges = texts.map { text in
            bytes += Array(text.utf8)
            return bytes.count - text.utf8.count..<bytes.count
        }
        return try bytes.withUnsafeBytes { bytes in
            let parts = ranges.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
            return try body(
                AccessLogEntry(
                    method: parts[0], path: parts[1], query: parts[2], route: path, status: status, bodySize: 12,
                    duration: 250_999, client: IPAddress("::1").map { .address($0) } ?? .unknown, userAgent: parts[3],
                    minorVersion: 1, serverAddress: nil, requestID: .sent(parts[4]),
                    traceparent: traceparent.map { _ in parts[5] }, errorType: "route-not-found", cache: "miss"))
        }
    }

    private func line(_ format: LogFormat, _ entry: AccessLogEntry, at time: WallTime = time) -> String {
        var lines = LineBuffer(capacity: 1)
        var line = AccessLogLine(format)
        line.append(entry, at: time, revision: "b7c1f0e2", to: &lines)
        return String(decoding: lines.bytes, as: UTF8.self)
    }

    @Test func `an entry is one JSON line with the names of OpenTelemetry`() {
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let written = withEntry(traceparent: trace) { line(.json, $0) }
        #expect(
            written == #"""
                {"timestamp":"2026-05-15T12:39:06.711Z","level":"info","message":"request",\#
                "http.request.method":"GET","url.path":"/v1/frameworks","url.query":"limit=7",\#
                "http.route":"/v1/frameworks","http.response.status_code":404,"http.response.body.size":12,\#
                "duration_ms":0.250,"client.address":"::1","user_agent.original":"curl\n8",\#
                "network.protocol.version":"1.1","request_id":"r-1","trace_id":"0af7651916cd43dd8448eb211c80319c",\#
                "span_id":"b7ad6b7169203331","error.type":"route-not-found","dataset.revision":"b7c1f0e2","cache":"miss"}

                """#)
    }

    @Test func `for people it is names and values`() {
        let written = withEntry(userAgent: "curl 8") { line(.text, $0) }
        #expect(
            written == """
                2026-05-15T12:39:06.711Z info request http.request.method=GET url.path=/v1/frameworks \
                url.query="limit=7" http.route=/v1/frameworks http.response.status_code=404 \
                http.response.body.size=12 duration_ms=0.250 client.address=::1 user_agent.original="curl 8" \
                network.protocol.version=1.1 request_id=r-1 error.type=route-not-found dataset.revision=b7c1f0e2 \
                cache=miss

                """)
    }

    @Test func `the time of each line is its own`() {
        withEntry { entry in
            var lines = LineBuffer()
            var line = AccessLogLine(.json)
            let times: [Int64] = [0, 5_000_000, 999_999_999, 1_000_000_000, 86_400_000_000_000]
            for time in times { line.append(entry, at: WallTime(nanoseconds: time), revision: "", to: &lines) }
            let written = String(decoding: lines.bytes, as: UTF8.self).split(separator: "\n").map {
                $0.dropFirst(14).prefix(24)
            }
            #expect(written == times.map { Substring(WallTime(nanoseconds: $0).text) })
        }
    }

    @Test func `whatever a client sends is one line, and the JSON form gives it back`() throws {
        for scalar in (0...0x3100).compactMap(Unicode.Scalar.init) {
            let text = "a\(scalar)b\"\\="
            try withEntry(userAgent: text) { entry in
                let written = line(.json, entry)
                #expect(written.unicodeScalars.count { $0 == "\n" } == 1)
                let root = try Document(parsing: Array(written.utf8)).root
                #expect(root["user_agent.original"]?.text?.string == text)
                #expect(line(.text, entry).unicodeScalars.count { $0 == "\n" } == 1)
            }
        }
    }

    @Test func `bytes that are no UTF-8 are shown as Latin-1`() throws {
        let bytes: [UInt8] = [0x61, 0xff, 0xc3, 0x28]
        try bytes.withUnsafeBytes { bytes in
            try withEntry { entry in
                var entry = entry
                entry.userAgent = bytes
                let root = try Document(parsing: Array(line(.json, entry).utf8)).root
                #expect(root["user_agent.original"]?.text?.string == "a\u{ff}\u{c3}(")
            }
        }
    }

    @Test(arguments: [
        (0, "0.000"), (999, "0.000"), (1_000, "0.001"), (1_234_567, "1.234"), (12_000_000_000, "12000.000"),
    ])
    func `a duration has three decimals`(nanoseconds: Int64, text: String) {
        withEntry { entry in
            var entry = entry
            entry.duration = nanoseconds
            #expect(line(.json, entry).contains("\"duration_ms\":\(text),"))
        }
    }

    private func traceContext(_ value: String) -> String? {
        Array(value.utf8).withUnsafeBytes { bytes in
            TraceContext(bytes).map { String(decoding: $0.spanID, as: UTF8.self) }
        }
    }

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
        "00-0af7651916cd43dd8448eb211c80319cb7ad6b7169203331--01",
    ])
    func `a traceparent that is not valid is as none`(value: String) {
        #expect(traceContext(value) == nil)
    }

    @Test func `a later version of traceparent may have more parts`() {
        #expect(traceContext("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what") == "b7ad6b7169203331")
    }

    @Test(arguments: [(false, 0), (true, 1)])
    func `health paths are written only at level debug`(logsHealth: Bool, lines: Int) {
        let pipe = Pipe()
        let writer = AccessLogWriter(
            workers: 1, format: .json, logsHealth: logsHealth, sink: LogSink(descriptor: pipe.writing))
        withEntry(path: "/livez") { writer.add($0, revision: "", worker: 0) }
        writer.stop()

        #expect(pipe.read().split(separator: "\n").count == lines)
    }

    @Test func `lines of many workers are written whole, while they come`() throws {
        let pipe = Pipe()
        let writer = AccessLogWriter(
            workers: 4, format: .json, logsHealth: false, sink: LogSink(descriptor: pipe.writing))
        writer.start()
        let written = pipe.readWhile {
            let threads = (0..<4).map { worker in
                Thread(name: "worker") {
                    for round in 0..<500 {
                        withEntry(path: "/\(worker)/\(round)") { writer.add($0, revision: "", worker: worker) }
                        if round % 100 == 0 { usleep(15_000) }
                    }
                }
            }
            for thread in threads { thread?.join() }
            writer.stop()
        }
        let lines = try written.split(separator: "\n").map { try Document(parsing: Array($0.utf8)) }
        #expect(lines.count == 2000)
        for worker in 0..<4 {
            let paths = lines.compactMap { $0.root["url.path"]?.text?.string }.filter { $0.hasPrefix("/\(worker)/") }
            #expect(paths == (0..<500).map { "/\(worker)/\($0)" })
        }
    }

    @Test func `lines that find no room are counted and dropped, never waited for`() {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.writing)
        let writer = AccessLogWriter(workers: 1, format: .json, logsHealth: false, sink: sink)
        let total = AccessLogWriter.capacity / 100
        // A pipe holds far less than that: its writer blocks, and adding must not.
        withEntry { entry in
            for _ in 0..<total { writer.add(entry, revision: "", worker: 0) }
        }
        let lines = pipe.readWhile { writer.stop() }.split(separator: "\n")

        let dropped = lines.filter { $0.contains("access log entries dropped") }
            .compactMap { $0.split(separator: "\"count\":").last.flatMap { Int($0.dropLast()) } }
            .reduce(0, +)
        let written = lines.count { $0.contains("\"message\":\"request\"") }
        #expect(dropped > 0)
        #expect(dropped == writer.droppedCount)
        #expect(written + dropped == total)
    }
}
