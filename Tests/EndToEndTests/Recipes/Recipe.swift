import Testing

/// A recipe of the page, by its heading.
enum Recipe: String, CaseIterable, CustomTestStringConvertible {
    case framework = "Read one framework"
    case paging = "Page through a list"
    case export = "Take everything at once"
    case polling = "Poll with an entity tag"
    case changes = "Follow new versions"
    case batch = "Many statements by id"
    case problem = "Tell what went wrong"
    case spreadsheet = "Open the statements in a spreadsheet"
    case semicolons = "Where the comma is the decimal sign"

    /// In which it is on the page, in this order.
    var languages: [RecipeLanguage] {
        switch self {
        case .framework, .paging: [.sh, .python, .javascript, .powershell]
        case .export: [.sh, .python]
        case .polling, .changes, .batch, .problem: [.sh, .python, .javascript]
        case .spreadsheet, .semicolons: [.sh]
        }
    }

    static func all(in language: RecipeLanguage) -> [Recipe] {
        allCases.filter { $0.languages.contains(language) }
    }

    var testDescription: String { rawValue }
}
