import Server
import Testing
import rungs

@Suite struct HealthTargetTests {
    @Test(arguments: [
        ("http://127.0.0.1:9000/readyz", "127.0.0.1", 9000, "/readyz"),
        ("http://localhost", "localhost", 80, "/"),
        ("HTTP://[::1]:1/a?b", "::1", 1, "/a?b"),
        ("http://h?x#f", "h", 80, "/?x"),
    ])
    func `an http URL names host, port and path`(url: String, host: String, port: Int, path: String) {
        #expect(HealthTarget(url: url) == HealthTarget(host: host, port: port, path: path))
    }

    @Test(arguments: [
        "", "ftp://a", "https://", "https://a:0", "http://", "http://a:0", "http://a:x", "http://[::1", "http://u@a",
        "http://a b",
    ])
    func `anything else is refused`(url: String) {
        #expect(HealthTarget(url: url) == nil)
    }

    @Test(arguments: [
        ("https://127.0.0.1:9000/readyz", "127.0.0.1", 9000, "/readyz", nil),
        ("HTTPS://localhost", "localhost", 443, "/", "localhost"), ("https://[::1]:1/a?b", "::1", 1, "/a?b", nil),
    ])
    func `an https URL names a server of TLS too`(url: String, host: String, port: Int, path: String, name: String?) {
        let target = HealthTarget(url: url)
        #expect(target == HealthTarget(host: host, port: port, path: path, isSecured: true))
        #expect(target?.serverName == name)
        #expect(target?.url.hasPrefix("https://") ?? false)
    }

    @Test(arguments: [
        ("0.0.0.0", "http://127.0.0.1:80/readyz"), ("::", "http://127.0.0.1:80/readyz"),
        ("rungs.internal", "http://rungs.internal:80/readyz"),
    ])
    func `a server that listens everywhere is asked at loopback`(host: String, url: String) {
        #expect(HealthTarget(listeningOn: .tcp(host: host, port: 80)).url == url)
    }
}
