import CLinux
import Glibc

extension [UInt8] {
    /// Whether its bytes are those of `other`.
    @inline(__always)
    func hasBytes(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        return withUnsafeBytes { bytes in
            guard let left = bytes.baseAddress, let right = other.baseAddress else { return true }
            return memcmp(left, right, other.count) == 0
        }
    }
}
