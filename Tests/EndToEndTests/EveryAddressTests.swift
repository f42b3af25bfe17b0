import TestSupport
import Testing
import rungs

/// What an image is set to: `::` is every address that the system has.
@Suite struct EveryAddressTests {
    /// Runs the program in a system without IPv6: every socket(2) of that family fails as it does there.
    private static let withoutIPv6 = """
        import ctypes, os, struct, sys
        call = {"x86_64": 41, "aarch64": 198}[os.uname().machine]
        steps = [(0x20, 0, 0, 0), (0x15, 0, 3, call), (0x20, 0, 0, 16), (0x15, 0, 1, 10), (0x06, 0, 0, 0x50000 | 97),
                 (0x06, 0, 0, 0x7fff0000)]
        code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
        program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
        libc = ctypes.CDLL(None)
        assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program, 0, 0) == 0
        os.execv(sys.argv[1], sys.argv[1:])
        """

    @Test(arguments: [false, true])
    func `a server of every address is found healthy, in a system without IPv6 too`(isWithoutIPv6: Bool) throws {
        func run(_ arguments: [String]) throws -> HarnessProcess {
            guard isWithoutIPv6 else { return try HarnessProcess(arguments) }
            return try HarnessProcess(
                ["python3", "-c", Self.withoutIPv6, HarnessBinary.path] + arguments, executable: "/usr/bin/env")
        }
        let server = try HarnessServer(
            run(["serve", "--port", "0", "--host", "::", "--data", HarnessBinary.samples]))
        let check = try run(["healthcheck", "--host", "::", "--port", "\(server.port)"])

        #expect(try check.wait() == 0, "\(check.standardError)")
        #expect(server.get("/readyz")?.status == 200)
    }
}
