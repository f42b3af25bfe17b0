import Logging
import Server

/// Loads the certificates of the settings, and tells the log of them.
struct Certificates: Sendable {
    let configuration: TLSConfiguration
    let logger: Logger

    func load() throws(TLSError) -> TLSContext {
        let now = WallTime.now().seconds
        let context = try TLSContext(configuration, now: now)
        for certificate in context.certificates {
            let names = certificate.names.isEmpty ? "none" : certificate.names.joined(separator: ",")
            let metadata: Logger.Metadata = [
                "file": "\(certificate.path)", "names": "\(names)",
                "expires": "\(WallTime.text(seconds: certificate.notAfter))",
            ]
            logger.info("certificate loaded", metadata: metadata)
            if certificate.expiresSoon(now) { logger.warning("certificate expires soon", metadata: metadata) }
        }
        return context
    }
}
