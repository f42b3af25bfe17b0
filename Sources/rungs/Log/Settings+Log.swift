package import Catalog
import Logging
package import Server

extension Settings.Log {
    package func lineFormat(isTerminal: Bool) -> LogFormat {
        switch format {
        case .auto: isTerminal ? .text : .json
        case .text: .text
        case .json: .json
        }
    }

    /// nil where the access log is off: then no worker knows of it.
    package func accessLog(workers: Int, format: LogFormat, sink: LogSink) -> AccessLogWriter? {
        access == .off
            ? nil : AccessLogWriter(workers: workers, format: format, logsHealth: level <= .debug, sink: sink)
    }
}

extension AccessLogWriter {
    package func accessLog(of store: Store, _ access: Settings.Log.Access) -> HTTPServer.AccessLog {
        HTTPServer.AccessLog(errorsOnly: access == .errors) { entry, worker in
            self.add(entry, revision: store.snapshot.revision, worker: worker)
        }
    }
}
