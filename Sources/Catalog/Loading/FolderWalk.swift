import Glibc

/// Finds the export files in folders: `*.json` in any letter case, sub-folders too. What begins with a dot is passed
/// over; links are followed.
struct FolderWalk {
    /// Every file by the first of its paths, once they are sorted.
    private(set) var files: [File] = []
    /// The folders that were named, and those that a file which was named stands in.
    private(set) var roots: [FilePath] = []
    private(set) var findings: [Finding] = []
    /// The paths that were named and cannot be read.
    private(set) var unreadable: [Loader.UnreadablePath] = []
    /// Entries that look like exports and cannot be one.
    private(set) var refusedCount = 0
    /// Folders that were met again, with whatever they hold.
    private var passedCount = 0
    private var candidates: [(file: File, identity: FileStatus.Identity)] = []
    private var folders: [Folder] = []
    private var seen: Set<FileStatus.Identity> = []
    private let watch: FolderWatch?

    /// A file, and the number of the root that it was found from.
    struct File {
        let path: FilePath
        let root: Int
    }

    /// A folder on the way, with the one that it was reached through.
    private struct Folder {
        let path: FilePath
        let identity: FileStatus.Identity
        let parent: Int?
    }

    /// - Parameter watch: is told of every place before it is read.
    init(_ paths: [String], watch: FolderWatch? = nil) {
        self.watch = watch
        for path in paths {
            visit(path)
        }
        var paths: [FileStatus.Identity: FilePath] = [:]
        for (file, identity) in candidates.sorted(by: { $0.file.path < $1.file.path }) {
            if let first = paths[identity] {
                guard first != file.path else { continue }
                note(
                    file.path, .sameFile, "the same file as \(first.display), which is read",
                    "Nothing needs to be done.")
            } else {
                paths[identity] = file.path
                files.append(file)
            }
        }
    }

    /// A path that a person named: it must be there.
    private mutating func visit(_ name: String) {
        guard let path = FilePath(name) else {
            return refuse(quoted(name), .unreadableFile, "not a path", "Name a folder or a file.")
        }
        watch?.follow(path)
        let status: FileStatus
        do throws(SystemError) {
            status = try FileStatus(of: path)
        } catch {
            return refuse(path.display, .unreadableFile, error.reason, "Check the path.")
        }
        roots.append(status.kind == .folder ? path : path.parent ?? path)
        guard status.kind == .folder else { return add(path, status) }
        do throws(SystemError) {
            let count = candidates.count + refusedCount + passedCount
            let isRead = try walk(path, status.identity)
            if isRead && candidates.count + refusedCount + passedCount == count {
                note(
                    path, .noExports, "no *.json file in this folder",
                    "Name the folder that holds the exports.")
            }
        } catch {
            refuse(path.display, .unreadableFolder, error.reason, "Give the service the right to read and search it.")
        }
    }

    /// - Parameter path: escaped, on one line.
    private mutating func refuse(_ path: String, _ rule: Finding.Rule, _ reason: String, _ help: String) {
        unreadable.append(Loader.UnreadablePath(path: path, reason: reason))
        findings.append(Finding(file: path, rule: rule, message: "cannot read: \(reason)", help: help))
    }

    /// Reads a folder and all below it. False where it was read already, or may not be entered.
    private mutating func walk(_ path: FilePath, _ identity: FileStatus.Identity) throws(SystemError) -> Bool {
        guard enter(path, identity, from: nil) else { return false }
        var index = folders.count - 1
        // The named folder itself must be readable; one below it that is not is a finding.
        try list(index)
        index += 1
        while index < folders.count {
            do throws(SystemError) {
                try list(index)
            } catch {
                note(
                    folders[index].path, .unreadableFolder, as: .error, "cannot read the folder: \(error.reason)",
                    "Give the service the right to read and search it, or move it elsewhere.")
            }
            index += 1
        }
        return true
    }

    /// Takes a folder into the list of those to read, once.
    private mutating func enter(_ path: FilePath, _ identity: FileStatus.Identity, from parent: Int?) -> Bool {
        if FilePath.isJSON(path.name) {
            refusedCount += 1
            note(
                path, .folderNamedJSON, "a folder with the name of a file: it is not entered",
                "Rename the folder.")
            return false
        }
        if !seen.insert(identity).inserted {
            var ancestor = parent
            while let index = ancestor, folders[index].identity != identity { ancestor = folders[index].parent }
            if ancestor != nil {
                note(path, .folderLoop, "a link back to a folder around it: not followed", "Remove the link.")
            } else {
                passedCount += 1
                note(path, .sameFile, "a folder that is read by another path", "Nothing needs to be done.")
            }
            return false
        }
        checkName(path)
        watch?.follow(folder: path)
        folders.append(Folder(path: path, identity: identity, parent: parent))
        return true
    }

    private mutating func list(_ index: Int) throws(SystemError) {
        let folder = folders[index].path
        let real = watch == nil ? nil : folder.real
        for entry in try Self.entries(of: folder).sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
            guard entry.name.first != UInt8(ascii: ".") else { continue }
            let path = folder.appending(entry.name)
            if entry.kind == .link, let real { watch?.follow(real.appending(entry.name)) }
            do throws(SystemError) {
                let status = try FileStatus(of: path)
                if status.kind == .folder {
                    _ = enter(path, status.identity, from: index)
                } else if FilePath.isJSON(entry.name) {
                    add(path, status)
                }
            } catch {
                unreachable(path, entry, error)
            }
        }
    }

    private mutating func add(_ path: FilePath, _ status: FileStatus) {
        guard status.kind == .regular else {
            refusedCount += 1
            note(
                path, .notRegularFile, "not a regular file but \(status.kind.rawValue): it is not read",
                "Remove it, or put a file in its place.")
            return
        }
        checkName(path)
        candidates.append((File(path: path, root: roots.count - 1), status.identity))
    }

    /// An entry that stat(2) fails on.
    private mutating func unreachable(_ path: FilePath, _ entry: Entry, _ error: SystemError) {
        // Gone since the folder was read.
        if error.code == ENOENT && entry.kind != .link { return }
        if FilePath.isJSON(entry.name) {
            refusedCount += 1
            note(
                path, .unreadableFile, "cannot read: \(error.reason)",
                entry.kind == .link ? "Mend or remove the link." : "Give the service the right to read it.")
        } else if entry.kind == .folder {
            note(
                path, .unreadableFolder, as: .error, "cannot read the folder: \(error.reason)",
                "Give the service the right to read and search it, or move it elsewhere.")
        } else if entry.kind == .link {
            note(
                path, .unreadableFolder, as: .warning, "cannot follow the link: \(error.reason)",
                "Mend or remove the link."
            )
        }
    }

    private mutating func checkName(_ path: FilePath) {
        let name = path.name
        guard !name.allSatisfy({ 0x20..<0x7F ~= $0 }) else { return }
        let text = String(validating: name, as: UTF8.self)
        if text?.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) != true {
            note(
                path, .unusualFileName,
                "the name is not UTF-8, or has control characters; it is shown escaped",
                "Rename it.")
        }
    }

    private mutating func note(
        _ path: FilePath, _ rule: Finding.Rule, as severity: Finding.Severity? = nil, _ message: String,
        _ help: String
    ) {
        findings.append(
            Finding(file: path.display, rule: rule, severity: severity, message: message, help: help))
    }
}

extension FolderWalk {
    private struct Entry {
        enum Kind {
            case link, folder, other
        }

        let name: [UInt8]
        let kind: Kind
    }

    private static func entries(of folder: FilePath) throws(SystemError) -> [Entry] {
        let descriptor = folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw SystemError(code: errno) }
        guard let stream = fdopendir(descriptor) else {
            let code = errno
            close(descriptor)
            throw SystemError(code: code)
        }
        // All of it is read before a sub-folder is: one descriptor is open at a time, however deep the folders are.
        defer { closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw SystemError(code: errno) }
                return entries
            }
            // In place: the record ends with the name, and a copy of the whole field would read past it.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { field in Array(field.prefix { $0 != 0 }) }
            let kind: Entry.Kind =
                switch Int(entry.pointee.d_type) {
                case DT_LNK: .link
                case DT_DIR: .folder
                case DT_UNKNOWN: kind(of: folder.appending(name))
                default: .other
                }
            entries.append(Entry(name: name, kind: kind))
        }
    }

    /// Where the file system does not tell it with the name (readdir(3)).
    private static func kind(of path: FilePath) -> Entry.Kind {
        if path.linkTarget != nil { return .link }
        return (try? FileStatus(of: path))?.kind == .folder ? .folder : .other
    }
}
