import Glibc
import TestSupport
import Testing

/// nginx on a port of its own, in front of a server on another one, as an operator would run it.
final class Nginx: Sendable {
    let port: Int
    private let process: pid_t
    private let folder: String

    /// nil where it is not installed.
    static let path: String? = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].first { (path: String) in
        access(path, X_OK) == 0
    }

    init(upstreamPort: Int) throws {
        port = try #require(Self.freePort())
        var template = Array("/tmp/rungs-nginx-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let text = Self.configuration(port: port, upstreamPort: upstreamPort)
        let file = try #require(fopen("\(folder)/nginx.conf", "w"))
        fputs(text, file)
        fclose(file)
        process = try Self.start(try #require(Self.path), ["-p", folder, "-c", "\(folder)/nginx.conf"])
        var attempts = 0
        while RawClient(port: port) == nil, attempts < 500 {
            pause(milliseconds: 10)
            attempts += 1
        }
    }

    func stop() {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        for name in ["nginx.conf", "nginx.pid"] { unlink("\(folder)/\(name)") }
        for name in Self.temporaryFolders { rmdir("\(folder)/\(name)") }
        rmdir(folder)
    }

    private static let temporaryFolders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]

    private static func configuration(port: Int, upstreamPort: Int) -> String {
        """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr;
        events { worker_connections 512; }
        http {
          access_log off;
          keepalive_requests 100000;
          lingering_timeout 500ms;
          \(temporaryFolders.map { "\($0)_temp_path \($0);" }.joined(separator: " "))
          upstream rungs { server 127.0.0.1:\(upstreamPort); keepalive 16; }
          server {
            listen 127.0.0.1:\(port);
            location / {
              proxy_pass http://rungs;
              proxy_http_version 1.1;
              proxy_ignore_client_abort on;
              proxy_set_header Connection "";
              proxy_set_header Host $http_host;
            }
          }
        }
        """
    }

    private static func start(_ path: String, _ arguments: [String]) throws -> pid_t {
        var pointers = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        // Its output would hold the pipe of a test run that has crashed.
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for stream: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0) }
        var process = pid_t()
        try #require(posix_spawn(&process, path, &actions, nil, &pointers, environ) == 0, "\(path) does not start")
        return process
    }

    /// A port that nobody listens on now.
    private static func freePort() -> Int? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
