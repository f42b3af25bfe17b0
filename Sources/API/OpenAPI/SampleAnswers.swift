import Catalog
import HTTP
import HTTPTypes
import Hashing

/// Answers of a server that serves the samples: the examples of the contract.
struct SampleAnswers: Sendable {
    private let application: Application

    init(options: Application.Options) {
        application = Application(store: Store(Self.snapshot), lifecycle: Lifecycle(), options: options)
    }

    /// The body of the answer with a status, nil where the answer has another one or no body at once.
    func body(_ target: String, status: Int = 200) -> [UInt8]? {
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: target)
        let response = application.answer(Request(head: head, linkBase: Self.base, id: Self.requestID)).made()
        guard response.status.code == status, case .bytes(let bytes) = response.body else { return nil }
        return bytes
    }

    /// Not that of the request: what the samples have need not be here.
    private static let base = LinkBase("https://rungs.example")
    private static let requestID = "01KAWE9HNQ0Z8Y6T4R2PXM5V3C"

    private static let snapshot: Snapshot = {
        let files = [
            PackageResources._5_4031_00_v_26_05_json, PackageResources._3_4121_00_v_25_11_json,
            PackageResources._3_4121_00_v_26_05_json, PackageResources._9_3091_00_v_26_05_json,
        ]
        let frameworks = files.compactMap { bytes in
            Export(reading: SourceFile(path: "", bytes: bytes, digest: SHA256(hashing: bytes)), now: loadedAt).framework
        }
        let occupations = Dictionary(grouping: frameworks, by: \.soc).values.compactMap { Snapshot.Versions($0) }
        return Snapshot(generation: 0, occupations: occupations, loadedAt: loadedAt, rejected: [])
    }()

    /// Seconds since 1970, after every sample.
    private static let loadedAt: Int64 = 1_780_272_000
}
