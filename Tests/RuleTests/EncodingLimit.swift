/// Rules that do not find their first example in an encoding, and why.
struct EncodingLimit: Sendable {
  var reason: String
  var encodings: [String]
  var rules: [String]

  /// Why `rule` finds nothing in `encoding`; nil where it must.
  static func reason(_ rule: String, _ encoding: Encoding) -> String? {
    all.first { $0.encodings.contains(encoding.name) && $0.rules.contains(rule) }?.reason
  }

  static let all: [EncodingLimit] = []
}
