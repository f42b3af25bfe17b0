/// A plain reader of one gzip member (RFC 1952) with deflate (RFC 1951), bit by bit: to judge the writer by.
struct Gunzip {
    enum Failure: Error {
        case header
        case blockType
        case storedLength
        case code
        case distance
        case checksum
        case length
        case unfinished
        case trailingBytes
    }

    private let input: [UInt8]
    private var position = 10
    private var bitBuffer = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    /// The decoded bytes of exactly one whole member.
    static func decode(_ input: [UInt8]) throws(Failure) -> [UInt8] {
        // The magic number, deflate, and no flag that would add to the header.
        guard input.count >= 18, input.starts(with: [0x1f, 0x8b, 8, 0]) else { throw .header }
        var reader = Gunzip(input: input)
        try reader.inflate()
        let checksum = try reader.word()
        let length = try reader.word()
        guard reader.position == input.count else { throw .trailingBytes }
        guard checksum == crc32(reader.output) else { throw .checksum }
        guard length == UInt32(truncatingIfNeeded: reader.output.count) else { throw .length }
        return reader.output
    }

    private init(input: [UInt8]) {
        self.input = input
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = crc & 1 == 1
                crc >>= 1
                if isOdd { crc ^= 0xedb8_8320 }
            }
        }
        return ~crc
    }

    private mutating func byte() throws(Failure) -> UInt8 {
        guard position < input.count else { throw .unfinished }
        defer { position += 1 }
        return input[position]
    }

    private mutating func word() throws(Failure) -> UInt32 {
        var word: UInt32 = 0
        for shift in [0, 8, 16, 24] { word |= UInt32(try byte()) << UInt32(shift) }
        return word
    }

    private mutating func bits(_ count: Int) throws(Failure) -> Int {
        while bitCount < count {
            bitBuffer |= Int(try byte()) << bitCount
            bitCount += 8
        }
        defer {
            bitBuffer >>= count
            bitCount -= count
        }
        return bitBuffer & (1 << count - 1)
    }

    private mutating func inflate() throws(Failure) {
        var isLast = false
        while !isLast {
            isLast = try bits(1) == 1
            switch try bits(2) {
            case 0: try stored()
            case 1:
                let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
                try compressed(Code(lengths), Code([Int](repeating: 5, count: 30)))
            case 2: try dynamic()
            default: throw .blockType
            }
        }
    }

    private mutating func stored() throws(Failure) {
        (bitBuffer, bitCount) = (0, 0)
        let length = Int(try byte()) | Int(try byte()) << 8
        let complement = Int(try byte()) | Int(try byte()) << 8
        guard length == ~complement & 0xffff else { throw .storedLength }
        for _ in 0..<length { output.append(try byte()) }
    }

    private mutating func dynamic() throws(Failure) {
        let (literals, distances, count) = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
        var order = [Int](repeating: 0, count: 19)
        let places = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        for place in places.prefix(count) { order[place] = try bits(3) }
        let code = Code(order)
        var lengths: [Int] = []
        while lengths.count < literals + distances {
            switch try symbol(code) {
            case 16:
                guard let last = lengths.last else { throw .code }
                lengths += [Int](repeating: last, count: try bits(2) + 3)
            case 17: lengths += [Int](repeating: 0, count: try bits(3) + 3)
            case 18: lengths += [Int](repeating: 0, count: try bits(7) + 11)
            case let length: lengths.append(length)
            }
        }
        try compressed(Code(Array(lengths[..<literals])), Code(Array(lengths[literals...])))
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]

    private mutating func compressed(_ literals: Code, _ distances: Code) throws(Failure) {
        while true {
            let symbol = try symbol(literals)
            if symbol < 256 {
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return
            } else {
                guard symbol < 286 else { throw .code }
                let length = Self.lengthBases[symbol - 257] + (try bits(Self.lengthBits[symbol - 257]))
                let code = try self.symbol(distances)
                guard code < 30 else { throw .distance }
                let extra = max(0, code / 2 - 1)
                let base = code < 4 ? code + 1 : (2 + code & 1) << extra + 1
                let distance = base + (try bits(extra))
                guard distance <= output.count else { throw .distance }
                for _ in 0..<length { output.append(output[output.count - distance]) }
            }
        }
    }

    /// A Huffman code as how many codes of each length there are, and their symbols in order (RFC 1951 section 3.2.2).
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: [Int]) {
            for length in lengths where length > 0 { counts[length] += 1 }
            for length in 1..<16 { symbols += lengths.indices.filter { lengths[$0] == length } }
        }
    }

    private mutating func symbol(_ code: Code) throws(Failure) -> Int {
        var (value, first, index) = (0, 0, 0)
        for length in 1..<16 {
            value |= try bits(1)
            let count = code.counts[length]
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw .code
    }
}
