import rungs

/// A language of the page, as its fences name it, and what runs it here.
enum RecipeLanguage: String {
    case sh, python, javascript, powershell

    var fileName: String {
        switch self {
        case .sh: "recipe.sh"
        case .python: "recipe.py"
        case .javascript: "recipe.mjs"
        case .powershell: "recipe.ps1"
        }
    }

    /// The program that runs a file of it; nil where none is here that has what the page says it needs.
    var interpreter: String? { Self.interpreters[self] }

    private static let interpreters: [RecipeLanguage: String] = {
        let needs: [(RecipeLanguage, [String], probe: [String])] = [
            (.sh, ["sh"], ["-c", "curl --version && python3 --version"]),
            // The system's first: the packages of Debian are for it.
            (.python, ["/usr/bin/python3", "python3"], ["-c", "import requests"]),
            (.javascript, ["node"], ["-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)"]),
            (.powershell, ["pwsh"], ["-Version"]),
        ]
        let found = needs.compactMap { language, programs, probe -> (RecipeLanguage, String)? in
            let program = programs.first { program in
                let run = try? HarnessProcess(
                    [program] + probe, environment: environment, executable: "/usr/bin/env")
                return (try? run?.wait()) == 0
            }
            return program.map { (language, $0) }
        }
        return Dictionary(uniqueKeysWithValues: found)
    }()

    /// No proxy: the server is here.
    static let environment = rungs.Process.environment.filter { ["PATH", "HOME"].contains($0.key) }
}
