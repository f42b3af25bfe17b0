// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    // A type from another module is named only in files that import it: the arrows stay visible.
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "rungs",
    products: [
        .executable(name: "rungs", targets: ["rungs"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        // Its default trait links all of Foundation (59 MB stripped instead of 15); the file is read by our JSON module.
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),

        module("Threads", "CLinux"),
        module("JSON"),
        module("Metrics"),
        module("Hashing", "COpenSSL"),
        module("HTTP", httpTypes, "CLinux", "CZlib"),
        module("Server", "HTTP", "Hashing", "Metrics", "Threads", "CLinux", "COpenSSL", httpTypes, deque),
        module("Catalog", "Hashing", "JSON", "Threads"),
        module("Formats", "Catalog", "JSON"),
        .target(
            name: "API", dependencies: ["Catalog", "Formats", "HTTP", "Hashing", "JSON", "Metrics", httpTypes],
            resources: [.embedInCode("Samples")], swiftSettings: settings),
        .executableTarget(
            name: "rungs",
            dependencies: [
                "API", "Catalog", "HTTP", "Hashing", "JSON", "Metrics", "Server", "Threads", "CLinux", "COpenSSL",
                "CZlib",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
            ],
            exclude: ["Documentation.docc"],
            swiftSettings: settings,
            plugins: ["BuildVersions"]),
        .plugin(name: "BuildVersions", capability: .buildTool),

        .target(
            name: "TestSupport", dependencies: ["Threads", "COpenSSL"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(
            name: "ExportMutations",
            dependencies: ["API", "Catalog", "HTTP", "Hashing", "JSON", "TestSupport", httpTypes],
            path: "Tests/Mutations/Trial", swiftSettings: settings),
        .executableTarget(
            name: "mutations", dependencies: ["ExportMutations"], path: "Tests/Mutations/Program",
            swiftSettings: settings),
        tests("MetricsTests", "Metrics"),
        tests("JSONTests", "JSON", "TestSupport"),
        tests("HTTPTests", "HTTP", "TestSupport", httpTypes),
        tests("ServerTests", "Server", "HTTP", "Hashing", "Metrics", "TestSupport", "Threads", httpTypes),
        tests("CatalogTests", "Catalog", "Hashing", "JSON", "TestSupport"),
        tests("FormatsTests", "Formats", "Catalog", "Hashing", "JSON"),
        tests("APITests", "API", "Catalog", "ExportMutations", "HTTP", "Hashing", "JSON", "TestSupport", httpTypes),
        tests(
            "ConformanceTests", "Server", "API", "Catalog", "HTTP", "Hashing", "JSON", "TestSupport", "CZlib"),
        tests("RungsTests", "rungs", "API", "Catalog", "HTTP", "Hashing", "JSON", "Server", "Threads", logging),
        tests("EndToEndTests", "rungs", "Hashing", "JSON", "Server", "TestSupport", "Threads"),
    ]
)

// Fuzz targets bring no main of their own: libFuzzer's is linked, and without it a plain build would fail. `make fuzz`
// builds them apart.
if Context.environment["FUZZ"] != nil {
    func fuzzer(_ name: String, _ dependencies: Target.Dependency...) -> Target {
        .executableTarget(
            name: name, dependencies: dependencies, path: "Tests/Fuzzing/\(name)",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
    }
    package.targets += [
        fuzzer("FuzzHead", "HTTP"), fuzzer("FuzzChunked", "HTTP"), fuzzer("FuzzQuery", "HTTP"),
        fuzzer("FuzzFieldValue", "HTTP"), fuzzer("FuzzForwarded", "HTTP"), fuzzer("FuzzJSON", "JSON"),
        fuzzer("FuzzExport", "Catalog", "Hashing"),
    ]
}
