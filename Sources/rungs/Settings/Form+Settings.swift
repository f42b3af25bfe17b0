import API

// The forms that only one setting has.

extension Form where Value == String {
    /// An address or a name; whether it is one of this machine, only the system knows.
    package static var host: Self {
        Form(allowed: "an IP address or a host name", shape: .string) { text in
            let isPlain = text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._:%".utf8.contains(byte)
                }
            }
            return isPlain && !text.isEmpty ? text : nil
        }
    }
}

extension Form where Value == PublicURL? {
    package static var publicURL: Self {
        Form(allowed: "an http or https URL without user, query and fragment", shape: .string) { text in
            PublicURL(text).map { .some($0) }
        }
    }
}

extension Form where Value == String? {
    package static var basePath: Self {
        Form(allowed: "empty or a path like /a/b, of letters, digits and ._~-", shape: .string) { text in
            BasePath.parse(text).map { .some($0) }
        }
    }
}

extension Form where Value == Application.CORSOrigins {
    static var corsOrigins: Self {
        Form(allowed: "`*` or `off`", shape: .string) { text in
            switch text {
            case "*": .any
            case "off": .off
            default: nil
            }
        }
    }
}
