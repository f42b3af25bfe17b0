import rungs

/// What the page of recipes has to copy.
enum RecipePage {
    /// A fenced block of code.
    struct Block: Equatable {
        let heading: String
        /// As the fence names it; empty where it names none.
        let language: String
        let text: String
    }

    /// The address that the page asks its reader to replace.
    static let base = "http://127.0.0.1:8080"

    /// Every block in order. One that is not closed ends with the page.
    static func blocks() throws -> [Block] {
        let page = try File.read("\(HarnessBinary.root)/Sources/rungs/Documentation.docc/ClientRecipes.md")
        var blocks: [Block] = []
        var heading = ""
        var language: String?
        var text = ""
        for line in String(decoding: page, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            let start = line.drop { $0 == " " || $0 == "\t" }
            let isFence = start.hasPrefix("```") || start.hasPrefix("~~~")
            switch (language, isFence) {
            case (let open?, true):
                blocks.append(Block(heading: heading, language: open, text: text))
                language = nil
            case (.some, false):
                text += "\(line)\n"
            case (nil, true):
                language = String(start.dropFirst(3))
                text = ""
            case (nil, false):
                if line.hasPrefix("#") { heading = String(line.drop { $0 == "#" }.dropFirst()) }
            }
        }
        if let language { blocks.append(Block(heading: heading, language: language, text: text)) }
        return blocks
    }
}
