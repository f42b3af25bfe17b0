import Catalog
import Glibc
import Testing
import Threads
import rungs

@Suite struct DataWatchTests {
    @Test func `a change that a load has seen asks for no other one`() throws {
        var template = Array("/tmp/rungs-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { for path in ["/a.json", ""] { remove(folder + path) } }
        var options = Loader.Options(paths: [folder])
        options.watch = try FolderWatch()
        _ = Loader.load(options)
        let calls = Lock(0)
        let watch = DataWatch(try #require(options.watch)) { calls.withLock { $0 += 1 } }

        try touch("\(folder)/a.json")
        // The event has been met or has not: it is forgotten either way.
        usleep(20_000)
        watch.forget()
        usleep(500_000)
        #expect(calls.withLock { $0 } == 0)

        try touch("\(folder)/a.json")
        for _ in 0..<500 where calls.withLock({ $0 }) == 0 { usleep(10_000) }
        #expect(calls.withLock { $0 } == 1)
        withExtendedLifetime(watch) {}
    }

    private func touch(_ path: String) throws {
        let file = try #require(fopen(path, "w"))
        fclose(file)
    }
}
