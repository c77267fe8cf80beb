internal import Findings

/// Tokens with a JSON object in base64 inside.
enum EncodedTokens {
  /// `sentry`: `sntrys_`, a JSON object in base64, `_`, the secret.
  ///
  /// getsentry/rfcs 0091, "CI upload tokens"; docs.sentry.io, "Token and credential formats".
  static let sentry: VerifierFunction = { secret, _ in
    struct Payload: Decodable {
      var url: String?
      var region: String?
      var org: String?

      enum CodingKeys: String, CodingKey {
        case url
        case region = "region_url"
        case org
      }
    }
    guard secret.hasPrefix("sntrys_") else { return Verdict(.unknown) }
    let parts = secret.dropFirst(7).split(separator: UInt8(ascii: "_"), maxSplits: 1)
    guard let first = parts.first, let json = Base64Decoding.decode(first),
      let payload = JSONObject.decode(Payload.self, from: json)
    else { return Verdict(.refuted) }
    guard parts.count == 2, let org = payload.org else { return Verdict(.doubtful) }
    let host = (payload.region ?? payload.url).map { ", \(Printable.text($0))" } ?? ""
    return Verdict(.confirmed(.structure), detail: "organization \(Printable.text(org))\(host)")
  }

  /// `grafana-cloud`: `glc_` and a JSON object with organization, name, key and region.
  ///
  /// Not documented in full, so what does not decode stays unknown.
  static let grafanaCloud: VerifierFunction = { secret, _ in
    struct Payload: Decodable {
      struct Metadata: Decodable { var r: String? }
      var o: LooseString
      var k: String
      var m: Metadata?
    }
    guard secret.hasPrefix("glc_"), let json = Base64Decoding.decode(secret.dropFirst(4), .either),
      let payload = JSONObject.decode(Payload.self, from: json)
    else { return Verdict(.unknown) }
    let region = payload.m?.r.map { ", region \(Printable.text($0))" } ?? ""
    return Verdict(
      .confirmed(.structure), detail: "organization \(Printable.text(payload.o.value))\(region)")
  }

  /// `mapbox`: a kind, then as in a JSON Web Token a payload that names the account, then the signature.
  ///
  /// docs.mapbox.com, "Access tokens": `pk` is public by design, `sk` secret, `tk` temporary.
  static let mapbox: VerifierFunction = { secret, _ in
    struct Payload: Decodable { var u: String }
    let parts = secret.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let json = Base64Decoding.decode(parts[1], .urlSafe),
      let payload = JSONObject.decode(Payload.self, from: json)
    else { return Verdict(.refuted) }
    let isPublic = parts[0].elementsEqual(Array("pk".utf8))
    return Verdict(
      .confirmed(.structure), detail: "account \(Printable.text(payload.u))", severity: isPublic ? .low : nil)
  }
}
