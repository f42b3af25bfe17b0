import Testing
import rungs

@Suite struct DescriptorLimitTests {
    @Test(arguments: [
        (1024, 2, 912), (1_048_576, 64, 1_046_976), (64, 2, 32), (200, 2, 100), (1, 1, 1), (0, 1, 1),
    ])
    func `where there are few descriptors half of them are connections`(
        descriptors: Int, workers: Int, connections: Int
    ) {
        #expect(DescriptorLimit.connections(descriptors: descriptors, workers: workers) == connections)
    }
}
