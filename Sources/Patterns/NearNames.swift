/// Names that somebody may have meant who wrote another.
public enum NearNames {
  /// Up to three of `names`, nearest first: few letters apart, or one part of the other.
  public static func of(_ name: String, in names: some Collection<String>) -> [String] {
    let wanted = Array(name.lowercased().utf8.prefix(64))
    guard !wanted.isEmpty else { return [] }
    let limit = max(2, wanted.count / 3)
    var near: [(distance: Int, name: String)] = []
    for candidate in names {
      let bytes = Array(candidate.lowercased().utf8.prefix(64))
      let distance = distance(wanted, bytes)
      if distance <= limit {
        near.append((distance, candidate))
      } else if wanted.count >= 3, candidate.lowercased().contains(name.lowercased()) {
        near.append((limit + 1, candidate))
      }
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// Letters to change, add or take away (V. Levenshtein, 1965).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let change = diagonal + (left == right ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
