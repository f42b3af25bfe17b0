import Logging
import Server
import Testing
import rungs

@Suite struct `What is open to other machines` {
    @Test(
        arguments: [
            [.tcp(host: "127.0.0.1", port: 80)], [.tcp(host: "127.9.9.9", port: 80)], [.tcp(host: "::1", port: 80)],
            [.tcp(host: "localhost", port: 80)], [.unix(path: "/run/rungs.sock")],
            [.tcp(host: "::ffff:127.0.0.1", port: 80)],
        ] as [[ListenAddress]])
    func `is nothing here`(addresses: [ListenAddress]) {
        var configuration = HTTPServer.Configuration()
        configuration.listeners = addresses.map { HTTPServer.Listener($0) }
        #expect(Exposure(configuration, needsKey: false, addresses: addresses) == nil)
    }

    @Test(arguments: [
        ("::", "[::]:80"), ("0.0.0.0", "0.0.0.0:80"), ("192.0.2.1", "192.0.2.1:80"), ("www.example", "www.example:80"),
        ("::127.0.0.1", "[::127.0.0.1]:80"), ("128.0.0.1", "128.0.0.1:80"), ("::2", "[::2]:80"),
    ])
    func `is told with its address`(host: String, text: String) {
        let address = ListenAddress.tcp(host: host, port: 80)
        var configuration = HTTPServer.Configuration()
        configuration.listeners = [HTTPServer.Listener(address)]
        #expect(
            Exposure(configuration, needsKey: false, addresses: [address])?.metadata
                == ["address": "\(text)", "keys": "off", "rate": "off", "operations": "\(text)"])
    }

    @Test func `is told with what stands at the door, and where operations are`() {
        let addresses: [ListenAddress] = [.tcp(host: "::", port: 80), .tcp(host: "127.0.0.1", port: 81)]
        var configuration = HTTPServer.Configuration()
        configuration.listeners = [
            HTTPServer.Listener(addresses[0]), HTTPServer.Listener(addresses[1], isForOperations: true),
        ]
        configuration.limits.rate = RateLimit(requests: 600, seconds: 60)
        #expect(
            Exposure(configuration, needsKey: true, addresses: addresses)?.metadata
                == ["address": "[::]:80", "keys": "on", "rate": "600/60", "operations": "127.0.0.1:81"])
    }
}
