import Findings

/// Masks secrets in texts that are shown beside a finding: an instruction may hold the very secret it is
/// reported for.
struct SecretMask {
  private var secrets: [(clear: [UInt8], redacted: [UInt8])] = []

  /// Shorter secrets would mask half of an instruction.
  private static let shortest = 4
  private static let shortestInPath = 16
  /// Secrets that are looked for; far above what any honest image has.
  private static let limit = 5000

  init(_ findings: [RawFinding]) {
    var seen = Set<[UInt8]>()
    for finding in findings.flatMap({ [$0] + $0.parts }) where finding.clear.count >= SecretMask.shortest {
      guard seen.count < SecretMask.limit else { break }
      guard seen.insert(finding.clear).inserted else { continue }
      secrets.append((finding.clear, Array(finding.secret.redacted.utf8)))
    }
    // The longest first, so that a secret within another does not leave the rest of it in clear.
    secrets.sort { a, b in
      a.clear.count != b.clear.count
        ? a.clear.count > b.clear.count : a.clear.lexicographicallyPrecedes(b.clear)
    }
  }

  /// A name with every secret redacted that is too long to be an ordinary word of a path.
  func apply(toPath path: String) -> String { apply(to: path, from: SecretMask.shortestInPath) }

  /// `text` with every secret redacted.
  func apply(to text: String) -> String { apply(to: text, from: SecretMask.shortest) }

  private func apply(to text: String, from shortest: Int) -> String {
    var bytes = Array(text.utf8)
    var changed = false
    for secret in secrets where secret.clear.count >= shortest && secret.clear.count <= bytes.count {
      guard let replaced = replace(secret.clear, by: secret.redacted, in: bytes) else { continue }
      bytes = replaced
      changed = true
    }
    return changed ? String(decoding: bytes, as: UTF8.self) : text
  }

  private func replace(_ needle: [UInt8], by other: [UInt8], in bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8]?
    var index = 0
    var copied = 0
    while index + needle.count <= bytes.count {
      if bytes[index] == needle[0], bytes[index..<(index + needle.count)].elementsEqual(needle) {
        result = (result ?? []) + bytes[copied..<index] + other
        index += needle.count
        copied = index
      } else {
        index += 1
      }
    }
    return result.map { $0 + bytes[copied...] }
  }
}
