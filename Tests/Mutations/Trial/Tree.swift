package import JSON
import TestSupport

/// A JSON text that is taken apart, to be changed and written again. It keeps what no reading may lose: the order of
/// the members, names that stand twice, and the way in which strings and numbers are written.
package indirect enum Tree: Sendable {
    case object([Member])
    case array([Tree])
    /// A string, number or literal as it is written.
    case scalar(String)

    package typealias Member = (name: String, value: Tree)

    package init(_ value: Value) {
        switch value.kind {
        case .object: self = .object(value.members.map { (Self.quoted($0.name), Tree($0.value)) })
        case .array: self = .array(value.elements.map { Tree($0) })
        default: self = .scalar(value.verbatim.string)
        }
    }

    /// - Parameter name: without quotes.
    private static func quoted(_ name: Text) -> String {
        var writer = Writer()
        writer.string(name)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    var children: [Tree] {
        switch self {
        case .object(let members): members.map(\.value)
        case .array(let elements): elements
        case .scalar: []
        }
    }

    /// Changes the value at the end of a random way down: the top is met as often as the many statements.
    mutating func change(using random: inout SeededGenerator, _ change: (inout Tree, inout SeededGenerator) -> Void) {
        guard !children.isEmpty, Int.random(in: 0..<6, using: &random) > 0 else { return change(&self, &random) }
        let index = Int.random(in: children.indices, using: &random)
        switch self {
        case .object(var members):
            members[index].value.change(using: &random, change)
            self = .object(members)
        case .array(var elements):
            elements[index].change(using: &random, change)
            self = .array(elements)
        case .scalar: break
        }
    }

    /// The text, in a way of writing that a style chooses.
    func text(_ style: inout Style) -> String {
        switch self {
        case .object(let members):
            let texts = members.map { name, value in
                "\(style.space)\(style.string(name))\(style.space):\(style.space)\(value.text(&style))\(style.space)"
            }
            return "{\(texts.joined(separator: ","))\(members.isEmpty ? style.space : "")}"
        case .array(let elements):
            let texts = elements.map { "\(style.space)\($0.text(&style))\(style.space)" }
            return "[\(texts.joined(separator: ","))\(elements.isEmpty ? style.space : "")]"
        case .scalar(let text):
            return text.hasPrefix("\"") ? style.string(text) : text
        }
    }

    /// As few bytes as it takes.
    package var compact: String {
        var style = Style(random: SeededGenerator(seed: 0))
        return text(&style)
    }

    /// How often white space stands between tokens, and strings are written in escapes.
    struct Style {
        var random: SeededGenerator
        /// In percent.
        var spaces = 0
        /// In percent.
        var escapes = 0

        var space: String {
            mutating get {
                guard spaces > 0, Int.random(in: 0..<100, using: &random) < spaces else { return "" }
                return [" ", "\n", "\t", "\r", "\r\n", "\n    "].randomElement(using: &random) ?? ""
            }
        }

        /// - Parameter quoted: a string as it is written.
        mutating func string(_ quoted: String) -> String {
            guard escapes > 0, Int.random(in: 0..<100, using: &random) < escapes else { return quoted }
            var text = ""
            var scalars = quoted.unicodeScalars.dropFirst().dropLast()[...]
            while let scalar = scalars.popFirst() {
                if scalar == "\\", let kind = scalars.popFirst() {
                    text += "\\\(kind)"
                    if kind == "u" {
                        text += String(String.UnicodeScalarView(scalars.prefix(4)))
                        scalars = scalars.dropFirst(4)
                    }
                } else {
                    for unit in String(scalar).utf16 { text += escape(unit) }
                }
            }
            return "\"\(text)\""
        }

        private mutating func escape(_ unit: UInt16) -> String {
            let digits = String(String(0x1_0000 + Int(unit), radix: 16).dropFirst())
            return "\\u\(Bool.random(using: &random) ? digits.uppercased() : digits)"
        }
    }
}
