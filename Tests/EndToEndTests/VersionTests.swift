import JSON
import Testing
import rungs

@Suite struct VersionTests {
    private let told: Document

    init() throws {
        let process = try HarnessProcess(["version", "--json"])
        #expect(try process.wait() == 0)
        told = try Document(parsing: Array(process.standardOutput.utf8))
    }

    @Test func `the packages that the program tells are those that were resolved, at their versions`() throws {
        let resolved = try Document(parsing: File.read("\(HarnessBinary.root)/Package.resolved")).root
        var pins: [String: String] = [:]
        for pin in try #require(resolved["pins"]).elements {
            pins[pin["identity"]?.text?.string ?? ""] = pin["state"]?["version"]?.text?.string
        }
        let manifest = String(decoding: try File.read("\(HarnessBinary.root)/Package.swift"), as: UTF8.self)
        let packages = told.root["packages"]?.members.map { ($0.name.string, $0.value.text?.string) } ?? []

        for (name, version) in packages {
            #expect(version != nil && version == pins[name], "\(name)")
        }
        // All that the manifest asks for are linked, and what they need in turn.
        let wanted = pins.keys.filter { manifest.contains("/\($0)\"") }
        #expect(!wanted.isEmpty && Set(wanted).isSubset(of: packages.map(\.0)))
    }

    @Test(arguments: [["swift"], ["libraries", "openssl"], ["libraries", "zlib"]])
    func `the compiler and the libraries are told by numbers`(path: [String]) {
        let value = path.reduce(Optional(told.root)) { $0?[$1] }?.text?.string ?? ""

        let numbers = value.split(separator: ".", omittingEmptySubsequences: false).map { UInt($0) }
        #expect(2...4 ~= numbers.count && !numbers.contains(nil), "\(value)")
    }

    @Test func `the compiler is the one that built these tests`() {
        #if compiler(>=6.4)
            let series = "6.4"
        #else
            let series = "6.3"
        #endif
        #expect(told.root["swift"]?.text?.string.hasPrefix(series) == true)
    }
}
