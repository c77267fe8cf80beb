import Deployments
import Testing

/// The place of a secret is that of its bytes, however they are written.
@Suite("Places in deployment files")
struct DeploymentPlaceTests {
  /// The bytes of the file at the first hit, and the secret.
  private func first(_ text: String) -> (place: String, secret: String)? {
    let bytes = Array(text.utf8)
    guard let hit = DeploymentAnalysis(bytes).hits.first else { return nil }
    return (String(decoding: bytes[hit.range], as: UTF8.self), String(decoding: hit.secret, as: UTF8.self))
  }

  private func service(_ value: String) -> String {
    "# é ü\nservices:\n  a:\n    image: b\n    environment:\n      DB_PASSWORD: " + value + "\n"
  }

  @Test(
    "of plain, quoted and escaped scalars",
    arguments: [
      ("hunter2-Prod", "hunter2-Prod", "hunter2-Prod"),
      ("'hunter2-''Prod'", "hunter2-''Prod", "hunter2-'Prod"),
      ("\"hunter2-Prod\"", "hunter2-Prod", "hunter2-Prod"),
      (#""hunter2\x2dPr\u00f6d""#, #"hunter2\x2dPr\u00f6d"#, "hunter2-Pröd"),
      (#""hunter2-\"Prod\"""#, #"hunter2-\"Prod\""#, #"hunter2-"Prod""#),
      ("|-\n        hunter2-Prod", "hunter2-Prod", "hunter2-Prod"),
      (">-\n        hunter2-Prod", "hunter2-Prod", "hunter2-Prod"),
      ("hunter2-\n        Prod", "hunter2-\n        Prod", "hunter2- Prod"),
      ("!!str hunter2-Prod # a comment", "hunter2-Prod", "hunter2-Prod"),
    ])
  func scalars(_ written: String, _ place: String, _ secret: String) throws {
    let found = try #require(first(service(written)))
    #expect(found.place == place)
    #expect(found.secret == secret)
  }

  @Test("of a part of a list's item, of a part of an address, behind a byte-order mark, with CRLF")
  func parts() throws {
    let item = "services:\n  a:\n    image: b\n    environment:\n      - DB_PASSWORD=hunter2-Prod\n"
    #expect(first(item)?.place == "hunter2-Prod")
    #expect(first("\u{feff}" + item)?.place == "hunter2-Prod")
    #expect(first(item.split(separator: "\n").joined(separator: "\r\n"))?.place == "hunter2-Prod")
    #expect(first(service("postgres://u:hunter2-Prod@db/x"))?.place == "hunter2-Prod")
  }

  @Test("of JSON with surrogate pairs before it")
  func surrogates() throws {
    let text =
      #"{"containerDefinitions":[{"name":"\ud83d\ude00","environment":[{"name":"A_TOKEN","value":"8f2kQ9zX1mT7"}]}]}"#
    #expect(first(text)?.place == "8f2kQ9zX1mT7")
  }

  @Test("of a script in a block, at the word itself")
  func script() throws {
    let text = """
      apiVersion: v1
      kind: Pod
      spec:
        containers:
        - name: a
          command: [sh, -c]
          args:
          - |
            set -e
            curl -u admin:hunter2-Prod https://x
      """
    #expect(first(text)?.place == "hunter2-Prod")
  }

  @Test("of base64 the whole value, of a last applied configuration the value in it")
  func encoded() throws {
    let secret = "apiVersion: v1\nkind: Secret\ndata:\n  password: aHVudGVyMi1Qcm9k\n"
    let found = try #require(first(secret))
    #expect(found.place == "aHVudGVyMi1Qcm9k")
    #expect(found.secret == "hunter2-Prod")
  }
}
