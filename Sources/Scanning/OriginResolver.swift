import Findings
import Packages

/// Tells whose a file is: a package's, verbatim, or the user's own.
struct OriginResolver {
  private let packages: PackageDatabase

  init(_ packages: PackageDatabase) { self.packages = packages }

  /// What is known of a place.
  struct Answer: Hashable {
    var origin = Origin.own
    /// Name and version of the package.
    var package: String?
    /// What the origin does not say: changed since installed, or of a package that few can have.
    var note: String?
  }

  /// - Parameters:
  ///   - path: of the file in its layer or folder.
  ///   - record: the content: the file itself, or what was unpacked from it.
  func origin(of path: String, _ record: ContentRecord) -> Answer {
    let outer = record.outer.value
    var answer = self.answer(packages.origin(of: path, digests: outer.digests, size: outer.size))
    // What lies in an archive may be a package's file as it stands: a package before it is installed.
    if answer.origin == .own, record.outer !== record.own, let inner = record.chain.last {
      let own = record.own.value
      let nested = self.answer(packages.origin(of: inner, digests: own.digests, size: own.size))
      if nested.origin == .package { answer = nested }
    }
    return answer
  }

  private func answer(_ origin: FileOrigin) -> Answer {
    switch origin {
    case .unknown: return Answer()
    case .changed(let package):
      return Answer(note: "changed since package \(package.label) was installed")
    case .package(let package):
      guard let reason = package.privateReason else {
        return Answer(origin: .package, package: package.label)
      }
      return Answer(note: "of package \(package.label), which is not public: \(reason)")
    }
  }
}
