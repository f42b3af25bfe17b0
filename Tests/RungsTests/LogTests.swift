import JSON
import Logging
import Server
import Testing
import rungs

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
    private func item(path: String = "/v1/frameworks", traceparent: String? = nil) -> AccessLogWriter.Item {
        AccessLogWriter.Item(
            time: time,
            entry: AccessLogEntry(
                method: "GET", path: path, query: "limit=7", route: path, status: 404, bodySize: 12,
                duration: .microseconds(250), clientAddress: "::1", userAgent: "curl\n8", protocolVersion: "1.1",
                serverAddress: nil, requestID: "r-1", traceparent: traceparent, errorType: "route-not-found",
                cache: "miss"),
            revision: "b7c1f0e2")
    }

    @Test func `an entry is one JSON line with the names of OpenTelemetry`() {
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let written = String(decoding: LogFormat.json.line(item(traceparent: trace).record), as: UTF8.self)
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

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
    ])
    func `a traceparent that is not valid is as none`(value: String) {
        #expect(TraceContext(value) == nil)
    }

    @Test func `a later version of traceparent may have more parts`() {
        #expect(
            TraceContext("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what")?.spanID == "b7ad6b7169203331")
    }

    @Test(arguments: [(false, 0), (true, 1)])
    func `health paths are written only at level debug`(logsHealth: Bool, lines: Int) {
        let pipe = Pipe()
        let writer = AccessLogWriter(format: .json, logsHealth: logsHealth, sink: LogSink(descriptor: pipe.writing))
        writer.add(item(path: "/livez"))
        writer.flush()

        #expect(pipe.read().split(separator: "\n").count == lines)
    }

    @Test func `entries that find no room are counted and dropped, never waited for`() {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.writing)
        let writer = AccessLogWriter(format: .json, logsHealth: false, sink: sink)
        let total = AccessLogWriter.capacity * 3
        // A pipe holds far less than that: its writer blocks, and adding must not.
        for _ in 0..<total { writer.add(item()) }
        let lines = pipe.readWhile { writer.flush() }.split(separator: "\n")

        let dropped = lines.filter { $0.contains("access log entries dropped") }
            .compactMap { $0.split(separator: "\"count\":").last.flatMap { Int($0.dropLast()) } }
            .reduce(0, +)
        let written = lines.count { $0.contains("\"message\":\"request\"") }
        #expect(dropped > 0)
        #expect(written + dropped == total)
    }
}
