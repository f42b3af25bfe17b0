import Catalog
package import JSON

extension [Attribution] {
    /// The texts as one cell of a table.
    package var cell: Text {
        Text(map(\.text.string).joined(separator: "; "))
    }
}
