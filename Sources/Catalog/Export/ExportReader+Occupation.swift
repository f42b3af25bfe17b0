import JSON

extension ExportReader {
    mutating func occupation(in parent: Fields) -> Occupation? {
        let known = ["soc", "title", "group", "sector", "jobZone", "jobZoneInferred"]
        guard let value = value("occupation", in: parent, .required),
            let fields = fields(
                of: value, at: parent.pointer.appending("occupation"), known: known, name: "\"occupation\"")
        else { return nil }
        let soc = soc(in: fields)
        let title = text("title", in: fields, .required)
        let group = text("group", in: fields, .descriptive)
        let sector = text("sector", in: fields, .descriptive)
        let jobZone = jobZone(in: fields)
        let jobZoneInferred = jobZoneInferred(in: fields)
        guard let soc, let title else { return nil }
        return Occupation(
            soc: soc, title: title, group: group, sector: sector, jobZone: jobZone, jobZoneInferred: jobZoneInferred)
    }

    private mutating func soc(in fields: Fields) -> SOC? {
        guard let value = value("soc", in: fields, .required) else { return nil }
        var pointer: Pointer { fields.pointer.appending("soc") }
        guard let text = value.text else {
            refuse(value, at: pointer, name: "\"soc\"", expected: "a string")
            return nil
        }
        guard let soc = SOC(utf8: text.utf8) else {
            list.add(
                .invalidSOC, at: pointer, offset: value.range.lowerBound,
                "soc is \(quoted(text)), not of the form NN-NNNN.NN",
                help: "Write the O*NET-SOC code in ASCII digits and without blanks, like \"43-4121.00\".")
            return nil
        }
        return soc
    }

    private mutating func jobZone(in fields: Fields) -> Int? {
        guard let value = value("jobZone", in: fields, .descriptive) else { return nil }
        var pointer: Pointer { fields.pointer.appending("jobZone") }
        let offset = value.range.lowerBound
        let expected = "an integer from 1 to 5, or null"
        switch value.kind {
        case .null:
            list.add(
                .missingJobZone, at: pointer, offset: offset, "no job zone",
                help: "Write the zone if it is known; it is never invented.")
            return nil
        case .number:
            guard let zone = value.integer, ExportFormat.jobZones ~= zone else {
                list.add(
                    .invalidJobZone, at: pointer, offset: offset,
                    "jobZone must be \(expected)", help: "Write the job zone of O*NET, or null if there is none.")
                return nil
            }
            if value.range.count > 1 {
                list.add(
                    .unusualJobZone, at: pointer, offset: offset, "jobZone is written oddly, read as \(zone)",
                    help: "Write \(zone).")
            }
            return zone
        default:
            refuse(value, at: pointer, name: "\"jobZone\"", expected: expected)
            return nil
        }
    }

    private mutating func jobZoneInferred(in fields: Fields) -> Bool? {
        guard let value = value("jobZoneInferred", in: fields, .descriptive) else { return nil }
        guard let isInferred = value.bool else {
            refuse(
                value, at: fields.pointer.appending("jobZoneInferred"), name: "\"jobZoneInferred\"",
                expected: "true or false")
            return nil
        }
        return isInferred
    }
}
