package import Catalog
package import Server

/// What a person at a terminal is told once requests are answered.
package struct Banner: Sendable {
    /// The address at which this machine reaches the server.
    package let baseURL: String
    package let text: String

    package init(server: HTTPServer.Configuration, port: Int, snapshot: Snapshot) {
        let target = HealthTarget(listeningOn: server.host, port: port)
        baseURL = "http://\(target.authority)\(server.basePath)"
        let soc = snapshot.occupations.first.map { "\($0.soc)" } ?? "{soc}"
        text = """
            Rungs serves \(counted(snapshot.frameworkCount, "framework")) at \(baseURL)
            Try:
              curl \(baseURL)/v1/frameworks
              curl \(baseURL)/v1/frameworks/\(soc)/levels
              curl -H 'Accept: text/csv' \(baseURL)/v1/frameworks/\(soc)/statements

            """
    }
}
