import JSON

/// The JSON reader: an error lies within the text; what is read can be walked, and written anew reads the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        let document = try Document(parsing: bytes)
        let text = written(document.root)
        let again = try Document(parsing: text)
        precondition(written(again.root) == text, "a document changes when it is written")
        for name in document.repeatedNames.prefix(10) { _ = name.pointer }
    } catch {
        precondition(error.offset <= count, "an error outside of the text")
        _ = Position(of: error.offset, in: bytes)
        _ = error.description
    }
    return 0
}

private func written(_ value: Value) -> [UInt8] {
    var writer = Writer()
    write(value, to: &writer)
    return writer.bytes
}

private func write(_ value: Value, to writer: inout Writer) {
    switch value.kind {
    case .null: writer.null()
    case .true, .false: writer.bool(value.bool ?? false)
    case .number: writer.verbatim(value.verbatim.utf8)
    case .string: if let text = value.text { writer.string(text) }
    case .array:
        writer.array { writer in
            for element in value.elements { write(element, to: &writer) }
        }
    case .object:
        writer.object { writer in
            for member in value.members {
                writer.name(member.name)
                write(member.value, to: &writer)
            }
        }
    }
}
