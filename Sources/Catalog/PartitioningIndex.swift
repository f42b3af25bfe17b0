extension RandomAccessCollection where Index == Int {
    /// The index of the first element for which the predicate holds, of a collection in which all for which it
    /// does not hold stand before those; the end index where there is none.
    package func partitioningIndex(where isInSecondPart: (Element) -> Bool) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if isInSecondPart(self[middle]) {
                range = range.lowerBound..<middle
            } else {
                range = middle + 1..<range.upperBound
            }
        }
        return range.lowerBound
    }
}
