import Foundation
import Testing

/// The forms of a report, as the command writes them.
@Suite("The formats of reports")
struct ReportFormatTests {
  static let forms = ["text", "json", "jsonl", "sarif", "junit", "gitlab", "github", "markdown", "csv"]

  /// Always the same time, so that the same input gives the same bytes.
  private static let environment = [
    "SOURCE_DATE_EPOCH": "1700000000", "CI_COMMIT_SHA": String(repeating: "0f", count: 20),
  ]

  /// An image whose names try to be more than names; a secret stands in each of its files.
  private static let hostile: FixtureImage = {
    let names = [
      "a\u{1b}[2J\u{7}\u{7f}b", "</script><script>alert(1)<", "::error::x",
      "\n::error::y\r\n::stop-commands::z",
      "=HYPERLINK(\"http:", "@SUM(1)", "[a](b) `c` | <img src=x onerror=e> @octocat", "%0A::error::w,file=y",
      "##vso[task.complete]", "]]>", "\u{202e}\u{2028}日本", String(repeating: "n", count: 100_000),
    ]
    var image = FixtureImage(layers: [
      .init("COPY \"::error::x\" </script> =1 /") { tar in
        for (index, name) in names.enumerated() { tar.file(name, "token: \(Tokens.gitHub("f\(index)"))\n") }
      }
    ])
    image.name = "app:1.0"
    image.env = ["API_TOKEN=\(Tokens.gitHub("environment"))"]
    return image
  }()

  /// Writes all forms at once.
  ///
  /// - Returns: the text of each.
  private static func write(_ command: [String], in place: Workspace) throws -> [String: String] {
    let options = forms.flatMap { ["--format", "\($0)=\(place.path("out/" + $0))"] }
    try place.makeFolder("out")
    let result = try Contraband.run(command + options, environment: environment)
    #expect(result.text == "", "every form has its file")
    #expect(result.status == 1, "\(result.errors)")
    return try forms.reduce(into: [:]) { texts, form in
      texts[form] = String(decoding: try place.read("out/" + form), as: UTF8.self)
    }
  }

  /// Asks the validator of the folder that `CONTRABAND_SCHEMAS` names, where it names one.
  private static func validate(in place: Workspace) throws {
    guard let schemas = ProcessInfo.processInfo.environment["CONTRABAND_SCHEMAS"] else { return }
    for form in ["sarif", "gitlab", "junit"] {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: schemas + "/validate")
      process.arguments = [form, place.path("out/" + form)]
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(form): \(text.prefix(2000))")
    }
  }

  @Test("are written at once, each to its file, valid, and without a secret in clear")
  func allAtOnce() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", DockerArchiveWriter.classic([StandardImage.make()]).tar)
    let texts = try Self.write(["image", path, "--no-cache"], in: place)
    let secrets = [
      StandardImage.kept, StandardImage.removed, StandardImage.replaced, StandardImage.environment,
    ]
    for (form, text) in texts {
      for secret in secrets {
        #expect(!text.contains(secret.dropFirst(4).prefix(30)), "\(form)")
        #expect(text.contains(Tokens.redacted(secret)) || text.contains(Self.inMarkdown(secret)), "\(form)")
      }
    }
    try Self.validate(in: place)
  }

  private static func inMarkdown(_ secret: String) -> String {
    Tokens.redacted(secret).replacingOccurrences(of: "_", with: "&#95;")
  }

  @Test("let no hostile name of an image out")
  func hostileNames() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", DockerArchiveWriter.classic([Self.hostile]).tar)
    let texts = try Self.write(["image", path, "--no-cache"], in: place)
    for (form, text) in texts {
      let controls = text.unicodeScalars.filter {
        $0.properties.generalCategory == .control && $0 != "\n" && !(form == "csv" && $0 == "\r")
      }
      #expect(controls.isEmpty, "\(form)")
      #expect(!text.contains("\u{202e}") && !text.contains("\u{2028}"), "\(form)")
    }
    let gitHub = try #require(texts["github"])
    for line in gitHub.split(separator: "\n") {
      #expect(line.hasPrefix("::error title="), "\(line.prefix(80))")
    }
    #expect(gitHub.split(separator: "\n").count == 13)
    for form in ["markdown", "junit"] {
      let text = try #require(texts[form])
      #expect(!text.contains("<script") && !text.contains("<img"), "\(form)")
    }
    let csv = try #require(texts["csv"])
    #expect(csv.contains("\"'=HYPERLINK(") && csv.contains("\"'@SUM(1)\""))
    for mark in ["\"=", "\"@", ",=", ",@"] { #expect(!csv.contains(mark), "\(mark)") }
    let plain = try #require(texts["text"])
    #expect(!plain.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") })
    #expect(!plain.contains("##vso["))
    #expect(try #require(texts["sarif"]).contains(String(repeating: "n", count: 1000)))
    try Self.validate(in: place)
  }

  @Test("are the same whether a scan writes them or contraband report")
  func converted() throws {
    let place = try Workspace()
    let path = try place.write("image.tar", DockerArchiveWriter.classic([StandardImage.make()]).tar)
    let direct = try Self.write(["image", path, "--no-cache", "--fail-on", "high"], in: place)
    let json = try place.write("report.json", try #require(direct["json"]))
    let converted = try Self.write(["report", json], in: place)
    for form in Self.forms { #expect(direct[form] == converted[form], "\(form)") }
  }

  @Test("contraband report merges, judges anew only when asked, and keeps the exit codes")
  func merged() throws {
    let place = try Workspace()
    let token = try place.write("a/token", "token: \(StandardImage.kept)\n")
    try place.write("b/readme", "nothing here\n")
    let found = place.path("found.json")
    let clean = place.path("clean.json")
    for (input, output, status) in [(token, found, Int32(1)), (place.path("b"), clean, 0)] {
      let result = try Contraband.run(["fs", input, "--no-cache", "-f", "json=\(output)"])
      #expect(result.status == status)
    }
    #expect(try Contraband.run(["report", clean]).status == 0)
    let both = try Contraband.run(["report", clean, found, "--format", "json"])
    #expect(both.status == 1)
    #expect(try ReportView.decode(both.output).map(\.verdict) == ["pass", "fail"])
    let text = String(decoding: try place.read("found.json"), as: UTF8.self)
    try place.write("low.json", text.replacingOccurrences(of: "\"critical\"", with: "\"low\""))
    // As it was judged, at medium; its verdict stands until a threshold is given.
    #expect(try Contraband.run(["report", place.path("low.json")]).status == 1)
    #expect(try Contraband.run(["report", place.path("low.json"), "--fail-on", "medium"]).status == 0)
    let piped = try Contraband.run(["report", "-", "-f", "jsonl"], input: .pipe(found))
    #expect(piped.status == 1)
    #expect(piped.text.split(separator: "\n").count == 2)
  }

  @Test("contraband report says what is wrong with its input, and ends with 2")
  func badInput() throws {
    let place = try Workspace()
    for (name, text, says) in [
      ("empty", "", "is not JSON"), ("other", "{\"version\": \"2.1.0\"}", "names no schema"),
      ("newer", "{\"schema\": \"contraband/report/9\"}", "contraband/report/9"),
      ("broken", "{\"schema\": \"contraband/report/1\", \"tool\": 3}", "at tool"),
      ("none", "{\"schema\": \"contraband/reports/1\", \"reports\": []}", "no report"),
    ] {
      let result = try Contraband.run(["report", try place.write(name, text)])
      #expect(result.status == 2)
      #expect(result.errors.contains(says), "\(result.errors)")
      #expect(result.text == "")
    }
    #expect(try Contraband.run(["report", "/no/such/file"]).status == 2)
  }

  @Test(
    "that cannot all be written are a usage error",
    arguments: [
      ["-f", "json", "-f", "sarif"], ["-f", "json=-", "-f", "text"], ["-f", "xml"], ["-f", "json="],
      ["-f", "json=a", "-f", "sarif=a"], ["-f", "json=a", "-o", "b"],
      ["-f", "json", "-o", "b", "-f", "csv=b"],
    ])
  func usage(_ options: [String]) throws {
    let result = try Contraband.run(["fs", "/etc/hostname"] + options)
    #expect(result.status == 64)
    #expect(result.text == "")
  }

  @Test("a form that cannot be written fails the run, and the others are written")
  func unwritable() throws {
    let place = try Workspace()
    try place.write("a/readme", "nothing here\n")
    let result = try Contraband.run([
      "fs", place.path("a"), "--no-cache", "-f", "sarif=/no/such/folder/x", "-f",
      "csv=\(place.path("b.csv"))",
    ])
    #expect(result.status == 2)
    #expect(result.errors.contains("/no/such/folder/x"))
    #expect(!(try place.read("b.csv")).isEmpty)
  }
}
