import Testing
import rungs

@Suite struct ProcessorsTests {
    @Test(arguments: [("0-3,8", 5), ("0", 1), ("0-1\t", 2), ("", nil), ("x", nil), ("3-1", nil)] as [(String, Int?)])
    func `the cores that the scheduler allows are counted`(list: String, count: Int?) {
        #expect(Processors.allowedCount(status: "Name:\trungs\nCpus_allowed_list:\t\(list)\nX:\t1\n") == count)
    }

    @Test(
        arguments: [
            ("200000 100000\n", 2), ("150000 100000\n", 2), ("10000 100000\n", 1), ("max 100000\n", nil), ("", nil),
            ("0 0\n", nil),
        ] as [(String, Int?)])
    func `a quota is rounded up to whole cores`(text: String, cores: Int?) {
        #expect(Processors.quota(cpuMax: text) == cores)
    }

    @Test func `every cgroup from the root to the process can have a quota`() {
        #expect(Processors.cgroupFolders(of: "0::/a/b\n") == ["", "/a", "/a/b"])
        #expect(Processors.cgroupFolders(of: "0::/\n") == [""])
        #expect(Processors.cgroupFolders(of: "4:cpu:/x\n") == [""])
    }
}
