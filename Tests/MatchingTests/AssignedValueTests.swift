import Patterns
import Testing

@testable import Matching

/// What is assigned to a secret's name, and what is not one for all that.
@Suite struct AssignedValueTests {
  private func isFound(_ name: String, _ value: String, quote: String = "\"") -> Bool {
    let match = name + ": " + quote + value + quote
    let verdict = AssignedValue.verify(Array(value.utf8), Array(match.utf8))
    if case .refuted = verdict.outcome { return false }
    return true
  }

  @Test(arguments: [
    ("acmeToken", "q7rbTrmxicad" + "K30g0o6Yd2"),
    ("ACME_API_KEY", "9f86d081" + "884c7d65" + "9a2feaa0" + "c55ad015"),
    ("acme_secret", "x7kq2m9vtc4z8w1r" + "h5n3jd6b0gf2pys8"),
    ("acme_token", "60|K5QBPjKgieJ2NU" + "79AZkiCujjZo2B"),
    ("apikey", "15a28126-9634-479a" + "-97c7-1b7d93373494"), ("db_password", "szZromyj" + "nmVUmF"),
    ("db_pass", "U12jI2B" + "ck7$2"), ("DB_PASSWORD", "a(b4,Kd;9" + "fQ"),
    ("api key", "34ac9a9bd1d09ede" + "01039204fbb48072"),
    ("ENV ACME_TOKEN", "34ac9a9bd1d09ede" + "01039204fbb48072"),
    ("ACME_KEY", "15a28126-9634-479a" + "-97c7-1b7d93373494"),
    ("acmeWriteKey", "VMDubX5E" + "UPUjy9OX"),
    ("secret", "aGk4bcd9/Kf+0dTQm3/zP1xL" + "Yw7u/2Rk9HsVq0EjXoN5pA=="),
  ])
  func secretsOfManyAlphabetsAreFound(name: String, value: String) {
    #expect(isFound(name, value))
  }

  @Test func theEntropyAskedForIsTheUsers() {
    let hex = "9f86d081" + "884c7d65" + "9a2feaa0" + "c55ad015"
    let base64 = "q7rbTrmxicad" + "K30g0o6Yd2"
    func isFound(_ value: String, _ limits: EntropyLimits) -> Bool {
      let verdict = AssignedValue.verifier(limits)(
        Array(value.utf8), Array("acme_token: \"\(value)\"".utf8))
      if case .refuted = verdict.outcome { return false }
      return verdict.detail?.contains("bits per byte") == true
    }
    #expect(isFound(hex, EntropyLimits(hex: 2.5)) && !isFound(hex, EntropyLimits(hex: 3.9)))
    #expect(isFound(base64, EntropyLimits(hex: 3.9)) && isFound(base64, EntropyLimits(base64: 3.9)))
    #expect(!isFound(base64, EntropyLimits(base64: 5)))
    #expect(isFound("aaaabbbb1111" + "ccccdddd2222", EntropyLimits(hex: 2)))
  }

  @Test(arguments: [
    ("token", "oauth2_token_v1"), ("secret", "prod-datadog-api-key-v2"),
    ("apiKey", "this.props.auth.apiKey2"),
    ("token", "/static/js/token.1a2b3c4d5e6f7a8b9c0d.js"), ("password", "P@ssw0rd"), ("token", "a1b2c3"),
    ("secret", "arn:aws:secretsmanager:us-east-1:1:secret:db-a1"), ("password", "Sha256Password"),
    ("api_token", "api-token-x7k2p"), ("password", "get_password(db1)"),
    ("token", "https://id.acme.io/t0k3n"),
  ])
  func namesPathsAndCallsAreNone(name: String, value: String) {
    #expect(!isFound(name, value))
  }

  @Test(arguments: [
    "cache_key", "publicKey", "primary_key", "s3.object.key", "i18nKey", "next_token", "csrfToken",
    "token_hash",
    "secret_name", "password_file", "key", "monkey",
  ])
  func namesThatPromiseNothingAreLeftAlone(name: String) {
    #expect(!isFound(name, "9f86d081884c7d65" + "9a2feaa0c55ad015"))
  }

  @Test func aUUIDIsAKeyInTheEnvironmentOrUnderAServicesName() {
    let value = "15a28126-9634-479a" + "-97c7-1b7d93373494"
    #expect(isFound("ACME_TRACKER_KEY", value))
    #expect(isFound("acme_key", value))
    #expect(!isFound("acme_key", value, quote: ""))
    #expect(!isFound("entityKey", value))
    #expect(!isFound("some_order_key", value))
  }

  @Test func aTokenOfAWrongLengthIsCutOff() {
    let body = "k4Tz9QmW2xR7bV5nJ8cH3dL6fP1sY0gA4eU7"
    #expect(isFound("token", "gh" + "p_" + body))
    #expect(!isFound("token", "gh" + "p_" + body.prefix(20)))
    #expect(!isFound("token", "gh" + "p_" + body + "a"))
    #expect(!isFound("api_key", "AI" + "za" + body.prefix(20)))
  }

  @Test func anAccountOfEthereumIsNoToken() {
    let digits = "9f86d081884c7d65" + "9a2feaa0c55ad015" + "a3bf4f1b2b0b822c" + "d15d6c15b0f00a08"
    #expect(!isFound("tokenAddress", "0x" + digits.prefix(40)))
    #expect(!isFound("token_contract", "0x" + digits.prefix(40)))
    #expect(isFound("acme_secret", "0x" + "9f86d081884c7d65" + "9a2feaa0c55ad015" + "3bc1472e60fd98ab"))
  }

  @Test func whatPassedIsNoPassword() {
    #expect(!isFound("PASS", "gdb.base/watch-2.exp", quote: ""))
    #expect(isFound("pass", "kd93" + "fKQ2xm", quote: ""))
  }

  @Test func shortMatchesTrapNothing() {
    for text in ["", "E", "ENV", "ENV ", "#define", "-gx\t", " key"] {
      #expect(!isFound(text, "x", quote: ""))
    }
  }

  @Test(arguments: [
    "access-token-refresh-2", "customerOrderIndex7", "/usr/share/zoneinfo", "registry2.acme.io",
  ])
  func wordsAreTold(text: String) {
    #expect(WordLikeness.isWordy(Array(text.utf8)))
  }

  @Test(arguments: [
    "kkmqi3c8bcld6" + "wlddo4s07", "RFOs7IxrtDOFbJ" + "YaIMUdTY6w",
  ])
  func randomTextIsNotWordy(text: String) {
    #expect(!WordLikeness.isWordy(Array(text.utf8)))
  }
}
