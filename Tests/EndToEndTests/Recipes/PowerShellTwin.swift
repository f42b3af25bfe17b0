import JSON

/// What a block of PowerShell does, for machines that have none: the same requests, the same keys.
enum PowerShellTwin {
    /// The blocks that are understood. Another text, and what is done here may be another thing.
    static func text(of recipe: Recipe) -> String? {
        switch recipe {
        case .framework:
            """
            $framework = Invoke-RestMethod -Uri 'http://127.0.0.1:8080/v1/frameworks/43-4121.00'
            "$($framework.occupation.title) $($framework.version)"
            foreach ($level in $framework.levels) {
                foreach ($statement in $level.statements) {
                    "$($level.key) $($statement.id)"
                }
            }

            """
        case .paging:
            """
            $next = 'http://127.0.0.1:8080/v1/statements?limit=50'
            while ($next) {
                $page = Invoke-RestMethod -Uri $next
                foreach ($statement in $page.data) { $statement.id }
                $next = $page.links.next
            }

            """
        default: nil
        }
    }

    /// What it prints.
    static func output(of run: RecipeRun) throws -> String {
        var lines: [String] = []
        switch run.recipe {
        case .framework:
            let framework = try run.json("/v1/frameworks/43-4121.00")
            lines = ["\(framework.string("occupation", "title")) \(framework.string("version"))"]
            for level in framework["levels"]?.elements.map({ $0 }) ?? [] {
                lines += (level["statements"]?.elements.map { $0 } ?? []).map {
                    "\(level.string("key")) \($0.string("id"))"
                }
            }
        case .paging:
            var next = "\(run.base)/v1/statements?limit=50"
            while next.hasPrefix(run.base) {
                let page = try run.json(String(next.dropFirst(run.base.count)))
                lines += (page["data"]?.elements.map { $0 } ?? []).map { $0.string("id") }
                next = page.string("links", "next")
            }
        default: break
        }
        return lines.map { "\($0)\n" }.joined()
    }
}
