package import Catalog

extension Finding {
    /// `3:14`, or the pointer, or nothing where the finding is about the file as a whole.
    package var place: String {
        switch (line, column) {
        case (let line?, let column?): "\(line):\(column)"
        case (let line?, nil): "\(line)"
        default: pointer
        }
    }

    /// `data/43-4121.00.json:3:14`, which editors understand.
    package var location: String {
        guard let line else { return file }
        return "\(file):\(line)" + (column.map { ":\($0)" } ?? "")
    }
}
