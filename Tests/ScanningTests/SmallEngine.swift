import Findings
import Matching
import Patterns
import Testing

@testable import Archives
@testable import Scanning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An engine of a few rules made up for the tests.
enum SmallEngine {
  static let shared = Result { try make() }

  static let rules: [Rule] = {
    var token = Rule(id: "acme-token", title: "Acme token")
    token.regex = #"\b(acme_[0-9a-z]{20})\b"#
    var block = Rule(id: "acme-block", title: "Acme block")
    block.regex = #"-----BEGIN ACME-----([0-9a-z\n]{10,9000})-----END ACME-----"#
    block.keepsPlaceholders = true
    token.companions = ["acme-id", "acme-seal"]
    var id = Rule(id: "acme-id", title: "Acme id")
    id.regex = #"\b(AID[0-9]{8})\b"#
    var seal = Rule(id: "acme-seal", title: "Acme seal")
    seal.regex = #"\b(SEAL[0-9]{8})\b"#
    seal.isCompanionOnly = true
    return [token, block, id, seal]
  }()

  private static func make() throws -> Engine {
    try Engine(rules: RuleSet(rules), readers: [], cache: nil)
  }
}

/// A content as a walk would tell it.
struct TestContent {
  var name: String
  var blocks: [(offset: Int, bytes: [UInt8])]

  init(_ name: String, blocks: [(offset: Int, bytes: [UInt8])]) {
    self.name = name
    self.blocks = blocks
  }

  /// Cut into blocks of `size` bytes.
  init(_ name: String, _ bytes: [UInt8], blockSize: Int = 256 << 10) {
    self.name = name
    blocks = stride(from: 0, to: bytes.count, by: blockSize).map { start in
      (start, Array(bytes[start..<min(start + blockSize, bytes.count)]))
    }
  }
}

/// Sends contents through sink, workers and finding builder.
func findings(in contents: [TestContent], jobs: Int = 1) throws -> [Finding] {
  let engine = try SmallEngine.shared.get()
  let session = try ScanSession(engine: engine, jobs: jobs, keepsClear: true)
  for content in contents {
    session.sink.open([content.name])
    for block in content.blocks {
      block.bytes.withUnsafeBytes { session.sink.append(ByteBlock(bytes: $0, offset: block.offset)) }
    }
    session.sink.close()
  }
  let outcome = try session.finish()
  #expect(outcome.shortfalls.isEmpty)
  let set = RawFindingSet(outcome.findings, shortfalls: outcome.shortfalls, rules: engine.rules)
  var builder = FindingBuilder(rules: engine.rules, mask: SecretMask(set.findings))
  for finding in set.findings {
    builder.add(
      finding, kind: .file, path: finding.record.chain.first ?? "", nested: [], layer: nil, state: .present)
  }
  return builder.findings()
}

/// Line and column of a byte, counted the plain way.
func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
  var line = 1
  var start = 0
  bytes.withUnsafeBytes { raw in
    while let base = raw.baseAddress, let newline = memchr(base + start, 0x0a, offset - start) {
      line += 1
      start = UnsafeRawPointer(newline) - base + 1
    }
  }
  return (line, offset - start + 1)
}

/// A token of the first rule, each number another.
func token(_ number: Int) -> [UInt8] {
  let digits = String(number, radix: 36)
  let body = "k7w2z9" + String(repeating: "q", count: 14 - digits.count) + digits
  return Array("acme_\(body)".utf8)
}
