import Glibc

/// A folder of a corpus that is not part of the repository, named by an environment variable.
struct Folder: Sendable {
    let path: String

    /// nil where the variable is not set.
    init?(variable: String) {
        guard let path = getenv(variable) else { return nil }
        self.path = String(cString: path)
    }

    /// The names in the folder, sorted.
    func names() -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    func bytes(of name: String) throws -> [UInt8] {
        guard let file = fopen("\(path)/\(name)", "rb") else { throw Unreadable(name: name) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    struct Unreadable: Error {
        let name: String
    }
}
