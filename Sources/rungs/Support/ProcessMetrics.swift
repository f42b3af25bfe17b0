import CLinux
import Glibc
package import Metrics

/// What the system says of this process (the standard metrics of Prometheus' client libraries).
package enum ProcessMetrics {
    package static var families: [MetricFamily] {
        guard let process = Statistics(text("/proc/self/stat")) else { return [] }
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return [
            .counter(
                "process_cpu_seconds_total", "Time of processors, of the user and of the system.",
                .number(Double(process.userTicks + process.systemTicks) / ticks)),
            .gauge("process_open_fds", "Descriptors that are open.", .integer(openDescriptors)),
            .gauge("process_max_fds", "Descriptors that may be open.", .integer(Int(clamping: limit.rlim_cur))),
            .gauge("process_virtual_memory_bytes", "Addresses that are taken.", .integer(process.virtualBytes)),
            .gauge(
                "process_resident_memory_bytes", "Memory that is in use.",
                .integer(process.residentPages * sysconf(Int32(_SC_PAGESIZE)))),
            .gauge("process_threads", "Threads that run.", .integer(process.threads)),
            .gauge(
                "process_start_time_seconds", "When it was started.",
                .number(bootTime + Double(process.startTicks) / ticks)),
        ]
    }

    /// Of proc_pid_stat(5).
    package struct Statistics: Sendable, Equatable {
        package let userTicks, systemTicks, threads, startTicks, virtualBytes, residentPages: Int

        /// nil where the text is no such line. The name in it may hold blanks and parentheses: what counts comes after the
        /// last of those.
        package init?(_ line: String) {
            guard let end = line.lastIndex(of: ")") else { return nil }
            // The third field of the line is the first of these.
            let fields = line[line.index(after: end)...].split(whereSeparator: \.isWhitespace)
            func field(_ number: Int) -> Int? { number - 3 < fields.count ? Int(fields[number - 3]) : nil }
            guard let user = field(14), let system = field(15), let threads = field(20), let start = field(22),
                let virtual = field(23), let resident = field(24)
            else { return nil }
            (userTicks, systemTicks, self.threads) = (user, system, threads)
            (startTicks, virtualBytes, residentPages) = (start, virtual, resident)
        }
    }

    /// When the machine was started, in seconds since 1970. `/proc/stat` has it too, but not where a service sees only its
    /// own processes.
    private static var bootTime: Double {
        func seconds(_ clock: clockid_t) -> Double {
            var time = timespec()
            clock_gettime(clock, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        return seconds(CLOCK_REALTIME) - seconds(CLOCK_BOOTTIME)
    }

    private static var openDescriptors: Int {
        // From Linux 6.2 on its size is their number; else there may be many to walk.
        var status = stat()
        if stat("/proc/self/fd", &status) == 0, status.st_size > 0 { return Int(status.st_size) }
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // The two names of folders, and the descriptor of this reading.
        return max(0, count - 3)
    }

    private static func text(_ path: String) -> String {
        (try? File.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
