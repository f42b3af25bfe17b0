/// How many cores this process may use.
package enum Processors {
    /// Of this process now.
    package static func available() -> Int {
        let allowed = File.text("/proc/self/status").flatMap(allowedCount) ?? 1
        let quotas = cgroupFolders(of: File.text("/proc/self/cgroup") ?? "").compactMap { folder in
            File.text("/sys/fs/cgroup" + folder + "/cpu.max").flatMap(quota)
        }
        return max(1, min(allowed, quotas.min() ?? allowed))
    }

    /// The cores of the line `Cpus_allowed_list:	0-3,8` of /proc/self/status.
    package static func allowedCount(status: String) -> Int? {
        let name = "Cpus_allowed_list:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
        var count = 0
        for range in line.dropFirst(name.count).filter({ !$0.isWhitespace }).split(separator: ",") {
            let ends = range.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last else { return nil }
            count += last - first + 1
        }
        return count > 0 ? count : nil
    }

    /// The quota of a cgroup v2 in cores, rounded up: `150000 100000` is 2; nil for `max`.
    package static func quota(cpuMax: String) -> Int? {
        let numbers = cpuMax.split(whereSeparator: \.isWhitespace).map { Int($0) }
        guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], quota > 0, period > 0 else {
            return nil
        }
        return max(1, (quota + period - 1) / period)
    }

    /// The process's own cgroup v2 and those around it, up to the root (`""`): each can have a quota.
    package static func cgroupFolders(of cgroup: String) -> [String] {
        guard let line = cgroup.split(separator: "\n").first(where: { $0.hasPrefix("0::/") }) else { return [""] }
        var folders = [""]
        for name in line.dropFirst("0::/".count).split(separator: "/") {
            folders.append(folders[folders.count - 1] + "/" + name)
        }
        return folders
    }
}
