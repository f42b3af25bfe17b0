import Catalog
import Testing

struct CodeRangeTests {
    @Test(arguments: [
        ("4", "40-0000.00", "49-9999.99"), ("434121", "43-4121.00", "43-4121.99"),
        ("43412100", "43-4121.00", "43-4121.00"),
    ])
    func `digits are the beginning of a range of codes`(_ digits: String, _ first: String, _ last: String) throws {
        let range = try #require(SOC.range(withDigits: Array(digits.utf8)))
        #expect(range.lowerBound.description == first)
        #expect(range.upperBound.description == last)
    }

    @Test(arguments: ["", "434121000", "43-412", "4341210a", "٣"])
    func `what is no beginning of a code is none`(_ digits: String) {
        #expect(SOC.range(withDigits: Array(digits.utf8)) == nil)
    }
}
