import HTTP
import JSON

extension Listing {
    /// The page that the call asks for, as JSON.
    func content(for call: Call, at place: ListPlace) throws(Problem) -> Content {
        json(try page(for: call, at: place), at: place)
    }

    fileprivate func page(for call: Call, at place: ListPlace) throws(Problem) -> Page {
        let window = try Window(call.arguments, options: call.options)
        return try Page(of: self, at: place, for: call, window: window)
    }

    fileprivate func json(_ page: Page, at place: ListPlace) -> Content {
        var writer = Writer(reserving: 512 + page.range.count * 512)
        writer.object { writer in
            writer.name("data")
            writer.array { writer in
                for index in page.range {
                    write(index, attribution: nil, to: &writer)
                }
            }
            writer.name("page")
            page.write(to: &writer)
            writer.name("links")
            page.links.write(to: &writer)
            writer.attribution(attribution(of: page.range))
        }
        return Content(
            .bytes(writer.bytes), cache: place.cache, lastModified: place.lastModified, link: page.links.field)
    }
}

extension RowListing {
    /// The page that the call asks for; as rows the whole list where it asks for no part.
    func content(for call: Call, at place: ListPlace) throws(Problem) -> Content {
        let page = try page(for: call, at: place)
        guard call.type != .json else { return json(page, at: place) }
        let isWhole = try !Window(call.arguments, options: call.options).isExplicit
        let rows = Rows(of: self, in: isWhole ? 0..<count : page.range, as: call.type, call.form)
        return Content(
            isWhole ? .pieces(rows, url: page.links.current) : .bytes(rows.joined()), cache: place.cache,
            lastModified: place.lastModified, link: isWhole ? nil : page.links.field)
    }
}
