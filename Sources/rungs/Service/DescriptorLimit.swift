import CLinux
import Glibc
import Server

/// The bound on open files of this process.
package enum DescriptorLimit {
    /// How many of the descriptors may be connections. The others are listeners, event loops, the log, files that are
    /// read, connections that were refused and not closed yet; where there are few they are half of all.
    package static func connections(descriptors: Int, workers: Int) -> Int {
        let others = 64 + (8 + HTTPServer.Limits.refusedConnections) * workers
        return max(1, descriptors - min(others, descriptors / 2))
    }

    /// Raises the soft limit to the hard one and returns it.
    package static func raise() -> Int {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return 1024 }
        var raised = limit
        raised.rlim_cur = limit.rlim_max
        let current = setrlimit(kind, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur
        return Int(clamping: current)
    }
}
