import JSON

/// What this program calls itself.
enum Product {
    static func writeMembers(to writer: inout Writer, options: Application.Options) {
        writer.member("name", "Rungs")
        writer.member("apiVersion", "1")
        writer.member("serverVersion", options.serverVersion)
    }
}
