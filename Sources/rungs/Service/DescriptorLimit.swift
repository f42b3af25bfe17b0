import Glibc

/// The bound on open files of this process.
package enum DescriptorLimit {
    /// Descriptors that are no connections: listeners, event loops, the log, files that are read.
    package static func reserve(workers: Int) -> Int {
        64 + 8 * workers
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
