import Catalog
import Formats
import HTTP
import JSON

/// A list in its order. Any element can be reached without making the others, so a page costs what it holds.
protocol Listing: Sendable {
    var count: Int { get }
    /// Ascending with the index, and never the same twice.
    func orderKey(at index: Int) -> OrderKey
    /// The framework that an element is from; nil where no export is the source.
    func framework(at index: Int) -> Framework?
    /// Writes an element as one object, with `attribution` as its last member where there is one.
    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer)
}

/// A list that can be written as rows of a table too.
protocol RowListing: Listing {
    func csvHeader(_ dialect: CSVDialect) -> [UInt8]
    /// The rows of an element.
    ///
    /// - Parameter attribution: the cell of their framework.
    func csv(_ index: Int, attribution: Text, _ dialect: CSVDialect) -> [UInt8]
}

extension Listing {
    /// Where the elements after `key` begin, whether or not an element has that key.
    func index(after key: OrderKey) -> Int {
        var range = 0..<count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if orderKey(at: middle) <= key {
                range = middle + 1..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return range.lowerBound
    }

    /// Whom the elements of a page come from.
    func attribution(of range: Range<Int>) -> [Attribution] {
        var frameworks: [Framework] = []
        for index in range {
            if let framework = framework(at: index), framework !== frameworks.last {
                frameworks.append(framework)
            }
        }
        return Attribution.entries(for: frameworks)
    }
}

extension RowListing {
    /// All elements.
    func rows(as type: MediaType, _ form: Form) -> Rows {
        Rows(of: self, in: 0..<count, as: type, form)
    }
}
