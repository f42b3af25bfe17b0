import JSON
import TestSupport
import Testing

struct RepeatedNameTests {
    struct Found: Equatable, Sendable {
        let name: String
        let first: Int
        let repeated: Int
        let pointer: String

        init(_ name: String, _ first: Int, _ repeated: Int, _ pointer: String) {
            self.name = name
            self.first = first
            self.repeated = repeated
            self.pointer = pointer
        }

        init(_ repeated: Document.RepeatedName) {
            self.init(repeated.name.string, repeated.first, repeated.repeated, repeated.pointer)
        }
    }

    @Test(
        arguments: [
            (#"{"a":1,"b":1,"A":1}"#, []),
            (#"{"a":1,"a":2}"#, [Found("a", 1, 7, "/a")]),
            (#"{"soc":1,"\u0073oc":2}"#, [Found("soc", 1, 9, "/soc")]),
            (#"{"\u0061":1,"b":{},"\u0061":2}"#, [Found("a", 1, 19, "/a")]),
            (#"{"a":1,"a":2,"a":3}"#, [Found("a", 1, 7, "/a"), Found("a", 1, 13, "/a")]),
            (#"{"a":{"a":1},"b":[{"a":1},{"a":2}]}"#, []),
            (#"{"":1,"":2}"#, [Found("", 1, 6, "/")]),
            // Bytes count: no normalization.
            (#"{"\u00e9":1,"e\u0301":2}"#, []),
            (#"{"x/~":[0,{"a":1,"a":2}]}"#, [Found("a", 11, 17, "/x~1~0/1/a")]),
            // Inner ones come second in the text though their object ends first.
            (#"{"a":1,"a":{"b":1,"b":2}}"#, [Found("a", 1, 7, "/a"), Found("b", 12, 18, "/a/b")]),
        ] as [(String, [Found])])
    func `a repeated name is reported with both places and its pointer`(text: String, expected: [Found]) throws {
        let document = try Document(parsing: Array(text.utf8))
        #expect(document.repeatedNames.map(Found.init) == expected)
    }

    @Test(arguments: 0..<40)
    func `the repeated names are those that comparing all pairs finds`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let names = (0..<Int.random(in: 0...60, using: &random)).map { _ in
            // Few letters, so that names repeat; sometimes in another spelling.
            let letters = (0..<Int.random(in: 1...2, using: &random)).map { _ in "abcdefg".randomElement(using: &random)
            }
            return letters.compactMap { $0 }.map { letter in
                Int.random(in: 0..<60, using: &random) == 0
                    ? #"\u00"# + String(letter.asciiValue ?? 0, radix: 16) : String(letter)
            }.joined()
        }
        let text = "{" + names.map { #""\#($0)":0"# }.joined(separator: ",") + "}"
        let document = try Document(parsing: Array(text.utf8))

        let members = Array(document.root.members)
        var expected: [Found] = []
        for (index, member) in members.enumerated() {
            guard let first = members[..<index].first(where: { $0.name.string == member.name.string }) else { continue }
            let name = member.name.string
            expected.append(Found(name, first.nameOffset, member.nameOffset, "/" + name))
        }
        #expect(members.count == names.count)
        #expect(document.repeatedNames.map(Found.init) == expected)
    }

    @Test(.timeLimit(.minutes(1)))
    func `an object of 200,000 members is not compared pair by pair`() throws {
        var writer = Writer()
        writer.object { writer in
            for index in 0..<200_000 {
                writer.name(Text("name \(index)"))
                writer.integer(index)
            }
            writer.member("name 7", 0)
        }
        let document = try Document(parsing: writer.bytes)
        #expect(document.repeatedNames.map(\.name.string) == ["name 7"])
    }
}
