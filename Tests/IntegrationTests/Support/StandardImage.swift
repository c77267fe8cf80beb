/// A small image for tests of layouts: one secret that stays, one that is deleted, one that is replaced, one in
/// the environment.
enum StandardImage {
  static let kept = Tokens.gitHub("kept")
  static let removed = Tokens.gitHub("removed")
  static let replaced = Tokens.gitHub("replaced")
  static let environment = Tokens.gitHub("environment")

  /// The image, with the layers as `store` packs them.
  static func make(store: ([UInt8]) throws -> [UInt8]) throws -> FixtureImage {
    var image = make()
    for index in image.layers.indices { image.layers[index].stored = try store(image.layers[index].tar) }
    return image
  }

  /// The image, with plain layers.
  static func make() -> FixtureImage {
    var image = FixtureImage(
      layers: [
        .init("COPY etc /etc # buildkit") { tar in
          tar.folder("etc")
          tar.file("etc/kept.conf", "token: \(kept)\n")
          tar.file("etc/removed.conf", "token: \(removed)\n")
          tar.file("etc/replaced.conf", "token: \(replaced)\n")
        },
        .init("RUN /bin/sh -c rm /etc/removed.conf # buildkit") { $0.whiteout("etc/removed.conf") },
        .init("COPY new /etc # buildkit") { $0.file("etc/replaced.conf", "nothing here any more\n") },
      ])
    image.env = ["PATH=/bin", "API_TOKEN=\(environment)"]
    image.settings = ["ENV API_TOKEN=\(environment)"]
    return image
  }
}

extension ScanResult {
  /// What should be found in `StandardImage`, wherever it comes from.
  static let standardStates = [
    "etc/kept.conf": "present", "etc/removed.conf": "deleted", "etc/replaced.conf": "overwritten",
    "config.Env.API_TOKEN": "present",
  ]

  /// The state of each place, by path.
  var states: [String: String] {
    Dictionary(
      findings.flatMap { finding in finding.allPlaces.map { ($0.location.path, $0.state) } },
      uniquingKeysWith: { first, _ in first })
  }
}
