import JSON

/// A feed as another reader of XML sees it: the parser of Python, which refuses what is not well-formed.
struct ParsedFeed {
    static let isReadable = (try? PythonValidator.run(python + ["-c", "import xml.etree"], input: [])) != nil
    private static let python = ["/usr/bin/env", "python3"]

    private let found: [(path: String, text: String)]

    init(_ xml: [UInt8]) throws {
        let program = """
            import json, sys, xml.etree.ElementTree as tree
            atom = "{http://www.w3.org/2005/Atom}"
            found = []
            def walk(element, path):
                name = element.tag
                assert name.startswith(atom), name
                path = path + name[len(atom):]
                kind = " rel=" + element.get("rel") if element.get("rel") else ""
                found.append([path + kind, element.get("href") or element.get("term") or element.text or ""])
                for child in element: walk(child, path + "/")
            walk(tree.fromstring(sys.stdin.buffer.read()), "")
            print(json.dumps(found))
            """
        let output = try PythonValidator.run(Self.python + ["-c", program], input: xml)
        found = try Document(parsing: Array(output.utf8)).root.elements.map { pair in
            let texts = pair.elements.map { $0.text?.string ?? "" }
            return (texts[0], texts[1])
        }
    }

    /// The texts, links or terms of the elements at a path, in order.
    subscript(path: String) -> [String] {
        found.filter { $0.path == path }.map(\.text)
    }
}
