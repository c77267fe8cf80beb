import Foundation

/// A report as its JSON has it, read without the types that wrote it.
struct ReportView: Decodable, Sendable {
  struct Target: Decodable, Sendable {
    var kind: String
    var source: String
    var reference: String
    var digest: String?
    var platform: String?
  }

  struct Coverage: Decodable, Sendable {
    var layers: Int
    var files: Int
    var bytes: Int
    var commits: Int?
    var skipped: [Skipped]
  }

  struct Skipped: Decodable, Sendable {
    var path: String
    var layer: Int?
    var bytes: Int?
    var reason: String
  }

  struct Secret: Decodable, Sendable {
    var redacted: String
    var length: Int
  }

  struct Location: Decodable, Sendable, Hashable {
    var kind: String
    var path: String
    var nested: [String]
    var line: Int
    var column: Int
  }

  struct Layer: Decodable, Sendable, Hashable {
    var index: Int?
    var diffID: String?
    var instruction: String?
    var dockerfileLine: Int?
  }

  struct Waiver: Decodable, Sendable {
    var source: String
    var reason: String
  }

  struct Commit: Decodable, Sendable, Hashable {
    var id: String
    var date: String?
    var subject: String
  }

  struct Place: Decodable, Sendable, Hashable {
    var location: Location
    var layer: Layer?
    var state: String
    var commit: Commit?
  }

  struct Finding: Decodable, Sendable {
    var fingerprint: String
    var rule: String
    var severity: String
    var verification: String
    var detail: String?
    var remediation: String?
    var waiver: Waiver?
    var secret: Secret
    var location: Location
    var layer: Layer?
    var commit: Commit?
    var state: String
    var origin: String
    var originNote: String?
    var places: [Place]

    /// The first place and the further ones.
    var allPlaces: [Place] {
      [Place(location: location, layer: layer, state: state, commit: commit)] + places
    }
  }

  var schema: String
  var target: Target
  var status: String
  var verdict: String
  var coverage: Coverage
  var notes: [String]?
  var findings: [Finding]

  private struct Collection: Decodable {
    var reports: [ReportView]
  }

  /// One report or several; none where nothing was written.
  static func decode(_ bytes: [UInt8]) throws -> [ReportView] {
    guard !bytes.isEmpty else { return [] }
    let data = Data(bytes)
    if let collection = try? JSONDecoder().decode(Collection.self, from: data) { return collection.reports }
    do {
      return [try JSONDecoder().decode(ReportView.self, from: data)]
    } catch {
      let start = String(decoding: bytes.prefix(200), as: UTF8.self)
      throw CommandFailure(description: "no report: \(error) in: \(start)")
    }
  }

  /// Everything that has to be the same however an image was saved: what, where, by which instruction, in which
  /// state.
  var identity: Set<String> {
    Set(
      findings.flatMap { finding in
        finding.allPlaces.map { place in
          [
            finding.fingerprint, finding.rule, place.state, place.layer?.instruction ?? "-",
            ([place.location.path] + place.location.nested).joined(separator: "!"),
            "\(place.location.line):\(place.location.column)",
          ].joined(separator: " | ")
        }
      })
  }
}
