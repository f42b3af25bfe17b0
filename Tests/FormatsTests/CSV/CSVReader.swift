/// A small reader of RFC 4180, written from its grammar and not from our writer.
enum CSVReader {
    struct Failure: Error {
        let reason: String
    }

    static func read(_ bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) throws -> [[[UInt8]]] {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
        var index = 0
        while index < bytes.count {
            var field: [UInt8] = []
            if bytes[index] == UInt8(ascii: "\"") {
                index += 1
                while true {
                    guard index < bytes.count else { throw Failure(reason: "a quoted field has no end") }
                    if bytes[index] != UInt8(ascii: "\"") {
                        field.append(bytes[index])
                        index += 1
                    } else if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
                        field.append(UInt8(ascii: "\""))
                        index += 2
                    } else {
                        index += 1
                        break
                    }
                }
            } else {
                while index < bytes.count, bytes[index] != delimiter, bytes[index] != UInt8(ascii: "\r") {
                    guard bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\n") else {
                        throw Failure(reason: "a quote or line feed in a bare field")
                    }
                    field.append(bytes[index])
                    index += 1
                }
            }
            row.append(field)
            guard index < bytes.count else { throw Failure(reason: "the last line has no end") }
            if bytes[index] == delimiter {
                index += 1
                if index < bytes.count { continue }
                throw Failure(reason: "the last line has no end")
            }
            guard bytes[index] == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n")
            else { throw Failure(reason: "a field is followed by neither delimiter nor CRLF") }
            index += 2
            rows.append(row)
            row = []
        }
        return rows
    }
}
