/// How random a value must be that has no format of its own: least Shannon entropy in bits per byte, by the alphabet
/// the value is written in. Random base64 of 20 bytes has about 4 bits, of 40 about 4.8; hexadecimal cannot exceed 4.
public struct EntropyLimits: Sendable, Hashable {
  /// For letters, digits, `+`, `/`, `-`, `_` and `=`; nil: what each rule says.
  public var base64: Double?
  /// For hexadecimal digits alone; nil: what each rule says.
  public var hex: Double?

  /// - Parameters: bits per byte, from 0 to 6, and from 0 to 4.
  public init(base64: Double? = nil, hex: Double? = nil) {
    self.base64 = base64
    self.hex = hex
  }

  /// Whether nothing is set.
  public var isEmpty: Bool { base64 == nil && hex == nil }

  /// What `value` must have, in bits per byte; nil: what the rule says.
  package func least(of value: [UInt8]) -> Double? {
    var isHex = true
    for byte in value {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        continue
      case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "G")...UInt8(ascii: "Z"),
        UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="):
        isHex = false
      default: return nil
      }
    }
    return isHex ? hex : base64
  }
}

extension Rule {
  /// Whether the value has no format of its own: what tells it is its name, and that it looks random.
  var isAssignedValue: Bool { verify == "assigned-value" }
}

extension RuleSet {
  /// With other limits for the values that have no format of their own.
  public func limitingEntropy(_ limits: EntropyLimits) -> RuleSet {
    changingRules { rule in
      if rule.isAssignedValue || rule.entropy != nil { rule.entropyLimits = limits }
    }
  }

  /// Without the rules that only a name and the randomness of a value speak for.
  public func withoutAssignedValues() -> RuleSet {
    keepingRules { !$0.isAssignedValue }
  }
}
