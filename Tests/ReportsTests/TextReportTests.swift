import Findings
import Reports
import Testing

@Suite("The text report")
struct TextReportTests {
  private func render(
    _ reports: Report..., verbose: Bool = false, showSecrets: Bool = false, color: Bool = false
  ) -> String {
    let style = TextReport.Style(color: color, width: 80, verbose: verbose, showSecrets: showSecrets)
    return TextReport(style: style).render(reports)
  }

  @Test("says of a finding what it is, where, from which instruction, and what to do")
  func finding() {
    let text = render(Samples.report([Samples.finding(state: .deleted)], verdict: .fail))
    #expect(
      text == """
           target  app:1.2
                   image · docker-archive · linux/amd64 · 5 layers · 1.17 GB
                   sha256:9f86d081884c

        ── 1 critical ──────────────────────────────────────────────────────────────────

         CRITICAL  GitHub token  github-pat
               at  layer 4/5  app/lib.jar ! config.properties : 3:10
             from  COPY . /app  (Dockerfile:12)
            state  deleted by a later layer: still in the image
                   Anyone who can pull the image can read it from the earlier layer.
           secret  ghp_…x1Yz  40 bytes, high confidence, checksum valid
              fix  Revoke the token.
               id  3f9a1c2b7d04

        ── summary ─────────────────────────────────────────────────────────────────────

         findings  1 critical, 0 high, 0 medium, 0 low, 0 info
             read  5 layers, 65,107 files (1.17 GB), 312 files inside archives (45.2 MB)
             tool  contraband 0.1.0 · rules sha256:1f2e3d4c5b6a

        FAIL: 1 finding at or above the threshold

        """)
  }

  @Test("puts the worst severity first, and the user's own content before that of base and packages")
  func order() {
    var base = Samples.finding(.high, title: "in base", path: "a")
    base.origin = .base
    var package = Samples.finding(.high, title: "in package", path: "a")
    package.origin = .package
    package.package = "libfoo 1.2"
    let findings = [
      Samples.finding(.low, title: "low one"), package, base,
      Samples.finding(.high, title: "own, z", path: "z"),
      Samples.finding(.high, title: "own, b", path: "b"), Samples.finding(.critical, title: "critical one"),
    ]
    let text = render(Samples.report(findings, verdict: .fail))
    let titles = ["critical one", "own, b", "own, z", "in base", "in package", "low one"]
    let positions = titles.compactMap { text.firstRange(of: $0)?.lowerBound }
    #expect(positions.count == titles.count)
    #expect(positions == positions.sorted())
    #expect(text.contains("   origin  package libfoo 1.2, verbatim\n"))
    #expect(text.contains("   origin  the base image, not your own layers\n"))
    #expect(text == render(Samples.report(findings.reversed(), verdict: .fail)))
  }

  @Test("hides info findings, but counts them, unless verbose")
  func infoFindings() {
    let report = Samples.report([Samples.finding(.info, title: "example key")])
    #expect(!render(report).contains("example key"))
    #expect(render(report).contains("1 info (shown with --verbose)"))
    #expect(render(report).contains("No findings above severity info."))
    #expect(render(report, verbose: true).contains("     INFO  example key"))
    #expect(!render(report, verbose: true).contains("shown with"))
  }

  @Test("lists five further places and counts the rest, or lists all of them when verbose")
  func furtherPlaces() {
    var finding = Samples.finding()
    finding.places = (1...8).map {
      Finding.Place(
        location: Location(kind: .layerFile, path: "copy\($0).env"), layer: LayerReference(index: 0),
        state: $0 == 1 ? .overwritten : .present)
    }
    let text = render(Samples.report([finding]))
    #expect(text.contains("     also  layer 1/5  copy1.env : 1:1  (overwritten later)\n"))
    #expect(text.contains("copy5.env") && !text.contains("copy6.env"))
    #expect(text.contains("and 3 more"))
    let verbose = render(Samples.report([finding]), verbose: true)
    #expect(verbose.contains("copy8.env") && !verbose.contains("more"))
  }

  @Test("writes a file on disk as editors open it, and names the parts of an image that are no files")
  func places() {
    func row(_ kind: Location.Kind, _ path: String) -> Bool {
      let text = render(Samples.report([Samples.finding(path: path, nested: [], kind: kind)]))
      let expected =
        switch kind {
        case .layerFile: "layer 4/5  \(path) : 3:10"
        case .imageConfig: "image config  \(path)"
        case .imageHistory: "image history  \(path)"
        case .attestation: "attestation  \(path) : 3:10"
        case .dockerfile, .file, .git: "\(path):3:10"
        }
      return text.contains("       at  \(expected)\n")
    }
    #expect(row(.layerFile, "etc/shadow"))
    #expect(row(.imageConfig, "config.Env.TOKEN"))
    #expect(row(.imageHistory, "history[3]"))
    #expect(row(.attestation, "provenance.json"))
    #expect(row(.dockerfile, "Dockerfile"))
    #expect(row(.file, "deploy/app.env"))
    #expect(row(.git, "app.env"))
  }

  @Test("leaves the total out for a layer beyond those that were read")
  func layerBeyondCoverage() {
    let report = Samples.report([Samples.finding()], coverage: Coverage(layers: 2, files: 1))
    #expect(render(report).contains("at  layer 4  app/lib.jar"))
  }

  @Test("explains a detail that calls for it")
  func details() {
    var finding = Samples.finding()
    finding.detail = "user admin, MD5 (apr1), weak"
    let text = render(Samples.report([finding]))
    #expect(text.contains("   detail  user admin, MD5 (apr1), weak\n           The hash is weak"))
  }

  @Test("shows a secret in clear only where asked to, line breaks escaped and kept")
  func clearSecrets() {
    let secret = Secret(redacting: Array("first line\nsecond\u{1b}[2J".utf8), keepClear: true)
    let report = Samples.report([Samples.finding(secret: secret)])
    #expect(!render(report).contains("first line"))
    #expect(
      render(report, showSecrets: true).contains(
        "   secret  first line\\n\n           second\\u{1b}[2J\n           21 bytes"))
    let redactedOnly = Samples.report([Samples.finding()])
    #expect(render(redactedOnly, showSecrets: true) == render(redactedOnly))
  }

  @Test("writes instructions as a Dockerfile has them")
  func instructions() {
    func row(_ recorded: String) -> String? {
      var finding = Samples.finding()
      finding.layer = LayerReference(index: 0, instruction: recorded)
      let lines = render(Samples.report([finding])).split(separator: "\n")
      return lines.first { $0.hasPrefix("     from  ") }.map { String($0.dropFirst(11)) }
    }
    #expect(row("/bin/sh -c #(nop)  CMD [\"sh\"]") == "CMD [\"sh\"]")
    #expect(row("/bin/sh -c apt-get update \t&& true") == "RUN apt-get update && true")
    #expect(row("RUN /bin/sh -c make # buildkit") == "RUN make")
    #expect(row("RUN |1 A=b /bin/sh -c make # buildkit") == "RUN |1 A=b /bin/sh -c make")
    #expect(row("COPY . /app # buildkit") == "COPY . /app")
    #expect(row("") == nil)
  }

  @Test("has no escape sequence without colour, and the same words with it")
  func colour() {
    let report = Samples.report([Samples.finding(), Samples.finding(.low)], verdict: .fail)
    let plain = render(report)
    #expect(!plain.unicodeScalars.contains("\u{1b}"))
    let coloured = render(report, color: true)
    #expect(coloured.contains("\u{1b}[1;97;41m CRITICAL \u{1b}[0m "))
    func words(_ text: String) -> String { text.split { $0 == " " || $0 == "\n" }.joined(separator: " ") }
    #expect(words(TextReportTests.withoutColour(coloured)) == words(plain))
  }

  /// `text` without SGR sequences; any other sequence stays.
  static func withoutColour(_ text: String) -> String {
    text.replacing(/\u{1b}\[[0-9;]*m/, with: "")
  }

  @Test("A fix ends with lines to paste, which are not broken however long they are")
  func block() {
    var finding = Samples.finding()
    let long = "RUN " + String(repeating: "--mount=type=secret,id=token ", count: 8) + "make"
    finding.remediation = "Mount it. It is needed once.\n\n    \(long)\n    docker build ."
    let text = render(Samples.report([finding], verdict: .fail))
    #expect(
      text.contains(
        "fix  Mount it. It is needed once.\n             \(long)\n             docker build .\n"))
  }

  @Test("Waived findings are told apart, and not counted; notes stand in the summary")
  func waived() {
    var finding = Samples.finding()
    finding.waiver = Finding.Waiver(source: "Dockerfile:3", reason: "test data only")
    var report = Samples.report([finding])
    report.notes = ["layers have no lines"]
    let text = render(report)
    #expect(text.contains("findings  0 critical, 0 high"))
    #expect(text.contains("waived  1 finding, not counted above"))
    #expect(text.contains("app/lib.jar:3  critical  github-pat  test data only"))
    #expect(text.contains("note  layers have no lines"))
    #expect(text.contains("PASS: no findings"))
  }
}
