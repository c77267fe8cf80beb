import ArgumentParser
import CredentialFiles
import Matching
import Patterns
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `contraband patterns explain ID TEXT`.
struct PatternsExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say step by step why a text matches a rule, or does not.",
    discussion: """
      Secrets are shown redacted. A text on the command line is seen by other users of the machine, and kept in \
      the shell's history: for real secrets use - or --file.

      EXAMPLES
        contraband patterns explain npm-access-token --file .npmrc
        pbpaste | contraband patterns explain team-token - --patterns .gitleaks.toml
        contraband patterns explain htpasswd --file users --path etc/nginx/.htpasswd

      EXIT CODES
        0   a scan would report something
        1   it would not
        64  the command line is wrong
      """)

  @Argument(help: ArgumentHelp("The rule.", valueName: "id"))
  var id: String

  @Argument(help: ArgumentHelp("The text, or - for standard input.", valueName: "text"))
  var text: String?

  @Option(help: ArgumentHelp("Read the text from a file.", valueName: "file"))
  var file: String?

  @Option(
    help: ArgumentHelp("The path the text is said to stand at; default: that of --file.", valueName: "path"))
  var path: String?

  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var view: RuleViewFlags

  /// Bytes of a text that are looked at.
  private static let limit = 16 << 20

  func validate() throws {
    if (text == nil) == (file == nil) { throw ValidationError("give a text, -, or --file") }
  }

  func run() throws {
    let set = try PatternsFailure.reported { try patterns.rules(warn: PatternsFailure.warn) }
    let rule: Rule
    do {
      rule = try set.rule(id)
    } catch {
      throw ValidationError(error.description)
    }
    let bytes = try content()
    let place = path ?? file ?? ""
    let explanation = try Explanation(
      of: rule, in: bytes, path: String(place.drop { $0 == "/" }), readers: CredentialFileReaders.all)
    var page = TextPage(color: view.isColored, width: view.width)
    page.heading("\(rule.id) on \(bytes.count) bytes")
    page.blank()
    for step in explanation.steps {
      let (mark, tone): (String, TextPage.Tone) =
        switch step.outcome {
        case .holds: ("yes  ", .good)
        case .fails: ("no   ", .bad)
        case .note: ("     ", .faint)
        }
      page.row(step.name, mark + step.text, tone)
    }
    page.blank()
    Terminal.write(Array(page.text.utf8), to: Terminal.standardOutput)
    if explanation.reported == 0 { throw ExitCode(1) }
  }

  private func content() throws -> [UInt8] {
    if let text, text != "-" { return Array(text.utf8) }
    let descriptor = file.map { open($0, O_RDONLY | O_CLOEXEC) } ?? 0
    guard descriptor >= 0 else {
      throw ValidationError("\(file ?? "-"): \(String(cString: strerror(errno)))")
    }
    defer { if file != nil { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw ValidationError("\(file ?? "-"): \(String(cString: strerror(errno)))") }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= PatternsExplainCommand.limit else {
        throw ValidationError("the text is larger than \(PatternsExplainCommand.limit >> 20) MB")
      }
    }
  }
}
