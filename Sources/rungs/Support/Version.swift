import COpenSSL
import CZlib

/// What this program is, and what it is made of.
package enum Version {
    package static let current = "0.1.0"
    /// The compiler that it was built by.
    package static let swift = BuildVersions.swift
    /// The Swift packages that it was built from, by name.
    package static let packages = BuildVersions.packages

    /// The libraries of the system that are loaded, by name: they may be newer than those of the build.
    package static var libraries: [(name: String, version: String)] {
        [
            ("openssl", String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))),
            ("zlib", String(cString: zlibVersion())),
        ]
    }
}
