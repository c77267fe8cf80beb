import Foundation
import Testing

/// What `contraband dockerfile --list-files` says a build copies, and what buildah really puts into the image.
@Suite("Files that a build copies")
struct BuildContextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let dockerfile: String
    var files: [String] = []
    /// Contents where they matter.
    var texts: [String: String] = [:]
    /// Links by name.
    var links: [String: String] = [:]
    /// Archives by name, with what makes them.
    var archives: [String: [String]] = [:]
    /// What buildah 1.28 does not do, or does otherwise than BuildKit documents: the files as BuildKit has them.
    var buildKit: Set<String>?

    var testDescription: String { name }
  }

  private static let tree = [
    "a.txt", "b.txt", "c.md", ".hidden", "src/main.go", "src/util/x.go", "src/util/deep/y.go", "src/.env",
    "docs/readme.md", "docs/api/index.md",
  ]

  static let cases: [Case] = [
    Case(
      name: "a file, renamed and into a folder", dockerfile: "COPY a.txt /x\nCOPY b.txt /dir/", files: tree),
    Case(name: "a folder brings its contents, hidden files too", dockerfile: "COPY src /app", files: tree),
    Case(
      name: "the whole context, with the Dockerfile and its ignore file", dockerfile: "COPY . /all",
      files: tree,
      texts: [".dockerignore": "docs\n"]),
    Case(
      name: "globs do not cross slashes",
      dockerfile: "COPY *.txt /t/\nCOPY src/*/*.go /g/\nCOPY [ab].tx? /q/",
      files: tree),
    Case(
      name: "ignore files: comments, anchors, double stars, exceptions",
      dockerfile: "COPY . /w",
      files: tree + ["logs/a.log", "logs/keep.log", "deep/logs/b.log", "#odd", "src/a.tmp"],
      texts: [
        ".dockerignore":
          "# a comment\n/docs/\n**/*.log\n!logs/keep.log\n  src/util  \n!src/util/deep\n*.tmp\n*/*.tmp\nDockerfile\n"
      ]),
    Case(
      name: "an exception below an ignored folder", dockerfile: "COPY . /w", files: tree,
      texts: [".dockerignore": "*\n!src/util\n!*.txt\nb.txt\n"]),
    Case(
      name: "the Dockerfile's own ignore file replaces the context's", dockerfile: "COPY . /w", files: tree,
      texts: ["Dockerfile.dockerignore": "src\n", ".dockerignore": "docs\n"]),
    Case(
      name: "the destination: with a slash, a dot, relative to WORKDIR, a folder that is there",
      dockerfile:
        "WORKDIR /w/d\nCOPY a.txt .\nCOPY b.txt sub/\nCOPY c.md ../up.md\nCOPY a.txt /w/d\nWORKDIR x\nCOPY b.txt ./",
      files: tree),
    Case(
      name: "several sources", dockerfile: "COPY a.txt docs src/util /m/", files: tree),
    Case(
      name: "names with blanks in the JSON form, and other case",
      dockerfile: "COPY [\"with blank.txt\", \"/x y/\"]\nCOPY [\"A.txt\", \"a.txt\", \"/c/\"]",
      files: ["with blank.txt", "A.txt", "a.txt"]),
    Case(
      name: "files of an earlier stage", dockerfile: "",
      files: tree,
      texts: [
        "Dockerfile":
          "FROM scratch AS one\nCOPY src /in\nCOPY a.txt /in/top\nFROM scratch AS two\nCOPY b.txt /unused\nFROM scratch\nCOPY --from=one /in/util /u\nCOPY --from=0 /in/top /t/\n"
      ]),
    Case(
      name: "a stage that is built on another", dockerfile: "", files: tree,
      texts: ["Dockerfile": "FROM scratch AS base\nCOPY a.txt /base/\nFROM base\nCOPY b.txt /base\n"]),
    Case(
      name: "ADD unpacks tar archives, plain and compressed, and COPY does not",
      dockerfile:
        "ADD p.tar /p\nADD z.tar.gz /z/\nADD b.tar.bz2 x.tar.xz /bx/\nADD a.txt /plain\nCOPY p.tar /kept.tar",
      files: tree,
      archives: [
        "p.tar": ["tar", "-cf"], "z.tar.gz": ["tar", "-czf"], "b.tar.bz2": ["tar", "-cjf"],
        "x.tar.xz": ["tar", "-cJf"],
      ]),
    Case(
      name: "compressed files that are no archives stay as they are", dockerfile: "ADD a.txt.gz /g/",
      files: tree,
      archives: ["a.txt.gz": ["sh", "-c", "gzip -c a.txt > \"$0\""]]),
    Case(
      name: "links: one that is named is followed", dockerfile: "COPY link.txt /l/\nCOPY src /s", files: tree,
      links: ["link.txt": "a.txt"]),
    Case(
      name: "folders of one name side by side",
      dockerfile: "COPY src docs /both/\nCOPY src/util /both", files: tree),
    Case(
      name: "heredocs as files",
      dockerfile: "COPY <<one <<two /h/\n1\none\n2\ntwo\nCOPY <<EOF /single\nx\nEOF", files: tree,
      buildKit: ["/h/one", "/h/two", "/single"]),
    Case(
      name: "--exclude", dockerfile: "COPY --exclude=*.go --exclude=util src /e", files: tree,
      buildKit: ["/e/.env"]),
    Case(
      name: "--parents", dockerfile: "COPY --parents src/**/*.go docs/./api /p/", files: tree,
      buildKit: ["/p/src/main.go", "/p/src/util/x.go", "/p/src/util/deep/y.go", "/p/api/index.md"]),
  ]

  @Test("are those that buildah puts into the image, or those that BuildKit documents", arguments: cases)
  func agrees(_ test: Case) throws {
    let place = try Workspace()
    try BuildContextTests.lay(test, in: place)
    let listed = try BuildContextTests.listed(place)
    if let expected = test.buildKit { return #expect(listed == expected) }
    let built = try BuildContextTests.built(place)
    #expect(!built.isEmpty)
    #expect(
      listed == built, "only listed: \(listed.subtracting(built)), only built: \(built.subtracting(listed))")
  }

  private static func lay(_ test: Case, in place: Workspace) throws {
    for file in test.files { try place.write("context/" + file, file + "\n") }
    if !test.dockerfile.isEmpty {
      try place.write("context/Dockerfile", "FROM scratch\n" + test.dockerfile + "\n")
    }
    for (name, text) in test.texts { try place.write("context/" + name, text) }
    for (name, target) in test.links {
      try FileManager.default.createSymbolicLink(
        atPath: place.path("context/" + name), withDestinationPath: target)
    }
    for (name, command) in test.archives {
      let all = command.first == "sh" ? command + [name] : command + [name, "a.txt", "src"]
      try CommandRunner.tool(["env", "-C", place.path("context")] + all)
    }
  }

  private struct List: Decodable {
    struct File: Decodable {
      var destination: String
      var reachesTarget: Bool
    }
    var files: [File]
    var problems: [String]
  }

  private static func listed(_ place: Workspace) throws -> Set<String> {
    let result = try Contraband.run([
      "dockerfile", "--list-files", "--format", "json", place.path("context/Dockerfile"),
    ])
    let list = try JSONDecoder().decode(List.self, from: Data(result.output))
    #expect(list.problems == [])
    #expect(result.status == 0)
    return Set(list.files.filter(\.reachesTarget).map(\.destination))
  }

  private static func built(_ place: Workspace) throws -> Set<String> {
    let storage = """
      [storage]
      driver = "vfs"
      graphroot = "\(place.path("storage/root"))"
      runroot = "\(place.path("storage/run"))"
      """
    let configuration = try place.write("storage/storage.conf", storage)
    try CommandRunner.tool(
      [
        "buildah", "bud", "-q", "--network", "host", "-f", place.path("context/Dockerfile"), "--output",
        "type=local,dest=" + place.path("out"), place.path("context"),
      ],
      environment: [
        "CONTAINERS_STORAGE_CONF": configuration, "BUILDAH_ISOLATION": "chroot",
        "HOME": try place.makeFolder("home"), "TMPDIR": try place.makeFolder("tmp"),
      ])
    var found: Set<String> = []
    for path in place.contents("out") {
      let attributes = try FileManager.default.attributesOfItem(atPath: place.path("out/" + path))
      if attributes[.type] as? FileAttributeType == .typeRegular { found.insert("/" + path) }
    }
    return found
  }
}
