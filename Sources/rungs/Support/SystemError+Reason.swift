import CLinux
import Glibc
package import Server

extension SystemError {
    /// `No such file or directory`.
    package var reason: String {
        String(cString: strerror(errno))
    }

    package var isNotFound: Bool {
        errno == ENOENT || errno == ENOTDIR
    }
}
