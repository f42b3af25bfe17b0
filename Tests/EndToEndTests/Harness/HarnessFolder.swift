import Glibc
import Server
import rungs

/// A temporary folder, removed with everything in it.
final class HarnessFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/rungs-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError(call: "mkdtemp", errno: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        Self.removeAll(path)
    }

    /// Links are not followed.
    private static func removeAll(_ path: String) {
        if unlink(path) == 0 { return }
        for name in (try? names(in: path)) ?? [] { removeAll("\(path)/\(name)") }
        rmdir(path)
    }

    func makeFolder(_ name: String) {
        mkdir("\(path)/\(name)", 0o755)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        // As a deployment does it: whole, or not at all.
        let temporary = "\(path)/.temporary"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError(call: "open", errno: errno) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, rename(temporary, "\(path)/\(name)") == 0
        else {
            throw SystemError(call: "write", errno: errno)
        }
    }

    func remove(_ name: String) {
        Glibc.remove("\(path)/\(name)")
    }

    /// Copies samples of the repository that begin with `prefix`.
    func copySamples(_ prefix: String) throws {
        for name in try Self.names(in: HarnessBinary.samples) where name.hasPrefix(prefix) && name.hasSuffix(".json") {
            try write(name, File.read("\(HarnessBinary.samples)/\(name)"))
        }
    }

    /// Writes a file in place: whoever reads it meanwhile sees a part of it.
    func overwrite(_ name: String, _ bytes: some Collection<UInt8>) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError(call: "open", errno: errno) }
        defer { close(descriptor) }
        let bytes = Array(bytes)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw SystemError(call: "write", errno: errno)
        }
    }

    /// Makes a link, or lets the one that is there lead elsewhere in one step, as a mounted volume does it.
    func link(_ name: String, to target: String) {
        symlink(target, "\(path)/.\(name)_tmp")
        rename("\(path)/.\(name)_tmp", "\(path)/\(name)")
    }

    static func names(in path: String) throws -> [String] {
        guard let folder = opendir(path) else { throw SystemError(call: "opendir", errno: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
