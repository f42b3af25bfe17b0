/// Why the server cannot listen: the system call, its errno and the address, for one line on the terminal.
package struct ListenError: Error, Sendable, CustomStringConvertible {
    package let call: String
    package let errno: Int32
    package let address: ListenAddress

    package init(call: String, errno: Int32, address: ListenAddress) {
        self.call = call
        self.errno = errno
        self.address = address
    }

    package var description: String {
        // getaddrinfo(3) has no errno that says so.
        if call == "getaddrinfo" { return "cannot listen on \(address): no such host" }
        return "cannot listen on \(address): \(SystemError(call: call, errno: errno))"
    }
}
