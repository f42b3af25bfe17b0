import rungs

/// The bytes of a file of the repository, by its path from the root.
func repositoryFile(_ path: String, from here: String = #filePath) throws -> [UInt8] {
    let root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return try File.read("\(root)/\(path)")
}
