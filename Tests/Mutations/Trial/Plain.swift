import Foundation

/// A JSON value as Foundation reads it, to be compared: strings by their bytes, since a String is equal to another one
/// that looks like it.
enum Plain: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string([UInt8])
    case array([Plain])
    case object([String: Plain])

    /// - Throws: where Foundation reads no JSON.
    init(parsing bytes: [UInt8]) throws {
        let mark = Data([0xEF, 0xBB, 0xBF])
        var data = Data(bytes)
        // Foundation drops a byte order mark at the start of any string, but not its escape.
        while let range = data.dropFirst(mark.count).range(of: mark) {
            data.replaceSubrange(range, with: Data("\\ufeff".utf8))
        }
        self.init(try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
    }

    init(_ text: String) {
        self = .string(Array(text.utf8))
    }

    private init(_ value: Any) {
        switch value {
        case let text as String: self.init(text)
        case let elements as [Any]: self = .array(elements.map { Plain($0) })
        case let members as [String: Any]: self = .object(members.mapValues { Plain($0) })
        case let number as NSNumber:
            // The one sign of a Boolean among numbers.
            self = String(cString: number.objCType) == "c" ? .bool(number.boolValue) : .number(number.doubleValue)
        default: self = .null
        }
    }

    subscript(name: String) -> Plain? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var elements: [Plain] {
        if case .array(let elements) = self { elements } else { [] }
    }

    var text: String? {
        if case .string(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil }
    }

    /// Without the members of these names, at any depth.
    func removing(_ names: [String]) -> Plain {
        switch self {
        case .array(let elements): .array(elements.map { $0.removing(names) })
        case .object(let members):
            .object(members.filter { !names.contains($0.key) }.mapValues { $0.removing(names) })
        default: self
        }
    }
}
