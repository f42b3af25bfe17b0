import HTTP
import HTTPTypes

/// A status that a route answers with, and the fields that the answer may have beside the common ones.
struct DocumentedAnswer: Sendable {
    let status: Int
    let description: String
    let fields: [FieldDescription]
    /// Of an error; empty for the others.
    var codes: [ProblemCode] = []
}

extension Route {
    /// What its resource answers: any other error is one of the server, whatever was asked for.
    func answers(_ options: Application.Options) -> [DocumentedAnswer] {
        [success] + (isStored ? [notModified] : []) + (pattern.parameters.contains(.soc) ? [shortCode] : [])
            + errors(options)
    }

    /// The errors that it can answer: they follow from its pattern, its parameters and its types, and from who may ask.
    func problems(_ options: Application.Options) -> [ProblemCode] {
        var codes: [ProblemCode] = [.unknownParameter]
        if !parameters.isEmpty { codes += [.invalidParameter, .conflictingParameters] }
        if parameters.contains(.cursor) { codes.append(.invalidCursor) }
        for parameter in pattern.parameters {
            switch parameter {
            case .soc: codes.append(.frameworkNotFound)
            case .version: codes.append(.versionNotFound)
            case .level: codes.append(.levelNotFound)
            case .id: codes.append(.statementNotFound)
            case .code, .schema: codes.append(.routeNotFound)
            }
        }
        codes.append(.notAcceptable)
        if isStored { codes.append(.preconditionFailed) }
        if name == .readyz || name == .healthz { codes.append(.notReady) }
        if options.requiresKey, !isOpen { codes += [.missingKey, .invalidKey] }
        if options.limitsRate, !isOpen { codes.append(.quotaExceeded) }
        return codes
    }

    /// What is not is asked by supervisors and must always be fresh.
    var isPartOfAPI: Bool {
        name.description.tag != .operations
    }

    /// Whether answers lead to the contract.
    var hasContractLink: Bool {
        isPartOfAPI && name.content != nil
    }

    private var hasLink: Bool {
        hasContractLink || parameters.contains(.limit)
    }

    /// What nobody may keep has no validators.
    private var isStored: Bool { isPartOfAPI }

    private var success: DocumentedAnswer {
        var fields: [FieldDescription] = [.cacheControl, .vary, .acceptRanges]
        if isStored { fields.append(.entityTag) }
        if hasLink { fields.append(.link) }
        if hasLastModified { fields.append(.lastModified) }
        if parameters.contains(.download) { fields.append(.contentDisposition) }
        return DocumentedAnswer(status: 200, description: name.description.summary + ".", fields: fields)
    }

    private var notModified: DocumentedAnswer {
        DocumentedAnswer(
            status: 304, description: "Not modified: what the client has is still right.",
            fields: [.cacheControl, .vary, .entityTag] + (hasLink ? [.link] : [])
                + (hasLastModified ? [.lastModified] : []))
    }

    private var shortCode: DocumentedAnswer {
        DocumentedAnswer(
            status: 307, description: "The code came without its extension, and one framework is meant.",
            fields: [.cacheControl, .location])
    }

    private var hasLastModified: Bool {
        pattern.parameters.contains(.soc) || pattern.parameters.contains(.id)
    }

    private func errors(_ options: Application.Options) -> [DocumentedAnswer] {
        let byStatus = Dictionary(grouping: problems(options), by: \.meaning.status)
        return byStatus.sorted { $0.key < $1.key }.map { status, codes in
            let meanings = codes.map { "`\($0.rawValue)`: \($0.meaning.meaning)" }
            var fields: [FieldDescription] = [.cacheControl, .vary, .contentLanguage]
            if status == 429 || status == 503 { fields.append(.retryAfter) }
            if status == 401 { fields.append(.authenticate) }
            return DocumentedAnswer(
                status: status, description: meanings.joined(separator: " "), fields: fields, codes: codes)
        }
    }
}

extension DocumentedAnswer {
    /// Every other error.
    static let otherError = DocumentedAnswer(
        status: 0,
        description: """
            Any other error: the method is not served (`method-not-allowed`), a limit is passed, the request breaks the \
            syntax of HTTP, or the server has too much to do. `/problems` lists all of them.
            """,
        fields: [.cacheControl, .vary, .contentLanguage, .allow, .retryAfter, .authenticate])
}
