import Testing

@testable import Patterns

/// The macros that make examples, as `Patterns/README.md` lists them.
@Suite struct ExampleTextTests {
  private static func make(_ template: String, seed: String = "seed") throws -> String {
    try ExampleText.make(template, seed: seed)
  }

  @Test func theSameSeedGivesTheSameText() throws {
    let template = "a %{base62 30} %{uuid}"
    #expect(try ExampleTextTests.make(template) == ExampleTextTests.make(template))
    #expect(try ExampleTextTests.make(template) != ExampleTextTests.make(template, seed: "other"))
  }

  @Test(arguments: [
    ("base62", "0-9A-Za-z"), ("hex", "0-9a-f"), ("HEX", "0-9A-F"), ("digits", "0-9"), ("upper", "A-Z"),
    ("lower", "a-z"), ("alnum", "0-9a-z"), ("ALNUM", "0-9A-Z"), ("base64", "0-9A-Za-z+/"),
    ("base64url", "0-9A-Za-z_-"), ("base32", "A-Z2-7"), ("chars xyz", "xyz"), ("chars a-c9", "a-c9"),
  ])
  func alphabetsAreWhatTheirNamesSay(macro: String, members: String) throws {
    let text = try ExampleTextTests.make("<%{\(macro) 400}>")
    let expression = try Regex("<[\(members)]{400}>")
    #expect(text.wholeMatch(of: expression) != nil)
  }

  @Test func aUUIDIsOfVersion4() throws {
    let text = try ExampleTextTests.make("%{uuid}")
    #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
  }

  /// The CRC-32 of "123456789" is 0xcbf43926 in every catalogue.
  @Test func checksumsAreOfTheLastCharacters() throws {
    #expect(try ExampleTextTests.make("x123456789%{crc32-hex 9}") == "x123456789cbf43926")
    #expect(try ExampleTextTests.make("x123456789%{crc32-HEX 9}") == "x123456789CBF43926")
    #expect(try ExampleTextTests.make("123456789%{crc32-hex-le 9}") == "1234567892639f4cb")
    #expect(try ExampleTextTests.make("123456789_%{crc32-hex 9 1}") == "123456789_cbf43926")
    #expect(try ExampleTextTests.make("123456789%{crc32-base62 9}").hasSuffix("3jZRME"))
  }

  /// Bitcoin wiki, "Wallet import format": the key of its walk-through.
  @Test func base58CheckIsBitcoins() throws {
    let key = "0C28FCA386C7A227600B2FE50B7CAE11EC86D3BF1FBE471BE89827E19D72AA1D"
    let text = try ExampleTextTests.make("%{base58check 80\(key) 0}")
    #expect(text == "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ")
    #expect(try ExampleTextTests.make("%{base58check 80 32 01}").utf8.count == 52)
  }

  @Test func base64IsOfWhatTheMacrosInsideMake() throws {
    #expect(try ExampleTextTests.make("%{base64-of a}") == "YQ==")
    #expect(try ExampleTextTests.make("%{base64-of ab c}") == "YWIgYw==")
    #expect(try ExampleTextTests.make("%{base64-of %{base64-of a}}") == "WVE9PQ==")
    #expect(try ExampleTextTests.make("%{base64-of %{bytes 00ff}}") == "AP8=")
    #expect(try ExampleTextTests.make("%{base64-of %{base62 9}}").utf8.count == 12)
  }

  @Test func fixedTextStays() throws {
    #expect(try ExampleTextTests.make("-----BEGIN %{}PRIVATE KEY-----") == "-----BEGIN PRIVATE KEY-----")
    #expect(try ExampleTextTests.make("100%% %%{x} 5% {y} ü") == "100%% %{x} 5% {y} ü")
    #expect(try ExampleTextTests.make("") == "")
    #expect(try ExampleTextTests.make("a%{bytes 00}b") == "a\0b")
  }

  @Test(arguments: [
    "%{", "a%{base62 3", "%{nothing 3}", "%{base62}", "%{base62 x}", "%{base62 -1}", "%{base62 100001}",
    "%{chars 3}",
    "%{bytes 0}", "%{bytes zz}", "%{crc32-hex}", "%{base58check}", "%{base58check 80}", "%{base58check 8 3}",
    "%{base64-of %{base64-of %{base64-of %{base64-of %{base64-of a}}}}}", "%{base64-of %{}",
  ])
  func templatesThatCannotBeMadeSayWhy(template: String) {
    #expect(throws: ExampleText.Fault.self) { try ExampleTextTests.make(template) }
  }
}
