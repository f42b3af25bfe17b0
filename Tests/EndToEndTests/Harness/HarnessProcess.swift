import Glibc
import JSON
import Threads
import Server
import Testing
import rungs

/// A run of the real program: its output is collected while it runs, and it does not outlive the test.
final class HarnessProcess: Sendable {
    private let identifier: pid_t
    private let output: HarnessReader
    private let errorOutput: HarnessReader
    private let status = Lock<Int32?>(nil)
    private let usage = Lock(rusage())

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - environment: all of it: nothing is inherited.
    ///   - executable: another one, which runs the program in its turn.
    init(
        _ arguments: [String], environment: [String: String] = [:], executable: String = HarnessBinary.path
    ) throws {
        let outputPipe = try HarnessPipe()
        let errorPipe = try HarnessPipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, outputPipe.writing, 1)
        posix_spawn_file_actions_adddup2(&actions, errorPipe.writing, 2)

        var argumentPointers = ([executable] + arguments).map { strdup($0) } + [nil]
        var variablePointers = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argumentPointers + variablePointers).forEach { free($0) } }
        var identifier = pid_t()
        let result = posix_spawn(
            &identifier, executable, &actions, nil, &argumentPointers, &variablePointers)
        close(outputPipe.writing)
        close(errorPipe.writing)
        self.identifier = identifier
        output = HarnessReader(outputPipe.reading)
        errorOutput = HarnessReader(errorPipe.reading)
        guard result == 0 else {
            status.withLock { $0 = -1 }
            throw Failure(
                description:
                    "cannot start \(executable): \(SystemError(call: "posix_spawn", errno: result).reason)")
        }
    }

    deinit {
        if status.withLock({ $0 }) == nil {
            kill(identifier, SIGKILL)
            waitpid(identifier, nil, 0)
            output.join()
            errorOutput.join()
        }
        // A sanitizer lets the program go on: its report would go unread.
        if standardError.contains("Sanitizer: ") { Issue.record("a sanitizer reports: \(standardError)") }
    }

    var standardOutput: String { output.text }
    var standardError: String { errorOutput.text }

    /// The most memory that it had, in bytes, once it has ended.
    var peakMemory: Int { usage.withLock { $0.ru_maxrss * 1024 } }

    func send(_ signal: Int32) {
        kill(identifier, signal)
    }

    /// The memory that it has in RAM. nil once it has ended.
    var residentKiB: Int? {
        let status = (try? File.read("/proc/\(identifier)/status")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    }

    /// The exit code; the number of the signal plus 128 where one ended the program.
    func wait(seconds: Double = 20) throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if let status = poll() { return status }
            usleep(5000)
        }
        throw Failure(description: "still running after \(seconds) s; it wrote: \(standardError)")
    }

    /// The exit code if the program has ended.
    private func poll() -> Int32? {
        status.withLock { status in
            var value: Int32 = 0
            var usage = rusage()
            guard status == nil, wait4(identifier, &value, WNOHANG, &usage) == identifier else { return status }
            self.usage.withLock { $0 = usage }
            status = value & 0x7F == 0 ? (value >> 8) & 0xFF : 128 + (value & 0x7F)
            // What it wrote last is read before anyone looks at it.
            output.join()
            errorOutput.join()
            return status
        }
    }

    /// The first line of the log, beyond the first `skipping` ones like it, with this message.
    func logLine(_ message: String, skipping: Int = 0, seconds: Double = 20) throws -> Document {
        let deadline = ContinuousClock.now + .seconds(seconds)
        repeat {
            let lines = logLines.filter { $0.root["message"]?.text?.string == message }
            if lines.count > skipping { return lines[skipping] }
            usleep(5000)
        } while poll() == nil && ContinuousClock.now < deadline
        throw Failure(description: "no log line `\(message)` after \(seconds) s; it wrote: \(standardError)")
    }

    /// The lines of standard error that are JSON: the log.
    var logLines: [Document] {
        standardError.split(separator: "\n").compactMap { try? Document(parsing: Array($0.utf8)) }
    }
}

/// Both ends of a pipe. Neither goes to children by accident.
private struct HarnessPipe {
    let reading: Int32
    let writing: Int32

    init() throws {
        var descriptors: [Int32] = [-1, -1]
        guard pipe(&descriptors) == 0 else { throw SystemError(call: "pipe", errno: errno) }
        descriptors.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        reading = descriptors[0]
        writing = descriptors[1]
    }
}

/// Collects what comes out of a descriptor, on its own thread.
private final class HarnessReader: Sendable {
    private let bytes: Lock<[UInt8]>
    private let thread: Thread?

    init(_ descriptor: Int32) {
        let bytes = Lock<[UInt8]>([])
        self.bytes = bytes
        thread = Thread(name: "reader") {
            var buffer = [UInt8](repeating: 0, count: 65536)
            while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
                let part = Array(buffer[..<count])
                bytes.withLock { $0 += part }
            }
            close(descriptor)
        }
    }

    var text: String {
        String(decoding: bytes.withLock { $0 }, as: UTF8.self)
    }

    func join() {
        thread?.join()
    }
}
