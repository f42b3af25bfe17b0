// swift-tools-version: 6.2

import PackageDescription

// Micro-benchmarks of single modules. A package of its own, so that nobody who builds Rungs needs its dependency.
// Sources is a link to the modules themselves: they are built here with the settings of a release, and `package`
// access reaches them, without making libraries of them or testable builds.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "rungs-benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        // Its default traits replace malloc and the reference counting of Swift by counting ones.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
    ],
    targets: [
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
        module("Threads", "CLinux"),
        module("JSON"),
        module("Hashing", "COpenSSL"),
        module("HTTP", .product(name: "HTTPTypes", package: "swift-http-types"), "CLinux", "CZlib"),
        module("Catalog", "Hashing", "JSON", "Threads"),
        module("Formats", "Catalog", "JSON"),
        .executableTarget(
            name: "Micro",
            dependencies: [
                "Formats", "HTTP", "JSON",
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Micro",
            swiftSettings: settings,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ]
)
