import HTTP
package import Server

/// Writes the lines of the access log, for one worker: straight from the bytes of the request, because there is one for
/// each request. The names are those of OpenTelemetry's semantic conventions.
struct AccessLogLine: Sendable {
    private let style: Style
    /// What the second that was written last looks like, for its other requests.
    private var second: Int64 = -1
    private var secondText: [UInt8] = []

    init(_ format: LogFormat) {
        style = Style(isJSON: format == .json)
    }

    mutating func append(
        _ entry: AccessLogEntry, at time: WallTime, revision: String, to line: inout LineBuffer
    ) {
        appendBeginning(entry, time, to: &line)
        if let method = entry.method {
            style.text(.method, method, to: &line)
        } else {
            style.text(.method, "_OTHER", to: &line)
        }
        style.text(.path, entry.path, to: &line)
        if let query = entry.query { style.text(.query, query, to: &line) }
        if let route = entry.route { style.text(.route, route, to: &line) }
        style.number(.status, entry.status, to: &line)
        style.number(.bodySize, entry.bodySize, to: &line)
        style.milliseconds(.duration, entry.duration, to: &line)
        appendClient(entry.client, to: &line)
        if let key = entry.keyName { style.text(.keyName, key, to: &line) }
        if let userAgent = entry.userAgent { style.text(.userAgent, userAgent, to: &line) }
        style.text(.version, entry.minorVersion == 0 ? "1.0" : "1.1", to: &line)
        if let address = entry.serverAddress { style.text(.serverAddress, address, to: &line) }
        switch entry.requestID {
        case .sent(let id): style.text(.requestID, id, to: &line)
        case .made(let id): style.text(.requestID, id, to: &line)
        case nil: break
        }
        if let trace = entry.traceparent.flatMap(TraceContext.init) {
            style.text(.traceID, trace.traceID, to: &line)
            style.text(.spanID, trace.spanID, to: &line)
        }
        if let error = entry.errorType { style.text(.errorType, error, to: &line) }
        if let tls = entry.tls {
            style.text(.tlsVersion, tls.version, to: &line)
            style.text(.tlsCipher, tls.cipher, to: &line)
            if let subject = tls.clientSubject { style.text(.tlsClientSubject, subject, to: &line) }
        }
        style.text(.revision, revision, to: &line)
        style.text(.cache, entry.cache, to: &line)
        style.end(&line)
    }

    private mutating func appendBeginning(_ entry: AccessLogEntry, _ time: WallTime, to line: inout LineBuffer) {
        if time.seconds != second {
            second = time.seconds
            // `2026-05-15T12:39:06.`
            secondText = Array(time.text.utf8.prefix(20))
        }
        if style.isJSON { line.append("{\"timestamp\":\"") }
        secondText.withUnsafeBytes { line.append($0) }
        let milliseconds = Int(time.nanoseconds / 1_000_000 % 1000)
        line.append(digits: milliseconds, width: 3)
        // Those of `LogLevel`.
        let level: StaticString = entry.isHealth ? "debug" : entry.status >= 500 ? "error" : "info"
        line.append(style.isJSON ? "Z\",\"level\":\"" : "Z ")
        line.append(level)
        line.append(style.isJSON ? "\",\"message\":\"request\"" : " request")
    }

    private func appendClient(_ peer: Peer, to line: inout LineBuffer) {
        switch peer {
        case .address(let address):
            if let octets = address.octetsOfIPv4 {
                style.octets(.client, octets, to: &line)
            } else {
                style.text(.client, address.description, to: &line)
            }
        case .unixSocket: style.text(.client, "unix", to: &line)
        case .unknown: break
        }
    }

    /// A name as it stands in a line, with what is around it.
    private enum Name {
        case method, path, query, route, status, bodySize, duration, client, keyName, userAgent, version, serverAddress
        case requestID, traceID, spanID, errorType, tlsVersion, tlsCipher, tlsClientSubject
        case revision, cache

        var json: StaticString {
            switch self {
            case .method: ",\"http.request.method\":"
            case .path: ",\"url.path\":"
            case .query: ",\"url.query\":"
            case .route: ",\"http.route\":"
            case .status: ",\"http.response.status_code\":"
            case .bodySize: ",\"http.response.body.size\":"
            case .duration: ",\"duration_ms\":"
            case .client: ",\"client.address\":"
            case .keyName: ",\"user.name\":"
            case .userAgent: ",\"user_agent.original\":"
            case .version: ",\"network.protocol.version\":"
            case .serverAddress: ",\"server.address\":"
            case .requestID: ",\"request_id\":"
            case .traceID: ",\"trace_id\":"
            case .spanID: ",\"span_id\":"
            case .errorType: ",\"error.type\":"
            case .tlsVersion: ",\"tls.protocol.version\":"
            case .tlsCipher: ",\"tls.cipher\":"
            case .tlsClientSubject: ",\"tls.client.subject\":"
            case .revision: ",\"dataset.revision\":"
            case .cache: ",\"cache\":"
            }
        }
    }

    /// JSON for machines, `name=value` for people.
    private struct Style: Sendable {
        let isJSON: Bool

        @inline(__always)
        private func begin(_ name: Name, _ line: inout LineBuffer) {
            guard !isJSON else { return line.append(name.json) }
            let json = UnsafeRawBufferPointer(start: name.json.utf8Start, count: name.json.utf8CodeUnitCount)
            line.append(UInt8(ascii: " "))
            line.append(UnsafeRawBufferPointer(rebasing: json[2..<json.count - 2]))
            line.append(UInt8(ascii: "="))
        }

        func end(_ line: inout LineBuffer) {
            line.append(isJSON ? "}\n" : "\n")
        }

        func number(_ name: Name, _ number: Int, to line: inout LineBuffer) {
            begin(name, &line)
            line.append(digits: number)
        }

        /// With three decimals.
        func milliseconds(_ name: Name, _ nanoseconds: Int64, to line: inout LineBuffer) {
            begin(name, &line)
            let microseconds = Int(nanoseconds / 1000)
            line.append(digits: microseconds / 1000)
            line.append(UInt8(ascii: "."))
            line.append(digits: microseconds % 1000, width: 3)
        }

        func text(_ name: Name, _ text: StaticString, to line: inout LineBuffer) {
            self.text(name, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), to: &line)
        }

        func text(_ name: Name, _ text: String, to line: inout LineBuffer) {
            var text = text
            text.withUTF8 { self.text(name, UnsafeRawBufferPointer($0), to: &line) }
        }

        func octets(_ name: Name, _ octets: SIMD4<UInt8>, to line: inout LineBuffer) {
            begin(name, &line)
            if isJSON { line.append(UInt8(ascii: "\"")) }
            for index in 0..<4 {
                if index > 0 { line.append(UInt8(ascii: ".")) }
                line.append(digits: Int(octets[index]))
            }
            if isJSON { line.append(UInt8(ascii: "\"")) }
        }

        func text(_ name: Name, _ bytes: UnsafeRawBufferPointer, to line: inout LineBuffer) {
            begin(name, &line)
            let isPlain = Self.isPlain(bytes)
            let isQuoted = isJSON || !isPlain || bytes.isEmpty || bytes.contains { $0 == 0x20 || $0 == 0x3d }
            if isQuoted { line.append(UInt8(ascii: "\"")) }
            if isPlain { line.append(bytes) } else { Self.escape(bytes, to: &line) }
            if isQuoted { line.append(UInt8(ascii: "\"")) }
        }

        /// Whether all is printable ASCII that a string of JSON has no meaning of its own for.
        private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
            var index = 0
            while index + 16 <= bytes.count {
                let lanes = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                // Below 0x20 the difference wraps round.
                let isOther = (lanes &- 0x20 .> 0x5e) .| (lanes .== 0x22) .| (lanes .== 0x5c)
                if any(isOther) { return false }
                index += 16
            }
            while index < bytes.count {
                let byte = bytes[index]
                guard byte &- 0x20 <= 0x5e, byte != 0x22, byte != 0x5c else { return false }
                index += 1
            }
            return true
        }

        @inline(never)
        private static func escape(_ bytes: UnsafeRawBufferPointer, to line: inout LineBuffer) {
            // obs-text need not be UTF-8.
            let text = String(validating: bytes, as: UTF8.self) ?? String(latin1: bytes)
            var escaped: [UInt8] = []
            OneLine.append(text, to: &escaped, isQuoted: true)
            escaped.withUnsafeBytes { line.append($0) }
        }
    }
}

extension AccessLogEntry {
    /// Probes come every few seconds and tell nothing.
    package var isHealth: Bool {
        guard let route else { return false }
        return route == "/livez" || route == "/readyz" || route == "/healthz"
    }
}
