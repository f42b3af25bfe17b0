import Glibc

/// A system call that failed.
package struct SystemError: Error, Sendable, Equatable {
    package let call: String
    package let errno: Int32

    package init(_ call: String, errno: Int32) {
        self.call = call
        self.errno = errno
    }

    /// `No such file or directory`.
    package var reason: String {
        Self.reason(errno)
    }

    package var isNotFound: Bool {
        errno == ENOENT || errno == ENOTDIR
    }

    package static func reason(_ errno: Int32) -> String {
        // glibc keeps the text of an unknown number per thread, that of a known one for ever.
        String(cString: strerror(errno))
    }
}
