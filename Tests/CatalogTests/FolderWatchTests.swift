import Catalog
import Glibc
import TestSupport
import Testing

@Suite struct FolderWatchTests {
    private static let export = ExportText().bytes

    /// A change of a folder that holds a.json, sub/b.json, other.txt, .hidden, a folder `..1` with c.json, `..data` that
    /// leads to it and c.json that leads through that, and a link `far` to a folder elsewhere.
    struct Change: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let matters: Bool
        let make: @Sendable (_ folder: String, _ elsewhere: String) -> Void

        init(
            _ description: String, matters: Bool,
            _ make: @escaping @Sendable (_ folder: String, _ elsewhere: String) -> Void
        ) {
            testDescription = description
            self.matters = matters
            self.make = make
        }
    }

    private static func parent(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }

    private static func write(_ path: String, _ bytes: [UInt8] = Self.export) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    static let changes: [Change] = [
        Change("nothing", matters: false) { _, _ in },
        Change("an export is written", matters: true) { folder, _ in write("\(folder)/new.json") },
        Change("an export is written anew", matters: true) { folder, _ in write("\(folder)/a.json") },
        Change("an export is cut", matters: true) { folder, _ in truncate("\(folder)/a.json", 10) },
        Change("an export is removed", matters: true) { folder, _ in unlink("\(folder)/a.json") },
        Change("an export may be read no more", matters: true) { folder, _ in chmod("\(folder)/a.json", 0) },
        Change("an export takes the place of another one", matters: true) { folder, elsewhere in
            write("\(elsewhere)/x")
            rename("\(elsewhere)/x", "\(folder)/a.json")
        },
        Change("an export is renamed to something else", matters: true) { folder, _ in
            rename("\(folder)/a.json", "\(folder)/a.json~")
        },
        Change("an export in capitals", matters: true) { folder, _ in write("\(folder)/NEW.JSON") },
        Change("a link to an export", matters: true) { folder, _ in symlink("other.txt", "\(folder)/new.json") },
        Change("a hard link to an export", matters: true) { folder, _ in
            link("\(folder)/other.txt", "\(folder)/new.json")
        },
        Change("an export below", matters: true) { folder, _ in write("\(folder)/sub/new.json") },
        Change("a folder", matters: true) { folder, _ in mkdir("\(folder)/new", 0o755) },
        Change("a folder is moved away", matters: true) { folder, elsewhere in
            rename("\(folder)/sub", "\(elsewhere)/sub")
        },
        Change("a link to a folder", matters: true) { folder, _ in symlink("sub", "\(folder)/new") },
        Change("a link to a folder leads elsewhere", matters: true) { folder, _ in
            symlink("sub", "\(folder)/new~")
            rename("\(folder)/new~", "\(folder)/far")
        },
        Change("an export behind a link to a folder", matters: true) { _, elsewhere in
            write("\(elsewhere)/there/new.json")
        },
        Change("the folder behind a link is replaced", matters: true) { _, elsewhere in
            rename("\(elsewhere)/there", "\(elsewhere)/then")
        },
        Change("the volume is swapped", matters: true) { folder, _ in
            mkdir("\(folder)/..2", 0o755)
            write("\(folder)/..2/c.json")
            symlink("..2", "\(folder)/..data_tmp")
            rename("\(folder)/..data_tmp", "\(folder)/..data")
        },
        Change("what a link leads to is written in place", matters: true) { folder, _ in
            write("\(folder)/..1/c.json")
        },
        Change("the folder itself is replaced", matters: true) { folder, elsewhere in
            rename(folder, "\(elsewhere)/data")
            mkdir(folder, 0o755)
        },
        Change("the folder that a link on the way to the data leads to is another one", matters: true) { _, elsewhere in
            symlink("nowhere", "\(elsewhere)/way~")
            rename("\(elsewhere)/way~", "\(elsewhere)/way")
        },
        Change("what a link leads to is removed", matters: true) { folder, _ in unlink("\(folder)/..1/c.json") },
        Change("what a link that led nowhere leads to comes", matters: true) { folder, elsewhere in
            write("\(elsewhere)/nowhere.json")
        },
        Change("a link to a folder is removed", matters: true) { folder, _ in unlink("\(folder)/far") },
        Change("a folder above the data is moved away", matters: true) { folder, elsewhere in
            rename(Self.parent(of: folder), Self.parent(of: folder) + "~")
            rename(Self.parent(of: folder) + "~", Self.parent(of: folder))
        },
        Change("something else is removed", matters: false) { folder, _ in unlink("\(folder)/other.txt") },
        Change("something else is renamed", matters: false) { folder, _ in
            rename("\(folder)/other.txt", "\(folder)/other.md")
        },
        Change("an export is read", matters: false) { folder, _ in _ = contents("\(folder)/a.json") },
        Change("something else is written", matters: false) { folder, _ in write("\(folder)/other.txt") },
        Change("something else is there now", matters: false) { folder, _ in write("\(folder)/new.json.tmp") },
        Change("something hidden is written", matters: false) { folder, _ in write("\(folder)/.new.json") },
        Change("a hidden folder", matters: false) { folder, _ in mkdir("\(folder)/.new", 0o755) },
        Change("something beside the folder", matters: false) { folder, _ in write("\(folder)-beside.json") },
        Change("something beside what a link leads to", matters: false) { _, elsewhere in
            write("\(elsewhere)/beside.json")
        },
    ]

    private static func prepare(_ root: borrowing TemporaryFolder) throws -> (folder: String, elsewhere: String) {
        try root.write("elsewhere/there/d.json", ExportText().setting("/occupation/soc", "\"11-1011.00\"").bytes)
        try root.write("data/a.json", export)
        try root.write("data/sub/b.json", ExportText().setting("/occupation/soc", "\"11-1021.00\"").bytes)
        try root.write("data/other.txt", export)
        try root.write("data/.hidden", export)
        try root.write("data/..1/c.json", ExportText().setting("/occupation/soc", "\"11-1031.00\"").bytes)
        try root.link("data/..data", to: "..1")
        try root.link("data/c.json", to: "..data/c.json")
        try root.link("data/far", to: "../elsewhere/there")
        try root.link("elsewhere/way", to: "..")
        try root.link("data/dangling.json", to: "../elsewhere/nowhere.json")
        return ("\(root.path)/data", "\(root.path)/elsewhere")
    }

    private static func options(_ path: String, _ watch: FolderWatch) -> Loader.Options {
        var options = Loader.Options(paths: [path], now: testTime)
        options.watch = watch
        return options
    }

    @Test(arguments: changes)
    func `what can matter is told, and nothing else`(change: Change) throws {
        let root = try TemporaryFolder()
        let (folder, elsewhere) = try Self.prepare(root)
        let watch = try FolderWatch()
        #expect(Loader.load(Self.options("\(elsewhere)/way/data", watch)).frameworks.count == 4)
        #expect(!watch.take())

        change.make(folder, elsewhere)
        #expect(watch.take() == change.matters)
        #expect(!watch.take())
        #expect(watch.shortfall == nil)
    }

    @Test func `places that are new are followed, those that are gone are not`() throws {
        let root = try TemporaryFolder()
        let (folder, _) = try Self.prepare(root)
        let watch = try FolderWatch()
        _ = Loader.load(Self.options(folder, watch))
        try root.write("data/new/e.json", Self.export)
        rename("\(folder)/sub", "\(root.path)/sub")
        #expect(watch.take())

        _ = Loader.load(Self.options(folder, watch))
        try root.write("data/new/f.json", Self.export)
        #expect(watch.take())
        try root.write("sub/f.json", Self.export)
        #expect(!watch.take())
    }

    @Test func `a file that is named is followed by its name`() throws {
        let root = try TemporaryFolder()
        try root.write("export.txt", Self.export)
        try root.write("target/real.txt", Self.export)
        try root.link("link.json", to: "target/real.txt")
        let watch = try FolderWatch()
        for (path, other) in [("export.txt", "export.txt"), ("link.json", "target/real.txt")] {
            _ = Loader.load(Self.options("\(root.path)/\(path)", watch))
            _ = watch.take()
            try root.write("beside.json", Self.export)
            try root.write("target/beside.txt", Self.export)
            #expect(!watch.take())
            try root.write(other, Self.export)
            #expect(watch.take())
        }
    }

    @Test func `what is not there yet is seen when it comes, step by step`() throws {
        let root = try TemporaryFolder()
        let watch = try FolderWatch()
        for folder in ["srv", "srv/app", "srv/app/data"] {
            #expect(Loader.load(Self.options("\(root.path)/srv/app/data/", watch)).unreadable.count == 1)
            #expect(!watch.take())
            root.makeFolder(folder)
            #expect(watch.take())
        }
    }

    @Test func `changes are counted, whoever takes them`() throws {
        let root = try TemporaryFolder()
        let watch = try FolderWatch()
        _ = Loader.load(Self.options(root.path, watch))
        let before = watch.changes
        try root.write("a.json", Self.export)
        #expect(watch.take())
        #expect(watch.changes > before)
        #expect(watch.changes == watch.changes)
    }
}
