import Findings
import Testing

@testable import Matching

@Suite("Tokens whose parts can be read")
struct StructuredTokenTests {
  private func encode(_ text: String) -> String {
    String(decoding: Base64Decoding.encode(Array(text.utf8)), as: UTF8.self)
  }

  private func encodeURL(_ text: String) -> String {
    encode(text).replacing("+", with: "-").replacing("/", with: "_")
  }

  private func token(_ header: String, _ claims: String, signature: String? = nil) -> String {
    let bytes = (0..<32).map { UInt8($0 * 3 + 1) }
    let sum = signature ?? String(decoding: Base64Decoding.encode(bytes), as: UTF8.self)
    return [encodeURL(header), encodeURL(claims), sum.replacing("+", with: "-").replacing("/", with: "_")]
      .joined(separator: ".")
  }

  private func verdict(_ token: String) -> Verdict {
    JSONWebToken.verdict(Array(token.utf8), now: 1_700_000_000)
  }

  @Test("jwt.io's example is documentation, whatever it is signed with")
  func sampleToken() {
    let head = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    let body = "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6Ikpva" + "G4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
    let sample = [head, body, "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"].joined(separator: ".")
    #expect(verdict(sample) == Verdict(.unknown, detail: "documentation sample", severity: .info))
  }

  @Test("a live token says who issued it, for whom and until when")
  func liveToken() {
    let live = token(
      #"{"alg":"HS256","kid":"k1"}"#,
      #"{"iss":"https://id.test","aud":["api","x"],"sub":"u-17","email":"a@b.test","exp":1900000000}"#)
    let verdict = verdict(live)
    #expect(verdict.outcome == .confirmed(.structure))
    #expect(verdict.detail == "HS256, issuer https://id.test, audience api, key k1, expires 2030-03-17")
    #expect(verdict.severity == nil)
  }

  @Test("an expired token is low")
  func expired() {
    let verdict = verdict(token(#"{"alg":"HS256"}"#, #"{"exp":1609459200}"#))
    #expect(verdict == Verdict(.confirmed(.structure), detail: "HS256, expired 2021-01-01", severity: .low))
  }

  @Test("a token without a signature is low")
  func unsigned() {
    let verdict = verdict(token(#"{"alg":"none"}"#, #"{"iss":"x"}"#, signature: ""))
    #expect(
      verdict == Verdict(.confirmed(.structure), detail: "not signed (alg none), issuer x", severity: .low))
  }

  @Test(
    "three parts that are no token are refuted",
    arguments: ["abc.def.ghi", "eyJ.eyJ.x", "..", "", "e30.e30.e30"])
  func noToken(text: String) {
    #expect(verdict(text).outcome == .refuted)
  }

  @Test("a cut signature or a payload that is no object makes a token doubtful")
  func cut() {
    let whole = token(#"{"alg":"HS256"}"#, #"{"iss":"x"}"#)
    #expect(verdict(String(whole.dropLast(8))).outcome == .doubtful)
    #expect(verdict(token(#"{"alg":"HS256"}"#, "hello")).outcome == .doubtful)
  }

  @Test("Supabase's browser keys and demo keys are low, service keys keep their severity")
  func supabase() {
    let key = { (issuer: String, role: String) in
      verdict(token(#"{"alg":"HS256"}"#, #"{"iss":"\#(issuer)","role":"\#(role)"}"#))
    }
    #expect(key("supabase", "anon").severity == .low)
    #expect(key("supabase", "service_role").severity == nil)
    #expect(key("supabase", "service_role").detail == "HS256, issuer supabase, role service_role")
    #expect(key("supabase-demo", "service_role").severity == .low)
  }

  @Test("claims are made printable, and hostile JSON is refused")
  func hostileClaims() {
    let escaped = token(#"{"alg":"HS256"}"#, #"{"iss":"\u001b[31m\n\#(String(repeating: "x", count: 500))"}"#)
    let detail = verdict(escaped).detail ?? ""
    #expect(detail.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    #expect(detail.count < 80)
    let deep = String(repeating: "[", count: 100_000)
    #expect(verdict(token(#"{"alg":"HS256","x":\#(deep)"#, "{}")).outcome == .refuted)
    #expect(verdict(token(#"{"alg":"HS256"}"#, #"{"exp":1e400,"iss":{"a":1}}"#)).outcome != .refuted)
  }

  @Test("AWS: the account behind a published key id, the documentation's id, other kinds")
  func awsAccount() {
    #expect(
      verify("aws-account", "ASIA" + "Y34FZKBOKMUTVV7A")
        == Verdict(.confirmed(.structure), detail: "temporary access key, account 609629065308"))
    #expect(verify("aws-account", "AKIA" + "IOSFODNN7EXAMPLE")?.severity == .info)
    #expect(
      verify("aws-account", "AKIA" + "IOSFODNN7QWERTYU") == Verdict(.unknown, detail: "long-term access key"))
    #expect(outcome("aws-account", "AKIA" + "Y34FZKBO0MUTVV19") == .doubtful)
    #expect(outcome("aws-account", "AKIA" + String(repeating: "X", count: 16)) == .refuted)
  }

  @Test("AWS: a SHA-1 is no secret key, and the documentation's is known")
  func awsSecret() {
    #expect(verify("aws-secret-key", "wJalrXUtnFEMI/K7MDENG" + "/bPxRfiCYEXAMPLEKEY")?.severity == .info)
    #expect(outcome("aws-secret-key", "da39a3ee5e6b4b0d3255" + "bfef95601890afd80709") == .refuted)
    #expect(outcome("aws-secret-key", "wJalrXUtnFEMI/K7MDEN" + "G/bPxRfiCYQWERTYUIOP") == .unknown)
    #expect(outcome("aws-secret-key", String(repeating: "x", count: 40)) == .refuted)
  }

  /// A macaroon of format 2: version, location, identifier, caveats, signature.
  private func macaroon(location: String, caveats: [String]) -> String {
    func field(_ type: UInt8, _ data: [UInt8]) -> [UInt8] { [type, UInt8(data.count)] + data }
    var bytes: [UInt8] = [2] + field(1, Array(location.utf8)) + field(2, Array("id".utf8)) + [0]
    for caveat in caveats { bytes += field(2, Array(caveat.utf8)) + [0] }
    bytes += [0] + field(6, (0..<32).map { UInt8($0) })
    return "py" + "pi-"
      + String(decoding: Base64Decoding.encode(bytes), as: UTF8.self).replacing("+", with: "-").replacing(
        "/", with: "_")
  }

  @Test("PyPI's tokens say what they may be used for")
  func pypi() {
    let user = macaroon(location: "pypi.org", caveats: [#"{"version": 1, "permissions": "user"}"#])
    #expect(user.dropFirst(5).hasPrefix("AgEIcHlwaS5vcmc"))
    #expect(verify("pypi-macaroon", user)?.detail == "pypi.org, whole account")
    let project = macaroon(location: "test.pypi.org", caveats: [#"[1, ["mine", "other"]]"#])
    #expect(verify("pypi-macaroon", project)?.detail == "test.pypi.org, project mine and 1 more")
    let old = macaroon(
      location: "pypi.org", caveats: [#"{"version": 1, "permissions": {"projects": ["mine"]}}"#])
    #expect(verify("pypi-macaroon", old)?.detail == "pypi.org, project mine")
    let expired = macaroon(location: "pypi.org", caveats: ["[0, 1609459200, 1600000000]"])
    #expect(
      verify("pypi-macaroon", expired)
        == Verdict(.confirmed(.structure), detail: "pypi.org, expired 2021-01-01", severity: .low))
    #expect(outcome("pypi-macaroon", String(user.dropLast(8))) == .doubtful)
    #expect(outcome("pypi-macaroon", macaroon(location: "example.org", caveats: [])) == .refuted)
    #expect(outcome("pypi-macaroon", "py" + "pi-AgENdGVzdC5weX") == .refuted)
  }

  @Test("Sentry's tokens name organization and region")
  func sentry() {
    let json = encode(
      #"{"iat":1700000000.1,"url":"https://sentry.io","region_url":"https://de.sentry.io","org":"acme"}"#)
    let secret = "snt" + "rys_" + json + "_" + String(repeating: "aB3", count: 14)
    #expect(
      verify("sentry", secret)
        == Verdict(.confirmed(.structure), detail: "organization acme, https://de.sentry.io"))
    #expect(outcome("sentry", "snt" + "rys_" + json) == .doubtful)
    #expect(outcome("sentry", "snt" + "rys_AAAABBBBCCCC_x") == .refuted)
  }

  @Test("Grafana Cloud, Mapbox, Discord and Telegram name account, region or bot")
  func named() {
    let grafana = "gl" + "c_" + encode(#"{"o":"123","n":"push","k":"s3cr3t","m":{"r":"eu"}}"#)
    #expect(verify("grafana-cloud", grafana)?.detail == "organization 123, region eu")
    let mapbox = { (kind: String) in
      "\(kind)." + encodeURL(#"{"u":"acme","a":"abc"}"#) + ".aB3dE6gH9k-_aB3dE6gH9k"
    }
    #expect(verify("mapbox", mapbox("sk")) == Verdict(.confirmed(.structure), detail: "account acme"))
    #expect(verify("mapbox", mapbox("pk"))?.severity == .low)
    let discord = encode("123456789012345678") + ".GaBcDe." + String(repeating: "aB3d", count: 9)
    #expect(verify("discord-bot", discord)?.detail == "bot 123456789012345678")
    #expect(outcome("discord-bot", encode("hello, worldly people") + ".GaBcDe.x") == .refuted)
    let telegram = "987654321:" + "AA" + String(repeating: "Fx3", count: 11)
    #expect(verify("telegram-bot", telegram) == Verdict(.confirmed(.structure), detail: "bot 987654321"))
    #expect(
      verify("telegram-bot", "110201543:" + "AAHdqTcvCH1vGWJxfSeof" + "SAs0K5PALDsaw")?.severity == .info)
  }

  @Test("Stripe's keys are rated by kind and mode; its documentation's are known")
  func stripe() {
    let body = "51" + String(repeating: "aB3d", count: 6)
    #expect(verify("stripe", "sk" + "_live_" + body)?.severity == .critical)
    #expect(verify("stripe", "rk" + "_live_" + body)?.severity == .high)
    #expect(verify("stripe", "sk" + "_test_" + body)?.severity == .medium)
    #expect(verify("stripe", "pk" + "_live_" + body)?.severity == .info)
    #expect(verify("stripe", "sk" + "_test_4eC39HqLyjWD" + "arjtT1zdp7dc")?.severity == .info)
    #expect(outcome("stripe", "sk" + "_live_xxxxxxxxxxxxxxxxxxxxxxxx") == .refuted)
  }

  @Test("Slack's tokens name their kind")
  func slack() {
    let token = "xo" + "xb-1234567890-9876543210-" + String(repeating: "aB3d", count: 6)
    #expect(verify("slack-token", token) == Verdict(.confirmed(.structure), detail: "bot token"))
    #expect(outcome("slack-token", "xo" + "xb-1234567890-xxxxxxxxxxxx") == .refuted)
    #expect(outcome("slack-token", "xo" + "xb-abc-def") == .unknown)
  }

  @Test("Basic authentication names the user; stand-ins, references and noise are refuted")
  func basic() {
    #expect(
      verify("basic-auth", encode("deploy:s3cr3t-v4lue"))
        == Verdict(.confirmed(.structure), detail: "user deploy"))
    #expect(verify("basic-auth", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==")?.severity == .info)
    for text in [
      "user:password", "user:", "user:${PASS}", "user:xxxxxxxx", "no colon here", "a:\u{01}b", "u:<password>",
    ] {
      #expect(outcome("basic-auth", encode(text)) == .refuted)
    }
    #expect(outcome("basic-auth", "/////////w==") == .refuted)
  }
}
