import API
import Catalog
import HTTP
import Server

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

extension Form where Value == String? {
    /// The path of a Unix domain socket: bind(2) takes 107 bytes.
    static var socketPath: Self {
        Form(allowed: "a path of at most 107 bytes that begins with `/`", shape: .string) { text in
            text.hasPrefix("/") && text.utf8.count <= 107 && !text.utf8.contains(0) ? .some(text) : nil
        }
    }
}

extension Form where Value == String? {
    /// The path of a file; whether it is there shows when it is read.
    static var path: Self {
        Form(allowed: "a path", shape: .string) { text in
            text.isEmpty || text.utf8.contains(0) ? nil : .some(text)
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
            PathPrefix.isValid(text) ? .some(text) : nil
        }
    }
}

extension Form where Value == Application.CORSOrigins {
    static var corsOrigins: Self {
        Form(
            allowed: "`*`, `off`, or origins like https://www.example.org, separated by `,`", separator: ",",
            parse: { texts in
                switch texts {
                case ["*"]: return .any
                case ["off"]: return .off
                default:
                    let origins = texts.compactMap { try? Origin(trimmed($0)) }
                    return texts.isEmpty || origins.count != texts.count ? nil : .list(origins)
                }
            },
            fault: { texts in
                for text in texts {
                    do throws(Origin.Fault) {
                        _ = try Origin(trimmed(text))
                    } catch {
                        return "`\(text)` \(error)"
                    }
                }
                return nil
            })
    }
}

extension Form where Value == RateLimit? {
    static var rate: Self {
        let requests = RateLimit.requestRange.upperBound
        let seconds = RateLimit.secondRange.upperBound
        let allowed = "`off` or requests/seconds like 600/60, from 1/1 to \(requests)/\(seconds)"
        return Form(allowed: allowed, shape: .string) { text -> RateLimit?? in
            if text == "off" { return .some(nil) }
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { decimal(String($0)) }
            guard parts.count == 2, let requests = parts[0], let seconds = parts[1],
                let limit = RateLimit(requests: requests, seconds: seconds)
            else { return nil }
            return .some(limit)
        }
    }
}

extension Form where Value == [TrustedPeer] {
    static var trustedPeers: Self {
        Form(
            allowed: "IP addresses, ranges like 10.0.0.0/8 or fd00::/8, and `unix`, separated by `,`", separator: ",",
            parse: { texts in
                let peers = texts.compactMap { TrustedPeer(trimmed($0)) }
                return peers.count == texts.count ? peers : nil
            },
            fault: { texts in
                texts.first { TrustedPeer(trimmed($0)) == nil }.map { "`\($0)` is none" }
            })
    }
}

extension Form where Value == ForwardedFields {
    /// Names in any letter case, as those of fields are.
    static var forwardedFields: Self {
        let names = ForwardedFields.names.map(\.name)
        let list = names.dropLast().map { "`\($0)`" }.joined(separator: ", ")
        return Form(
            allowed: "a list out of \(list), separated by `,`, or `forwarded` alone", separator: ",",
            parse: { texts in
                let fields = texts.compactMap(field)
                guard !texts.isEmpty, fields.count == texts.count else { return nil }
                let set = ForwardedFields(fields)
                return set == .forwarded || !set.contains(.forwarded) ? set : nil
            },
            fault: { texts in
                guard let unknown = texts.first(where: { field($0) == nil }) else { return nil }
                let near = nearest(to: trimmed(unknown).lowercased(), among: names)
                return "`\(unknown)` is none" + (near.map { ", did you mean `\($0)`?" } ?? "")
            })
    }

    private static func field(_ text: String) -> ForwardedFields? {
        ForwardedFields.names.first { $0.name == trimmed(text).lowercased() }?.field
    }
}

/// Without the spaces that people put after commas.
private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
}
