/// The opaque version string of a framework, ordered by its bytes: `v.26.05`.
package struct FrameworkVersion: Hashable, Sendable {
    package let text: String

    /// `^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`, and not `latest`, which names the newest in a path.
    package init?(_ text: String) {
        preconditionFailure("to be written")
    }
}
