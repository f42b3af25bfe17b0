import Catalog
import Hashing

/// The export reader: a file loads with all that it has, or is refused with findings that lie within it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExport(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let source = SourceFile(path: "fuzz.json", bytes: bytes, digest: SHA256(hashing: bytes))
    let export = Export(reading: source, now: 1_800_000_000_000)
    for finding in export.findings {
        precondition(finding.offset ?? 0 <= count, "a finding outside of the file")
        precondition(!finding.message.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
    }
    guard let framework = export.framework else {
        precondition(export.findings.contains { $0.severity == .error }, "refused without an error")
        return 0
    }
    precondition(framework.source.bytes == bytes && framework.statementCount > 0)
    return 0
}
