import Foundation
import Testing

/// What the command line promises: exit codes, streams, forms of output.
@Suite("The command line")
struct CommandLineTests {
  private static let clean = FixtureImage(layers: [
    .init("COPY a /") { $0.file("app/readme", "nothing here") }
  ])

  private static func archive(_ image: FixtureImage) -> [UInt8] { DockerArchiveWriter.classic([image]).tar }

  @Test("ends with 0 where everything was read and nothing was found")
  func endsWithZero() throws {
    let result = try Contraband.scan(image: Self.archive(Self.clean))
    #expect(result.status == 0)
    #expect(try result.report().status == "complete")
    #expect(try result.report().verdict == "pass")
  }

  @Test("ends with 1 where something reaches the threshold")
  func endsWithOne() throws {
    let result = try Contraband.scan(image: Self.archive(StandardImage.make()))
    #expect(result.status == 1)
    #expect(try result.report().verdict == "fail")
  }

  @Test("lets --fail-on set the threshold", arguments: [("critical", Int32(0)), ("high", 1), ("low", 1)])
  func failOn(_ threshold: String, status: Int32) throws {
    let image = FixtureImage(layers: [
      .init("COPY a /") { $0.file("etc/nginx/.htpasswd", Tokens.htpasswdLine("admin") + "\n") }
    ])
    let result = try Contraband.scan(image: Self.archive(image), ["--fail-on", threshold])
    #expect(result.findings.map(\.rule) == ["htpasswd"])
    #expect(result.findings.map(\.severity) == ["high"])
    #expect(result.status == status)
  }

  @Test(
    "ends with 64 where it is used wrongly",
    arguments: [
      ["image"], ["image", "--no-such-option", "x"], ["fs"], ["image", "-", "-"], ["no-such-command"],
      ["fs", "--jobs", "0", "."], ["fs", "--fail-on", "urgent", "."], ["image", "docker://alpine"],
    ])
  func usage(_ arguments: [String]) throws {
    let result = try Contraband.run(arguments)
    #expect(result.status == 64)
    #expect(result.text == "")
    #expect(!result.errors.isEmpty)
  }

  @Test(
    "ends with 2 where the source cannot be read",
    arguments: [
      ["image", "/no/such/file"], ["image", "/dev/null"], ["fs", "/no/such/file"],
      ["image", "/proc/version"],
    ])
  func unreadable(_ arguments: [String]) throws {
    let result = try Contraband.run(arguments + ["--no-cache"])
    #expect(result.status == 2)
    #expect(result.errors.contains(arguments[1]))
  }

  @Test("scans the others where one of several sources fails, and ends with 2")
  func oneOfSeveral() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", Self.archive(StandardImage.make()))
    let result = try Contraband.scan(["image", "/no/such/file", path])
    #expect(result.status == 2)
    #expect(result.states == ScanResult.standardStates)
  }

  @Test("reads an image from standard input, a pipe or a file")
  func standardInput() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", Self.archive(StandardImage.make()))
    for input in [CommandInput.pipe(path), .file(path)] {
      let result = try Contraband.scan(["image", "-"], input: input)
      result.expectComplete()
      #expect(result.states == ScanResult.standardStates)
    }
    #expect(try Contraband.run(["image", "-", "--no-cache"]).status == 2, "nothing at all is no image")
  }

  @Test("scans what docker export writes: a root file system without a manifest", arguments: [false, true])
  func rootFileSystem(compressed: Bool) throws {
    var tar = TarWriter()
    tar.folder("etc")
    tar.file("etc/token", StandardImage.kept)
    tar.device("dev/null", .characterDevice)
    let result = try Contraband.scan(image: compressed ? try Compressor.gzip(tar.finished) : tar.finished)
    result.expectComplete()
    #expect(result.states == ["etc/token": "present"])
    #expect(try result.report().target.source == "rootfs")
  }

  @Test("scans folders and files; paths are relative to the folder")
  func files() throws {
    let place = try Workspace()
    try place.write("tree/a/token.txt", "one\n\n  " + StandardImage.kept)
    try place.write("tree/.hidden/b.tar.gz", try Compressor.gzip(Self.archive(StandardImage.make())))
    let folder = try Contraband.scan(["fs", place.path("tree")])
    folder.expectComplete()
    let first = try #require(
      folder.places(of: StandardImage.kept).first { $0.location.path == "a/token.txt" })
    #expect(first.location.kind == "file")
    #expect(first.location.line == 3)
    #expect(first.location.column == 3)
    #expect(folder.places(of: StandardImage.removed).map(\.location.path) == [".hidden/b.tar.gz"])
    let file = try Contraband.scan(["fs", place.path("tree/a/token.txt")])
    #expect(file.places(of: StandardImage.kept).map(\.location.path) == ["token.txt"])
  }

  @Test("does not follow a symbolic link out of the folder")
  func symbolicLinks() throws {
    let place = try Workspace()
    try place.write("outside/token.txt", StandardImage.kept)
    try place.makeFolder("tree")
    try FileManager.default.createSymbolicLink(
      atPath: place.path("tree/link"), withDestinationPath: place.path("outside"))
    try FileManager.default.createSymbolicLink(
      atPath: place.path("tree/loop"), withDestinationPath: place.path("tree"))
    let result = try Contraband.scan(["fs", place.path("tree")])
    #expect(result.status == 0)
    #expect(result.findings.isEmpty)
  }

  @Test("writes JSON with the keys of the contract")
  func keys() throws {
    let result = try Contraband.scan(image: Self.archive(StandardImage.make()))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.command.output)) as? [String: Any])
    func keys(_ path: String...) -> Set<String> {
      var value: Any? = object
      for name in path {
        value = (value as? [String: Any])?[name]
        if let list = value as? [Any] { value = list.first }
      }
      return Set((value as? [String: Any] ?? [:]).keys)
    }
    #expect(object["schema"] as? String == "contraband/report/1")
    #expect(keys().isSuperset(of: ["schema", "tool", "target", "status", "verdict", "coverage", "findings"]))
    #expect(keys("tool").isSuperset(of: ["name", "version", "patterns"]))
    #expect(keys("target").isSuperset(of: ["kind", "source", "reference", "digest"]))
    #expect(keys("coverage").isSuperset(of: ["layers", "files", "bytes", "skipped"]))
    #expect(
      keys("findings").isSuperset(of: [
        "fingerprint", "rule", "title", "severity", "confidence", "verification", "secret", "location",
        "layer",
        "state", "origin", "package", "remediation", "places",
      ]))
    #expect(keys("findings", "secret").isSuperset(of: ["redacted", "length"]))
    #expect(
      keys("findings", "location").isSuperset(of: [
        "kind", "path", "nested", "line", "column", "endLine", "endColumn", "offset",
      ]))
    #expect(
      keys("findings", "layer").isSuperset(of: ["index", "diffID", "digest", "instruction", "dockerfileLine"])
    )
  }

  @Test("writes text without control sequences to a pipe, and nothing with --quiet where all is well")
  func text() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", Self.archive(StandardImage.make()))
    let loud = try Contraband.run(["image", path, "--no-cache"])
    #expect(loud.status == 1)
    #expect(!loud.output.contains(0x1b))
    #expect(loud.text.contains(Tokens.redacted(StandardImage.kept)))
    let cleanPath = try place.write("clean.tar", Self.archive(Self.clean))
    let quiet = try Contraband.run(["image", cleanPath, "--quiet", "--no-cache"])
    #expect(quiet.status == 0)
    #expect(quiet.text + quiet.errors == "")
  }

  @Test("writes the report to the file that --output names")
  func output() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", Self.archive(StandardImage.make()))
    let report = place.path("report.json")
    let result = try Contraband.run(
      ["image", path, "--no-cache", "--format", "json", "--output", report])
    #expect(result.status == 1)
    #expect(result.text == "")
    #expect(try ReportView.decode(try place.read("report.json")).count == 1)
  }

  @Test("does not show secrets to a pipe")
  func showSecrets() throws {
    let result = try Contraband.run(["fs", "/etc/hostname", "--show-secrets"])
    #expect(result.status == 64)
  }

  @Test("gives the same bytes for the same input, whatever the number of workers")
  func sameBytes() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", Self.archive(StandardImage.make()))
    let outputs = try ["1", "2", "7"].map {
      try Contraband.scan(["image", path, "--jobs", $0]).command.output
    }
    #expect(Set(outputs).count == 1)
  }

  @Test("explains itself with examples")
  func help() throws {
    for command in [[], ["image"], ["fs"]] {
      let result = try Contraband.run(command + ["--help"])
      #expect(result.status == 0)
      #expect(result.text.contains("EXAMPLES"))
    }
  }
}
