/// How much harm a leaked secret does, from `info` (none expected) to `critical`.
public enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
  case critical, high, medium, low, info

  /// 0 for `info` up to 4 for `critical`.
  public var rank: Int {
    switch self {
    case .critical: 4
    case .high: 3
    case .medium: 2
    case .low: 1
    case .info: 0
    }
  }

  /// Orders by rank.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// How sure the scanner is that a match is a real secret.
public enum Confidence: String, Sendable, Codable, CaseIterable, Comparable {
  case high, medium, low

  /// 0 for `low` up to 2 for `high`.
  public var rank: Int {
    switch self {
    case .high: 2
    case .medium: 1
    case .low: 0
    }
  }

  /// Orders by rank.
  public static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }
}

/// What was checked offline beyond the pattern: a checksum inside the token, its structure, or nothing.
public enum Verification: String, Sendable, Codable, CaseIterable, Comparable {
  case checksum, structure, none

  /// 0 for `none` up to 2 for `checksum`.
  public var rank: Int {
    switch self {
    case .checksum: 2
    case .structure: 1
    case .none: 0
    }
  }

  /// Orders by rank.
  public static func < (a: Verification, b: Verification) -> Bool { a.rank < b.rank }
}
