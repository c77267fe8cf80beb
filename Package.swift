// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in our own code; dependencies keep their own settings.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// One library target per stage of the data flow. A target may import only what
/// its line names: the compiler holds the direction that CONTRIBUTING.md draws.
let package = Package(
  name: "contraband",
  products: [
    .executable(name: "contraband", targets: ["contraband"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // C libraries of the system, each imported by one Swift type.
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CHyperscan", pkgConfig: "libhs",
      providers: [.apt(["libhyperscan-dev"]), .brew(["vectorscan"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    // The files of Patterns/, embedded at compile time.
    .target(
      name: "CPatternFiles", cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),

    .target(name: "Findings", swiftSettings: strict),
    // BuildKit's grammar and the rules about it; reads no file and runs no engine.
    .target(name: "Dockerfiles", dependencies: ["Findings"], swiftSettings: strict),
    // What moves secrets into containers: task definitions, templates, Compose, manifests.
    .target(
      name: "Deployments", dependencies: ["Findings", "Dockerfiles", "CYAML"], swiftSettings: strict),
    .target(
      name: "Patterns",
      dependencies: [
        "Findings", "CPatternFiles", "CZlib", .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Matching",
      dependencies: [
        "Findings", "Patterns", "CHyperscan", "CPCRE2", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "CredentialFiles", dependencies: ["Findings", "Matching"], swiftSettings: strict),
    .target(
      name: "Archives",
      dependencies: ["CArchive", "CZlib", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(
      name: "Images",
      dependencies: [
        "Findings", "Archives", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Packages", dependencies: ["CSQLite", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    // What commits add, read from the object store by git's plumbing.
    .target(name: "GitHistory", dependencies: ["Findings"], swiftSettings: strict),
    .target(
      name: "Scanning",
      dependencies: [
        "Findings", "Patterns", "Matching", "CredentialFiles", "Archives", "Images", "Packages",
        "Dockerfiles", "Deployments", "GitHistory",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(name: "Gate", dependencies: ["Findings"], swiftSettings: strict),
    .target(name: "Reports", dependencies: ["Findings"], swiftSettings: strict),
    .target(
      name: "Commands",
      dependencies: [
        "Findings", "Patterns", "Matching", "Scanning", "Gate", "Reports", "Dockerfiles",
        "GitHistory", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(name: "contraband", dependencies: ["Commands"], swiftSettings: strict),

    .testTarget(
      name: "MatchingTests", dependencies: ["Matching", "Findings", "Patterns"], swiftSettings: strict),
    .testTarget(
      name: "RuleTests", dependencies: ["Patterns", "Matching", "CredentialFiles", "Findings"],
      swiftSettings: strict),
    .testTarget(
      name: "PatternsTests", dependencies: ["Patterns", "Findings"], swiftSettings: strict),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives", "CZlib"], swiftSettings: strict),
    .testTarget(
      name: "ImagesTests", dependencies: ["Images", "Archives", "Findings"], swiftSettings: strict),
    .testTarget(name: "PackagesTests", dependencies: ["Packages", "CSQLite"], swiftSettings: strict),
    .testTarget(
      name: "ScanningTests",
      dependencies: ["Scanning", "Archives", "Findings", "Matching", "Patterns"], swiftSettings: strict),
    .testTarget(
      name: "GitHistoryTests", dependencies: ["GitHistory", "Findings"], swiftSettings: strict),
    .testTarget(name: "GateTests", dependencies: ["Gate", "Findings"], swiftSettings: strict),
    .testTarget(
      name: "CredentialFilesTests", dependencies: ["CredentialFiles", "Matching", "Findings"],
      swiftSettings: strict),
    .testTarget(
      name: "DockerfilesTests", dependencies: ["Dockerfiles", "Findings"], swiftSettings: strict),
    .testTarget(
      name: "DeploymentsTests", dependencies: ["Deployments", "Findings"], swiftSettings: strict),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "Findings"], swiftSettings: strict),
    // Runs the built command on images of real tools and on hostile ones.
    .testTarget(
      name: "IntegrationTests",
      dependencies: ["contraband", .product(name: "Crypto", package: "swift-crypto")], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
