package import Catalog
package import Server

/// What a person at a terminal is told once requests are answered.
package struct Banner: Sendable {
    /// The address at which this machine reaches the server.
    package let baseURL: String
    package let text: String

    /// - Parameter address: of the listener for everybody.
    package init(address: ListenAddress, isSecured: Bool = false, basePath: String, snapshot: Snapshot) {
        let target = HealthTarget(listeningOn: address, isSecured: isSecured)
        baseURL = "\(target.scheme)://\(target.authority)\(basePath)"
        // Whoever is asked in a shell is found by the socket, and not by the URL.
        let curl = if case .unix(let path) = address { "curl --unix-socket \(path)" } else { "curl" }
        let place = if case .unix = address { "\(address)" } else { baseURL }
        let soc = snapshot.occupations.first.map { "\($0.soc)" } ?? "{soc}"
        text = """
            Rungs serves \(counted(snapshot.frameworkCount, "framework")) at \(place)
            Try:
              \(curl) \(baseURL)/v1/frameworks
              \(curl) \(baseURL)/v1/frameworks/\(soc)/levels
              \(curl) -H 'Accept: text/csv' \(baseURL)/v1/frameworks/\(soc)/statements

            """
    }
}
