import Foundation
import Testing

/// Some eight hundred credential files, written by their tools or after their manuals: how many of the lines that
/// hold a secret are found, under their own names, under meaningless ones, and removed from an image.
@Suite("The folder of credential files")
struct CredentialFolderTests {
  /// One file of the folder.
  private struct Entry {
    var path: String
    /// Lines that hold a secret; none where a finding anywhere in the file counts.
    var lines: [ClosedRange<Int>]
    /// Its name in the folder where names mean nothing.
    var renamed: String
    /// Whether nothing but the name tells what it is.
    var isNameOnly: Bool
  }

  private static let folder = Result {
    let place = try Workspace.shared()
    let script = (#filePath as NSString).deletingLastPathComponent + "/../CredentialFolder/make.sh"
    try CommandRunner.tool(["bash", script, place.folder], in: place.folder)
    return place
  }

  private static func entries() throws -> [Entry] {
    let table = String(decoding: try folder.get().read("expected.tsv"), as: UTF8.self)
    return table.split(separator: "\n").compactMap { row in
      let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4 else { return nil }
      let lines = fields[1].split(separator: ",").compactMap { text -> ClosedRange<Int>? in
        let ends = text.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return nil }
        return first...last
      }
      return Entry(
        path: fields[0], lines: lines, renamed: fields[3], isNameOnly: fields[2].contains("name-only"))
    }
  }

  /// The lines at which something of medium severity or above was found, by path.
  private static func found(_ arguments: [String], state: String? = nil) throws -> [String: [Int]] {
    let result = try Contraband.scan(arguments, seconds: 120)
    var lines: [String: [Int]] = [:]
    for finding in result.findings where ["critical", "high", "medium"].contains(finding.severity) {
      for place in finding.allPlaces {
        if let state { #expect(place.state == state, "\(place.location.path)") }
        lines[place.location.path, default: []].append(place.location.line)
      }
    }
    return lines
  }

  /// The share of expected lines that were found, and those that were not.
  private static func recall(
    _ found: [String: [Int]], of entries: [Entry], at path: (Entry) -> String
  ) -> (share: Double, missed: [String]) {
    var total = 0
    var missed: [String] = []
    for entry in entries {
      let lines = found[path(entry)] ?? []
      total += max(1, entry.lines.count)
      if entry.lines.isEmpty, lines.isEmpty { missed.append(entry.path) }
      for range in entry.lines where !lines.contains(where: range.contains) {
        missed.append("\(entry.path):\(range.lowerBound)")
      }
    }
    return (1 - Double(missed.count) / Double(max(1, total)), missed)
  }

  @Test("holds at least 150 files")
  func size() throws {
    #expect(try Self.entries().count >= 150)
  }

  @Test("is found to 95 % of its lines under its own names")
  func byName() throws {
    let entries = try Self.entries()
    let found = try Self.found(["fs", Self.folder.get().path("files")])
    let (share, missed) = Self.recall(found, of: entries) { $0.path }
    #expect(share >= 0.95, "\(share), missed: \(missed)")
  }

  @Test("is found to 85 % of its lines where its names mean nothing but its content tells")
  func renamed() throws {
    let entries = try Self.entries().filter { !$0.isNameOnly }
    let found = try Self.found(["fs", Self.folder.get().path("renamed")])
    let (share, missed) = Self.recall(found, of: entries) { $0.renamed }
    #expect(share >= 0.85, "\(share), missed: \(missed)")
  }

  @Test("is found in an image from which a later layer removed it, line for line as in the folder")
  func removed() throws {
    let place = try Self.folder.get()
    let inFolder = try Self.found(["fs", place.path("files")])
    let inImage = try Self.found(["image", place.path("image.tar")], state: "deleted")
    for entry in try Self.entries() {
      #expect(
        Set(inImage["srv/" + entry.path] ?? []) == Set(inFolder[entry.path] ?? []), "\(entry.path)")
    }
  }

  @Test("has namesakes without a secret, of which none is reported")
  func harmless() throws {
    let place = try Self.folder.get()
    #expect(try Self.found(["fs", place.path("harmless")]) == [:])
  }
}
