import Findings
import Testing

@testable import Scanning

/// One secret is one finding, with all its places, in an order that does not depend on who found it first.
@Suite struct FindingBuilderTests {
  private static let rules = [rule("rule0"), rule("rule1")]

  private static func build(
    mask: SecretMask = SecretMask([]), _ add: (inout FindingBuilder) -> Void
  ) -> [Finding] {
    var builder = FindingBuilder(rules: rules, mask: mask)
    add(&builder)
    return builder.findings()
  }

  @Test func anEnvironmentValueInHistoryAndConfigurationIsOnePlace() throws {
    let reference = LayerReference(index: nil, instruction: "ENV TOKEN=x")
    let found = FindingBuilderTests.build { builder in
      builder.add(
        rawFinding("secret-value-1"), kind: .imageHistory, path: "history[3]", nested: [], layer: reference,
        state: .present)
      builder.add(
        rawFinding("secret-value-1"), kind: .imageConfig, path: "config.Env.TOKEN", nested: [],
        layer: reference, state: .present)
    }
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.places.isEmpty)
    #expect(finding.location.kind == .imageConfig && finding.location.path == "config.Env.TOKEN")
  }

  @Test func instructionsThatDifferAreTwoPlaces() throws {
    let found = FindingBuilderTests.build { builder in
      for (index, instruction) in ["ENV A=x", "ENV B=x"].enumerated() {
        builder.add(
          rawFinding("secret-value-1"), kind: .imageHistory, path: "history[\(index)]", nested: [],
          layer: LayerReference(index: nil, instruction: instruction), state: .present)
      }
    }
    #expect(found.count == 1 && found.first?.places.count == 1)
  }

  @Test func placesThatTheImageShowsComeFirst() throws {
    let found = FindingBuilderTests.build { builder in
      for (layer, state) in [(0, FileState.deleted), (1, .overwritten), (2, .present)] {
        builder.add(
          rawFinding("secret-value-1"), kind: .layerFile, path: "a\(layer)", nested: [],
          layer: LayerReference(index: layer), state: state)
      }
    }
    let finding = try #require(found.first)
    #expect(finding.state == .present && finding.location.path == "a2")
    #expect(finding.places.map(\.state) == [.overwritten, .deleted])
  }

  @Test func theSamePlaceTwiceIsOne() {
    let found = FindingBuilderTests.build { builder in
      for _ in 0..<2 {
        builder.add(
          rawFinding("secret-value-1", at: 7), kind: .file, path: "a", nested: ["b"], layer: nil,
          state: .present)
      }
    }
    #expect(found.count == 1 && found.first?.places.isEmpty == true)
  }

  @Test func findingsAreSortedWorstFirstWhateverTheOrder() {
    let raws = [
      rawFinding("secret-value-1", severity: .low), rawFinding("secret-value-2", severity: .critical),
      rawFinding("secret-value-3", rule: 1, severity: .high), rawFinding("secret-value-4", severity: .high),
    ]
    func order(_ raws: [RawFinding]) -> [String] {
      FindingBuilderTests.build { builder in
        for raw in raws {
          builder.add(raw, kind: .file, path: "a", nested: [], layer: nil, state: .present)
        }
      }.map { "\($0.severity) \($0.rule)" }
    }
    let expected = ["critical rule0", "high rule0", "high rule1", "low rule0"]
    #expect(order(raws) == expected && order(raws.reversed()) == expected)
  }

  @Test func theInstructionAndTheDetailDoNotShowTheSecret() throws {
    let raw = rawFinding("hunter2hunter2xx", detail: "user hunter2hunter2xx")
    let found = FindingBuilderTests.build(mask: SecretMask([raw])) { builder in
      builder.add(
        raw, kind: .layerFile, path: "tmp/hunter2hunter2xx", nested: ["hunter2hunter2xx.txt"],
        layer: LayerReference(index: 0, instruction: "RUN login hunter2hunter2xx"), state: .present)
    }
    #expect(!"\(try #require(found.first))".contains("hunter2hunter2"))
  }

  @Test func placesAreBounded() throws {
    let found = FindingBuilderTests.build { builder in
      for number in 0..<(FindingBuilder.placeLimit + 50) {
        builder.add(
          rawFinding("secret-value-1"), kind: .file, path: "file\(number)", nested: [], layer: nil,
          state: .present)
      }
    }
    #expect(found.count == 1 && found.first?.places.count == FindingBuilder.placeLimit)
    #expect(found.first?.placeCount == FindingBuilder.placeLimit + 50)
  }

  private static func crowd(
    _ count: Int, path: String = "a", confidence: Confidence = .medium, severity: Severity = .medium,
    reversed: Bool = false
  ) -> [Finding] {
    build { builder in
      let numbers = Array(0..<count)
      for number in reversed ? numbers.reversed() : numbers {
        builder.add(
          rawFinding("secret-\(number)", at: number * 20, severity: severity, confidence: confidence),
          kind: .file, path: path, nested: [], layer: nil, state: .present)
      }
    }
  }

  @Test func manySecretsOfOneRuleInOneFileAreCounted() throws {
    let found = FindingBuilderTests.crowd(5000)
    #expect(found.count == Crowd.shown + 1)
    let last = try #require(found.last)
    #expect(last.count == 5000 - Crowd.shown && found.dropLast().allSatisfy { $0.count == nil })
    #expect(last.location.offset == Crowd.shown * 20 && last.severity == .medium)
    #expect(found == FindingBuilderTests.crowd(5000, reversed: true))
  }

  @Test func fewSecretsAndThoseThatARuleIsSureOfStandAlone() {
    #expect(FindingBuilderTests.crowd(20).count == 20)
    #expect(FindingBuilderTests.crowd(200, confidence: .high).count == 200)
  }

  @Test func theFingerprintOfACrowdChangesWithEachOfItsSecrets() {
    let prints = [100, 101].map { FindingBuilderTests.crowd($0).last?.fingerprint }
    #expect(prints[0] != prints[1] && prints[0] == FindingBuilderTests.crowd(100).last?.fingerprint)
  }

  @Test func theWorstOfACrowdStandAlone() {
    let found = FindingBuilderTests.build { builder in
      for number in 0..<100 {
        builder.add(
          rawFinding("secret-\(number)", at: number * 20, severity: number == 77 ? .critical : .low),
          kind: .file, path: "a", nested: [], layer: nil, state: .present)
      }
    }
    #expect(found.first?.severity == .critical && found.first?.count == nil)
    #expect(found.map { $0.count ?? 1 }.reduce(0, +) == 100)
  }

  @Test func theFingerprintIsThatOfTheSecretAlone() {
    let bytes = Array("secret".utf8)
    #expect(Fingerprint.of(bytes) == Fingerprint.of(bytes))
    #expect(Fingerprint.of(bytes) != Fingerprint.of(bytes + [0]))
    #expect(Fingerprint.of(bytes).count == 32)
  }

  @Test func twoRulesForOneSecretAreOneFindingOfTheOneThatSaysMore() throws {
    let found = FindingBuilderTests.build { builder in
      builder.add(
        rawFinding("secret-value-1", severity: .critical), kind: .file, path: "a", nested: [], layer: nil,
        state: .present)
      builder.add(
        rawFinding("secret-value-1", rule: 1, verification: .checksum), kind: .file, path: "b", nested: [],
        layer: nil, state: .present)
    }
    #expect(found.map(\.rule) == ["rule1"])
    #expect(found.first?.places.count == 1)
  }
}
