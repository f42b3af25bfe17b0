import Catalog
import Glibc
import Hashing
import JSON
import TestSupport
import Testing

/// 2026-02-01T00:00:00Z in milliseconds: when the tests take place.
let testTime: Int64 = 1_769_904_000_000

func read(_ bytes: [UInt8], path: String = "x.json", now: Int64 = testTime) -> Export {
    Export(reading: SourceFile(path: path, bytes: bytes, digest: SHA256(hashing: bytes)), now: now)
}

func read(_ text: ExportText, path: String = "x.json") -> Export {
    read(text.bytes, path: path)
}

/// A framework that has to be there.
func framework(_ text: ExportText, path: String = "x.json") throws -> Framework {
    try #require(read(text, path: path).framework)
}

/// The folder that an environment variable names, or nil.
func folder(_ variable: String) -> String? {
    getenv(variable).map { String(cString: $0) }
}

/// The bytes of a file; empty where it cannot be read.
func contents(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer.prefix(count) }
    return bytes
}

/// What the body gives, and the time that this thread worked for it: it does not depend on what else runs.
func measured<Result>(_ body: () throws -> Result) rethrows -> (result: Result, time: Duration) {
    func now() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
    let start = now()
    let result = try body()
    return (result, now() - start)
}

/// A folder that is removed with all in it at the end.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws {
        var template = Array("/tmp/catalog-tests-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        Self.removeAll(Array(path.utf8CString.dropLast()))
    }

    /// Links are not followed. Names are bytes: some are not UTF-8.
    private static func removeAll(_ path: [CChar]) {
        if unlink(path + [0]) == 0 { return }
        guard let stream = opendir(path + [0]) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                $0.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
            }
            if name != [46] && name != [46, 46] { removeAll(path + [47] + name) }
        }
        closedir(stream)
        rmdir(path + [0])
    }

    /// Writes a file; folders in its name are made.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        if let slash = name.lastIndex(of: "/") { makeFolder(String(name[..<slash])) }
        let file = try #require(fopen("\(path)/\(name)", "w"))
        defer { fclose(file) }
        try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }

    func makeFolder(_ name: String) {
        var made = path
        for part in name.split(separator: "/") {
            made += "/\(part)"
            mkdir(made, 0o755)
        }
    }

    func link(_ name: String, to target: String) throws {
        try #require(symlink(target, "\(path)/\(name)") == 0)
    }

    func remove(_ name: String) {
        unlink("\(path)/\(name)")
    }

    func load(
        maxFileBytes: Int = 1 << 20, isStrict: Bool = false, parallelism: Int = 2, replacing served: [Framework] = [],
        keepsRemoved: Bool = false
    ) throws -> Loader.Outcome {
        var options = Loader.Options(
            paths: [path], maxFileBytes: maxFileBytes, isStrict: isStrict, parallelism: parallelism, now: testTime)
        options.served = served
        options.keepsRemoved = keepsRemoved
        return Loader.load(options)
    }
}

extension Finding {
    /// Rule and pointer, for comparing.
    var mark: String { "\(severity.rawValue) \(rule.id) \(pointer)" }
}
