import Glibc
import JSON
import TestSupport

/// What holds for every response, whatever it answers.
enum Lint {
    /// The first thing that is wrong; nil if nothing is.
    static func fault(in response: RawResponse, isToHEAD: Bool) -> String? {
        faultOfLines(response) ?? faultOfStatus(response) ?? faultOfError(response) ?? faultOfFraming(response)
            ?? faultOfDate(response) ?? faultOfContent(response, isToHEAD: isToHEAD)
    }

    private static let singletons: Set<String> = [
        "accept-ranges", "access-control-allow-origin", "age", "allow", "cache-control", "connection",
        "content-encoding",
        "content-language", "content-length", "content-location", "content-range", "content-type", "date", "etag",
        "expires", "last-modified", "location", "retry-after", "server", "transfer-encoding", "vary", "x-request-id",
    ]

    /// RFC 9112 sections 4 and 5.
    private static func faultOfLines(_ response: RawResponse) -> String? {
        let head = response.head
        let statusLine = Array("HTTP/1.1 \(response.status) \(response.reason)\r\n".utf8)
        guard head.starts(with: statusLine) else { return "status line \(response)" }
        for (index, byte) in head.enumerated() {
            switch byte {
            case 0x0d where head[index + 1] != 0x0a: return "a bare CR"
            case 0x0a where index == 0 || head[index - 1] != 0x0d: return "a bare LF"
            case 0x0d, 0x0a, 0x20...0x7e: continue
            default: return "byte \(byte) in the head"
            }
        }
        let token = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz")
        for field in response.fields {
            guard field.name.allSatisfy(token.contains) else { return "field name \(field.name)" }
            guard field.value.last != " ", field.value.last != "\t" else { return "white space behind \(field.name)" }
        }
        var names: Set<String> = []
        for field in response.fields where !names.insert(field.name).inserted && singletons.contains(field.name) {
            return "\(field.name) is there twice"
        }
        return nil
    }

    private static func faultOfStatus(_ response: RawResponse) -> String? {
        let needed: (Int, String)? =
            switch response.status {
            case 401: (401, "www-authenticate")
            case 405: (405, "allow")
            case 206: (206, "content-range")
            case 426: (426, "upgrade")
            case 301, 302, 303, 307, 308: (response.status, "location")
            default: nil
            }
        if let (status, name) = needed, response[name] == nil { return "\(status) without \(name)" }
        if response.status == 405, let allow = response["allow"], !allow.contains("GET") || !allow.contains("HEAD") {
            return "Allow of a document without GET or HEAD: \(allow)"
        }
        let isKnown = (100...103).contains(response.status) || (200..<600).contains(response.status)
        return isKnown && ![500, 502, 504].contains(response.status) ? nil : "status \(response.status)"
    }

    /// Whoever reports an error can name it.
    private static func faultOfError(_ response: RawResponse) -> String? {
        guard response.status >= 400 else { return nil }
        guard let id = response["x-request-id"] else { return "an error without X-Request-Id" }
        return response.body.isEmpty || response.text.contains("\"requestId\":\"\(id)\"")
            ? nil : "another request id in the body than \(id)"
    }

    /// RFC 9112 section 6.
    private static func faultOfFraming(_ response: RawResponse) -> String? {
        let (length, coding) = (response["content-length"], response["transfer-encoding"])
        if length != nil, coding != nil { return "Content-Length and Transfer-Encoding" }
        if let length, length.isEmpty || !length.allSatisfy({ ("0"..."9").contains($0) }) { return "length \(length)" }
        if let coding, coding != "chunked" { return "Transfer-Encoding \(coding)" }
        let isBodiless = response.status < 200 || response.status == 204
        if isBodiless, length != nil || coding != nil { return "\(response.status) with framing" }
        let isFramed = length != nil || coding != nil || response["connection"] == "close"
        return isBodiless || response.status == 304 || isFramed ? nil : "no framing"
    }

    /// RFC 9110 section 6.6.1.
    private static func faultOfDate(_ response: RawResponse) -> String? {
        guard let date = response["date"] else {
            return (200..<500).contains(response.status) ? "no Date" : nil
        }
        guard let seconds = fixdate(date) else { return "Date is no IMF-fixdate: \(date)" }
        return abs(seconds - time(nil)) <= 5 ? nil : "Date is not now: \(date)"
    }

    private static func faultOfContent(_ response: RawResponse, isToHEAD: Bool) -> String? {
        guard !response.body.isEmpty else { return nil }
        if isToHEAD { return "a body to HEAD" }
        guard let type = response["content-type"] else { return "a body without Content-Type" }
        // What is no error is compared with the export by its bytes.
        guard type.hasPrefix("application/json") || type.contains("+json"), response["content-encoding"] == nil,
            response.status >= 400
        else { return nil }
        do {
            _ = try JSON.Document(parsing: response.body)
            return nil
        } catch {
            return "the body is no JSON: \(error)"
        }
    }

    /// Seconds since 1970 of an IMF-fixdate, by way of the system's calendar; nil for any other text.
    static func fixdate(_ text: String) -> Int? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(whereSeparator: { " :".contains($0) })
        guard words.count == 8, let month = months.firstIndex(of: String(words[2])) else { return nil }
        let numbers = [1, 3, 4, 5, 6].compactMap { Int32(words[$0]) }
        guard numbers.count == 5 else { return nil }
        var parts = tm()
        parts.tm_mday = numbers[0]
        parts.tm_mon = Int32(month)
        parts.tm_year = numbers[1] - 1900
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[2], numbers[3], numbers[4])
        let seconds = timegm(&parts)
        // What is written from the moment must be the text again, its day of the week included.
        var again = [CChar](repeating: 0, count: 30)
        guard strftime(&again, again.count, "%a, %d %b %Y %H:%M:%S GMT", &parts) == 29 else { return nil }
        return again.dropLast().map(UInt8.init(bitPattern:)) == Array(text.utf8) ? seconds : nil
    }
}
