import Foundation
import JSON

/// What the benchmarks work on.
enum Inputs {
    /// The bytes of a sample export.
    static func export() throws -> [UInt8] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let sample = package.appending(path: "../Config/samples/49-3091.00_v.26.05.json")
        return [UInt8](try Data(contentsOf: sample.standardizedFileURL))
    }

    /// The statements of the sample, as slices of its source.
    static func statements() throws -> [Text] {
        let levels = try Document(parsing: export()).root["framework"]?["levels"]
        return levels?.members.flatMap { $0.value["statements"]?.elements.compactMap(\.text) ?? [] } ?? []
    }

    static let shortHead = head(
        """
        GET /v1/frameworks/49-3091.00 HTTP/1.1
        Host: 127.0.0.1:8080
        User-Agent: curl/8.5.0
        Accept: */*
        """)

    static let browserHead = head(
        """
        GET /v1/frameworks/49-3091.00 HTTP/1.1
        Host: 127.0.0.1:8080
        Connection: keep-alive
        Cache-Control: max-age=0
        sec-ch-ua: "Chromium";v="138", "Google Chrome";v="138", "Not)A;Brand";v="8"
        sec-ch-ua-mobile: ?0
        sec-ch-ua-platform: "Windows"
        Upgrade-Insecure-Requests: 1
        User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
        Sec-Fetch-Site: same-origin
        Sec-Fetch-Mode: navigate
        Sec-Fetch-User: ?1
        Sec-Fetch-Dest: document
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: en-US,en;q=0.9,de;q=0.8
        Cookie: session=5f1c7a9e2b; theme=dark
        """)

    private static func head(_ lines: String) -> [UInt8] {
        [UInt8]((lines.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n\r\n").utf8)
    }
}
