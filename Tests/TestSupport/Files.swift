import Foundation

/// Files of the repository and of folders of test data, as bytes.
package enum Files {
    /// The JSON files of a folder and the folders in it, in order of name.
    package static func exports(in folder: String) -> [(name: String, bytes: [UInt8])] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, Array($0)) }
        }
    }

    /// - Parameter path: from the root of the repository.
    package static func inRepository(_ path: String) -> String {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return "\(root)/\(path)"
    }

    package static let samples = exports(in: inRepository("Config/samples"))
}
