import Testing

/// What a layer may hold: whiteouts, links, sparse files, odd names, archives within archives.
@Suite("Layer content")
struct LayerContentTests {
  private static let secret = Tokens.gitHub("layer content")

  private func scan(_ layers: FixtureImage.Layer..., options: [String] = []) throws -> ScanResult {
    try Contraband.scan(image: DockerArchiveWriter.classic([FixtureImage(layers: layers)]).tar, options)
  }

  private static func layer(_ path: String) -> FixtureImage.Layer {
    .init("COPY a /") { $0.file(path, "token: \(secret)\n") }
  }

  @Test("below an opaque folder is deleted, beside it present")
  func opaqueFolder() throws {
    let result = try scan(
      .init("COPY a /") { tar in
        tar.file("srv/data/token", "token: \(Self.secret)\n")
        tar.file("srv/other/token", "token: \(Self.secret)\n")
      }, .init("RUN replace") { $0.opaque("srv/data") })
    #expect(result.states == ["srv/data/token": "deleted", "srv/other/token": "present"])
  }

  @Test("below a deleted folder is deleted")
  func deletedFolder() throws {
    let result = try scan(Self.layer("srv/data/deep/token"), .init("RUN rm") { $0.whiteout("srv/data") })
    #expect(result.states == ["srv/data/deep/token": "deleted"])
  }

  @Test("below a folder that became a link is deleted")
  func replacedFolder() throws {
    let result = try scan(
      Self.layer("srv/data/token"), .init("RUN ln") { $0.symbolicLink("srv/data", to: "/mnt") })
    #expect(result.states == ["srv/data/token": "deleted"])
  }

  @Test("that was deleted and came back is overwritten")
  func deletedThenRestored() throws {
    let result = try scan(
      Self.layer("srv/token"), .init("RUN rm") { $0.whiteout("srv/token") },
      .init("COPY b /") { $0.file("srv/token", "none") })
    #expect(["overwritten", "deleted"].contains(result.states["srv/token"] ?? ""))
  }

  @Test("is shown under every hard link")
  func hardLinks() throws {
    let result = try scan(
      .init("COPY a /") { tar in
        tar.file("bin/one", "token: \(Self.secret)\n")
        tar.hardLink("bin/two", to: "bin/one")
      }, .init("RUN rm") { $0.whiteout("bin/one") })
    #expect(result.states == ["bin/one": "deleted", "bin/two": "present"])
  }

  @Test("of a sparse file is found at its offset", arguments: [false, true])
  func sparseFile(pax: Bool) throws {
    let parts =
      [(offset: 0, content: [UInt8](repeating: 0x2e, count: 512))]
      + [
        (
          offset: 1 << 20,
          content: Array("\ntoken: \(Self.secret)\n".utf8) + [UInt8](repeating: 0x2e, count: 466)
        )
      ]
    let result = try scan(
      .init("COPY a /") { tar in
        if pax {
          tar.paxSparse("var/sparse", size: 4 << 20, parts: parts)
        } else {
          tar.oldSparse("var/sparse", size: 4 << 20, parts: parts)
        }
      })
    result.expectComplete()
    result.expectFound(Self.secret)
    #expect(result.states == ["var/sparse": "present"])
  }

  @Test(
    "keeps its name",
    arguments: [
      String(repeating: "long/", count: 60) + "token", "with space/and ü/token", "-dash/--token", "…/日本",
    ])
  func names(_ path: String) throws {
    let result = try scan(Self.layer(path))
    result.expectComplete()
    #expect(result.states == [path: "present"])
    let pax = try scan(.init("COPY a /") { $0.paxFile(path, Array(Self.secret.utf8)) })
    #expect(pax.states == [path: "present"])
  }

  @Test("after a global pax header is found")
  func globalPaxHeader() throws {
    let result = try scan(
      .init("COPY a /") { tar in
        tar.paxGlobal([("comment", "from git archive")])
        tar.file("app/token", Self.secret)
      })
    result.expectComplete()
    result.expectFound(Self.secret)
  }

  @Test("in the spaces that a tar has behind its end is found")
  func behindTheEnd() throws {
    let hidden = Array("\ntoken: \(Self.secret)\n".utf8)
    var tar = TarWriter()
    tar.file("app/readme", "nothing")
    let padded = tar.finished + [UInt8](repeating: 0, count: 4096) + hidden + [UInt8](repeating: 0, count: 64)
    let result = try scan(.init("COPY a /", tar: padded))
    result.expectFound(Self.secret)
  }

  /// Kinds of archives, with the command that packs the file `secret.txt` into `packed`.
  private static let packers: [(name: String, script: String)] = [
    ("tar", "tar cf packed secret.txt"), ("tar.gz", "tar czf packed secret.txt"),
    ("tar.bz2", "tar cjf packed secret.txt"), ("tar.xz", "tar cJf packed secret.txt"),
    ("tar.zst", "tar c secret.txt | zstd -q > packed"),
    ("cpio", "echo secret.txt | cpio -o -H newc > packed"),
    ("ar", "ar rc packed secret.txt"), ("gz", "gzip -c secret.txt > packed"),
    ("xz", "xz -c secret.txt > packed"), ("bz2", "bzip2 -c secret.txt > packed"),
    ("zst", "zstd -q -c secret.txt > packed"),
    ("zip", "zip -q packed.zip secret.txt && mv packed.zip packed"),
    ("zip stored", "zip -q -0 packed.zip secret.txt && mv packed.zip packed"),
    ("whl", "python3 -m zipfile -c packed secret.txt"),
    (
      "deb",
      "tar czf data.tar.gz secret.txt && echo 2.0 > debian-binary && ar rc packed debian-binary data.tar.gz"
    ),
    ("apk", "tar czf packed secret.txt && gzip -c </dev/null | cat - packed > two && mv two packed"),
  ]

  @Test("in a nested archive is found, whatever the file is called", arguments: packers.map(\.name))
  func nestedArchives(_ name: String) throws {
    let script = try #require(Self.packers.first { $0.name == name }).script
    let place = try Workspace()
    try place.write("secret.txt", "# a comment\ntoken: \(Self.secret)\n")
    try CommandRunner.tool(["sh", "-euc", script], in: place.folder)
    let packed = try place.read("packed")
    let result = try scan(.init("COPY a /") { $0.file("opt/packed.bin", packed) })
    result.expectComplete()
    let found = try #require(result.places(of: Self.secret).first)
    #expect(found.location.path == "opt/packed.bin")
    #expect(!found.location.nested.isEmpty)
    #expect(found.location.line == 2)
    #expect(found.location.column == 8)
  }

  @Test("is found once where it lies across the chunks that a large file is read in")
  func chunkBoundaries() throws {
    // One secret at each of many offsets round each multiple of a megabyte.
    let size = 5 << 20
    var content = [UInt8](repeating: 0x20, count: size)
    for index in stride(from: 79, to: size, by: 80) { content[index] = 0x0a }
    let offsets = (1..<5).flatMap { megabyte in [-17, -8, 11].map { megabyte << 20 + $0 * 1021 } }
    var secrets: [String] = []
    for offset in offsets {
      let secret = Tokens.gitHub("at \(offset)")
      secrets.append(secret)
      content.replaceSubrange(offset..<(offset + secret.utf8.count), with: secret.utf8)
    }
    let result = try scan(.init("COPY a /") { [content] in $0.file("var/large", content) })
    for secret in secrets { #expect(result.places(of: secret).count == 1, "\(Tokens.redacted(secret))") }
  }
}
