// swift-tools-version: 6.2
import PackageDescription

/// The Dockerfile parser and rules with a program that feeds them broken files: `make fuzz`.
///
/// A package of its own, so that what the address sanitizer needs is built of two targets instead of all.
let package = Package(
  name: "dockerfile-fuzz",
  targets: [
    .target(name: "Findings"),
    .target(name: "Dockerfiles", dependencies: ["Findings"]),
    .executableTarget(name: "fuzz", dependencies: ["Dockerfiles", "Findings"]),
  ],
  swiftLanguageModes: [.v6]
)
