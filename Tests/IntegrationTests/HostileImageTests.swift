import Testing

/// Hostile archives: each ends in bounded time and memory, says what it could not read, finds what came before,
/// and never passes.
@Suite("Hostile archives")
struct HostileImageTests {
  private static let planted = Tokens.gitHub("hostile")

  /// An image whose first layer holds the secret, and whose second is what `write` makes of it.
  private func scan(
    options: [String] = [], seconds: Int = 60, sourceLocation: SourceLocation = #_sourceLocation,
    _ write: (inout TarWriter) throws -> Void
  ) throws -> ScanResult {
    var tar = TarWriter()
    try write(&tar)
    let image = FixtureImage(layers: [
      .init("COPY first /") { $0.file("first/token", Self.planted) },
      .init("COPY second /", tar: tar.finished),
    ])
    return try Contraband.scan(
      image: DockerArchiveWriter.classic([image]).tar, options, seconds: seconds,
      sourceLocation: sourceLocation)
  }

  // MARK: Damage

  @Test("that are cut anywhere never pass", arguments: [false, true])
  func truncated(compressedLayers: Bool) throws {
    let image = compressedLayers ? try StandardImage.make(store: Compressor.gzip) : StandardImage.make()
    // The documents first, so that a cut leaves the layers known but not there; nothing that is not needed.
    let items = DockerArchiveWriter.classic([image]).reversed().filter { !$0.path.hasSuffix("/json") }
      .filter { !$0.path.hasSuffix("/VERSION") }
    let whole = items.tar
    let place = try Workspace()
    // Behind this is padding, and nothing is lost without it.
    let end = whole.count - 1024 - 512
    let cuts = stride(from: 513, to: end, by: end / 48)
    let paths = try cuts.map { try place.write("\($0).tar", Array(whole[..<$0])) }
    let result = try Contraband.scan(["image"] + paths)
    #expect(result.status == 2)
    #expect(result.reports.count > paths.count / 2)
    for report in result.reports {
      #expect(
        report.status == "incomplete" && report.verdict == "fail" && !report.coverage.skipped.isEmpty,
        "\(report.target) \(report.coverage)")
    }
  }

  @Test("that are cut between two entries never pass", arguments: [false, true])
  func truncatedBetweenEntries(modern: Bool) throws {
    // As from a `docker save` that died: whole entries, then nothing, not even the marker of the end.
    let clean = FixtureImage(layers: [
      .init("COPY a /") { $0.file("app/one", "nothing") },
      .init("COPY b /") { $0.file("app/two", "nothing") },
    ])
    let items = modern ? DockerArchiveWriter.modern([clean]) : DockerArchiveWriter.classic([clean])
    let place = try Workspace()
    let end = try #require(items.firstIndex { ["index.json", "manifest.json"].contains($0.path) })
    let paths = try (1...end).map { count in
      try place.write("\(count).tar", Array(Array(items.prefix(count)).tar.dropLast(1024)))
    }
    let result = try Contraband.scan(["image"] + paths)
    #expect(result.status == 2)
    for (report, count) in zip(result.reports, 1...) {
      #expect(report.verdict == "fail", "with \(count) of \(items.count) entries")
    }
  }

  @Test("with flipped bits in plain layers end with 2: their digests tell")
  func flippedBitsInPlainLayers() throws {
    var tar = TarWriter()
    tar.file("app/readme", String(repeating: "nothing to see here\n", count: 1000))
    var random = SeededRandom("plain flips")
    let place = try Workspace()
    let paths = try (0..<16).map { index in
      var damaged = tar.finished
      damaged[Int.random(in: 512..<20_000, using: &random)] ^= 0x01
      let image = FixtureImage(layers: [.init("COPY a /", tar: tar.finished, stored: damaged)])
      return try place.write("\(index).tar", DockerArchiveWriter.classic([image]).tar)
    }
    let result = try Contraband.scan(["image"] + paths)
    #expect(result.status == 2)
    for report in result.reports { #expect(report.status == "incomplete", "\(report.target.digest ?? "")") }
  }

  @Test("that are cut in a layer still show what comes before the cut")
  func truncatedShowsTheStart() throws {
    for store in [{ $0 }, Compressor.gzip] as [([UInt8]) throws -> [UInt8]] {
      var tar = TarWriter()
      tar.file("first/token", "token: \(Self.planted)\n")
      var random = SeededRandom("noise")
      tar.file("noise", (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) })
      let blob = try store(tar.finished)
      let layer = FixtureImage.Layer("COPY a /", tar: tar.finished, stored: blob)
      let items = Array(DockerArchiveWriter.classic([FixtureImage(layers: [layer])]).reversed())
      let result = try Contraband.scan(image: Array(items.tar.dropLast(100_000)))
      result.expectIncomplete("truncated")
      result.expectFound(Self.planted)
    }
  }

  @Test("with flipped bits in their documents, headers and layers never crash, and never pass")
  func flippedBits() throws {
    let whole = DockerArchiveWriter.classic([StandardImage.make()]).tar
    var random = SeededRandom("flips")
    let place = try Workspace()
    let paths = try (0..<64).map { index in
      var damaged = whole
      for _ in 0..<(1 + index % 8) {
        damaged[Int.random(in: 0..<whole.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      return try place.write("\(index).tar", damaged)
    }
    let result = try Contraband.scan(["image"] + paths)
    #expect(result.status != 0)
    for report in result.reports { #expect(report.verdict == "fail", "\(report.target.reference)") }
  }

  @Test("with flipped bits in compressed layers end with 2", arguments: ["gzip", "zstd", "xz", "bzip2"])
  func flippedBitsInCompressedLayers(_ name: String) throws {
    let compress = [
      "gzip": Compressor.gzip, "zstd": Compressor.zstd, "xz": Compressor.xz, "bzip2": Compressor.bzip2,
    ][name]
    var tar = TarWriter()
    var random = SeededRandom(name)
    tar.file("noise", (0..<50_000).map { _ in UInt8.random(in: 0x20...0x7e, using: &random) })
    let blob = try #require(try compress?(tar.finished))
    let place = try Workspace()
    let paths = try (0..<16).map { index in
      var damaged = blob
      damaged[Int.random(in: 200..<(blob.count - 200), using: &random)] ^= 0x10
      let image = FixtureImage(layers: [
        .init("COPY first /") { $0.file("first/token", Self.planted) },
        .init("COPY second /", tar: tar.finished, stored: damaged),
      ])
      return try place.write("\(index).tar", DockerArchiveWriter.classic([image]).tar)
    }
    let result = try Contraband.scan(["image"] + paths)
    #expect(result.status == 2)
    #expect(result.reports.count == paths.count)
    for report in result.reports {
      #expect(report.status == "incomplete")
      #expect(report.findings.map(\.secret.redacted) == [Tokens.redacted(Self.planted)])
    }
  }

  @Test("with a bad header in the middle of a layer still show what comes after it")
  func badHeader() throws {
    let after = Tokens.gitHub("after the bad header")
    let result = try scan { tar in
      tar.file("second/before", "nothing")
      tar.damagedHeader()
      tar.file("second/after", "token: \(after)\n")
    }
    result.expectIncomplete("damaged")
    result.expectFound(Self.planted, after)
  }

  @Test("with a header that promises more than there is say so")
  func headerPromisesMore() throws {
    let result = try scan { $0.headerOnly("second/huge", size: 1 << 43) }
    result.expectIncomplete("truncated")
    result.expectFound(Self.planted)
  }

  // MARK: Odd entries

  @Test("with paths out of the root are read, and nothing is written")
  func traversal() throws {
    let secrets = ["../../../../tmp/evil", "/etc/absolute", "a/../../b", "..", "./../c"].map { path in
      (path, Tokens.gitHub("traversal " + path))
    }
    let result = try scan { tar in
      for (path, secret) in secrets { tar.file(path, "token: \(secret)\n") }
      tar.symbolicLink("link", to: "/tmp")
      tar.file("link/through", "token: \(Tokens.gitHub("through"))\n")
      tar.hardLink("shadow", to: "/etc/shadow")
    }
    result.expectComplete()
    for (_, secret) in secrets { result.expectFound(secret) }
    result.expectFound(Tokens.gitHub("through"))
  }

  @Test("with control characters in names do not get them to the terminal")
  func controlCharacters() throws {
    var tar = TarWriter()
    let names = [
      "a\u{1b}]0;owned\u{7}", "b\u{1b}[2J", "c\r\nFAKE: pass", "d\u{9b}31m", "e\u{202e}txt", "f\u{0}g",
    ]
    for name in names { tar.paxFile(name, Array("token: \(Tokens.gitHub(name))\n".utf8)) }
    tar.file("\u{1b}[1mold", "token: \(Self.planted)\n")
    let image = FixtureImage(
      layers: [.init("COPY \u{1b}[2J\u{7} /", tar: tar.finished)], labels: ["\u{1b}[3m": "\u{9b}x"])
    let place = try Workspace()
    let path = try place.write("image.tar", DockerArchiveWriter.classic([image]).tar)
    let json = try Contraband.scan(["image", path])
    json.expectComplete()
    for name in names { json.expectFound(Tokens.gitHub(name)) }
    let text = try Contraband.run(["image", path, "--verbose", "--no-cache"])
    for output in [json.command.text, text.text, text.errors] {
      let controls = output.unicodeScalars.filter { scalar in
        (scalar.value < 0x20 && scalar != "\n") || (0x7f...0x9f).contains(scalar.value)
          || scalar == "\u{202e}"
      }
      #expect(controls.isEmpty)
    }
  }

  @Test("with names of 100 kB are read")
  func longNames() throws {
    let secret = Tokens.gitHub("long name")
    let long = String(repeating: "x/", count: 50_000)
    let result = try scan { tar in
      tar.paxFile(long + "pax", Array(secret.utf8))
      tar.file(String(repeating: "n", count: 100_000), "token: \(Tokens.gitHub("long gnu"))\n")
    }
    #expect([1, 2].contains(result.status))
    result.expectFound(Self.planted, secret, Tokens.gitHub("long gnu"))
    #expect(result.command.output.count < 1 << 20)
  }

  @Test("with devices, pipes and links are read without touching them")
  func devices() throws {
    let result = try scan { tar in
      tar.device("dev/zero", .characterDevice)
      tar.device("dev/sda", .blockDevice)
      tar.device("run/pipe", .pipe)
      tar.symbolicLink("loop", to: "loop")
      tar.hardLink("self", to: "self")
      tar.hardLink("nowhere", to: "not/there")
      tar.file("last", "token: \(Tokens.gitHub("after devices"))\n")
    }
    result.expectComplete()
    result.expectFound(Self.planted, Tokens.gitHub("after devices"))
  }

  @Test("with a sparse file of a terabyte are read at once", arguments: [false, true])
  func sparseTerabyte(pax: Bool) throws {
    let terabyte = 1 << 40
    let tail = Array("\ntoken: \(Tokens.gitHub("at the end of a terabyte"))\n".utf8)
    let parts =
      [(offset: 0, content: [UInt8](repeating: 0x2e, count: 512))]
      + [(offset: terabyte - 512, content: tail + [UInt8](repeating: 0x2e, count: 512 - tail.count))]
    let result = try scan { tar in
      if pax {
        tar.paxSparse("sparse", size: terabyte, parts: parts)
      } else {
        tar.oldSparse("sparse", size: terabyte, parts: parts)
      }
      tar.file("last", "token: \(Tokens.gitHub("after the terabyte"))\n")
    }
    result.expectComplete()
    result.expectFound(
      Self.planted, Tokens.gitHub("at the end of a terabyte"), Tokens.gitHub("after the terabyte"))
  }

  @Test("with encrypted zip entries say that these were not read")
  func encryptedZip() throws {
    var zip = ZipWriter()
    zip.stored("open.txt", Array("token: \(Tokens.gitHub("open"))\n".utf8))
    zip.stored("closed.txt", [UInt8](repeating: 0x5a, count: 200), flags: 1)
    let byHand = try scan { $0.file("opt/hand.zip", zip.finished) }
    byHand.expectIncomplete("encrypted")
    byHand.expectFound(Self.planted, Tokens.gitHub("open"))
    let place = try Workspace()
    try place.write("closed.txt", "token: \(Tokens.gitHub("closed"))\n")
    try CommandRunner.tool(["zip", "-q", "-P", "pass", "tool.zip", "closed.txt"], in: place.folder)
    let byTool = try scan { $0.file("opt/tool.zip", try place.read("tool.zip")) }
    byTool.expectIncomplete("encrypted")
    byTool.expectFound(Self.planted)
  }

  @Test(
    "with 64 archives in each other are read as deep as the limit says", arguments: ["tar", "zip", "gzip"])
  func nesting(_ kind: String) throws {
    let innermost = Tokens.gitHub("innermost")
    let level3 = Tokens.gitHub("level 3")
    var content = Array("token: \(innermost)\n".utf8)
    for level in (1...64).reversed() {
      let beside = Array((level == 3 ? "token: \(level3)\n" : "nothing\n").utf8)
      switch kind {
      case "tar":
        var tar = TarWriter()
        tar.file("inner", content)
        tar.file("beside", beside)
        content = tar.finished
      case "zip":
        var zip = ZipWriter()
        zip.stored("inner", content)
        zip.stored("beside", beside)
        content = zip.finished
      default: content = try Compressor.gzip(content)
      }
    }
    let shallow = try scan { $0.file("nested", content) }
    shallow.expectIncomplete("nested more than")
    shallow.expectFound(Self.planted)
    if kind != "gzip" { shallow.expectFound(level3) }
    let deep = try scan(options: ["--max-depth", "64"]) { $0.file("nested", content) }
    if kind != "gzip" { deep.expectFound(innermost, level3) }
  }
}
