import Findings

/// Reports as text, for people.
public struct TextReport {
  /// How the text looks, and what it shows.
  public struct Style: Sendable {
    /// Colours by terminal sequences; without it there is not one of them in the text.
    public var color: Bool
    /// Columns of the terminal.
    public var width: Int
    /// Shows `info` findings, all places, everything skipped, and what helps to follow a finding up.
    public var verbose: Bool
    /// Shows findings in files that are a package's, verbatim.
    public var showsPackageFiles: Bool
    /// Shows secrets in clear, where the report holds them.
    public var showSecrets: Bool

    /// A plain page of 80 columns, unless told otherwise.
    public init(
      color: Bool = false, width: Int = 80, verbose: Bool = false, showsPackageFiles: Bool = false,
      showSecrets: Bool = false
    ) {
      self.color = color
      self.width = width
      self.verbose = verbose
      self.showsPackageFiles = showsPackageFiles
      self.showSecrets = showSecrets
    }
  }

  private let style: Style

  /// A report in that style.
  public init(style: Style) {
    self.style = style
  }

  /// The text of `reports`, ending in a line break. Everything in them is taken for untrusted: it is escaped,
  /// and shortened where it is too long.
  public func render(_ reports: [Report]) -> String {
    var sheet = Sheet(style: style)
    guard !reports.isEmpty else {
      sheet.banner(StyledText("Nothing was scanned.", .warning))
      return sheet.text
    }
    for (index, report) in reports.enumerated() {
      if index > 0 {
        sheet.blank()
        sheet.blank()
      }
      ReportText(report: report).write(on: &sheet)
    }
    if reports.count > 1 {
      sheet.blank()
      sheet.blank()
      OverviewText(reports: reports).write(on: &sheet)
    }
    return sheet.text
  }
}
