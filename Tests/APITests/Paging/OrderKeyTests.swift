import Testing

@testable import API

struct OrderKeyTests {
    @Test(arguments: [false, true])
    func `numbers order as numbers`(_ isDescending: Bool) {
        let numbers = [Int.min, -256, -1, 0, 1, 255, 256, Int.max]
        let keys = numbers.map { number in
            var key = OrderKey()
            key.append(number: number, isDescending: isDescending)
            return key
        }
        #expect(keys.sorted() == (isDescending ? keys.reversed() : keys))
    }

    @Test(arguments: [false, true])
    func `texts order as bytes, whatever follows`(_ isDescending: Bool) {
        let texts: [[UInt8]] = [
            [], [0], [0, 0], [0, 1], [0, 255], [1], [1, 0], [1, 255], [255], [255, 0], [255, 255],
        ]
        let keys = texts.enumerated().map { index, text in
            var key = OrderKey()
            key.append(text: text, isDescending: isDescending)
            key.append(number: -index)
            return key
        }
        #expect(keys.sorted() == (isDescending ? keys.reversed() : keys))
    }
}
