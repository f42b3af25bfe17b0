/// A JSON Pointer (RFC 6901): `""` is the whole document, every step is `/` and a name or an index.
package struct Pointer: Sendable, Hashable {
    package private(set) var string: String

    /// The whole document.
    package init() {
        string = ""
    }

    package mutating func append(_ name: String) {
        string += "/"
        string += Self.escape(name)
    }

    /// - Parameter index: of an array, from 0.
    package mutating func append(_ index: Int) {
        string += "/"
        string += String(index)
    }

    package func appending(_ name: String) -> Pointer {
        var pointer = self
        pointer.append(name)
        return pointer
    }

    package func appending(_ index: Int) -> Pointer {
        var pointer = self
        pointer.append(index)
        return pointer
    }

    /// A name as a step: `~` becomes `~0` and `/` becomes `~1` (section 3).
    package static func escape(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == .slash }) else { return name }
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Pointer: CustomStringConvertible {
    package var description: String { string }
}
