import Findings
import Patterns

@testable import Scanning

/// Makes raw findings as workers do.
func rawFinding(
  _ secret: String, rule: Int = 0, at offset: Int = 0, in record: ContentRecord? = nil, chunk: Int = 0,
  severity: Severity = .high, confidence: Confidence = .medium, verification: Verification = .none,
  detail: String? = nil
) -> RawFinding {
  let bytes = Array(secret.utf8)
  return RawFinding(
    record: record ?? ContentRecord(chain: ["file"], rulePath: "file"), chunk: chunk, rule: rule,
    span: offset..<(offset + bytes.count), newlinesBefore: 0, newlinesWithin: 0, lineStart: nil,
    endLineStart: nil, fingerprint: Fingerprint.of(bytes),
    secret: Secret(redacting: bytes), clear: bytes, severity: severity, confidence: confidence,
    verification: verification, detail: detail)
}

/// A rule of which only what ranks it matters.
func rule(_ id: String, tags: [String] = [], reader: String? = nil) -> Rule {
  var rule = Rule(id: id, title: id)
  rule.tags = tags
  rule.reader = reader
  return rule
}
