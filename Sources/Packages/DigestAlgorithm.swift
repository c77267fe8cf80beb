/// The hash functions with which package managers record what they install.
public enum DigestAlgorithm: UInt8, Sendable, Hashable, CaseIterable {
  case md5
  case sha1
  case sha256
  case sha384
  case sha512

  /// Bytes of a digest.
  public var byteCount: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }
}

/// A set of hash functions.
public struct DigestAlgorithms: OptionSet, Sendable, Hashable {
  /// One bit for each `DigestAlgorithm`, at the place of its raw value.
  public var rawValue: UInt8

  /// Makes a set of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The set of one.
  public init(_ algorithm: DigestAlgorithm) { rawValue = 1 << algorithm.rawValue }

  /// What dpkg records.
  public static let md5 = DigestAlgorithms(.md5)
  /// What apk records.
  public static let sha1 = DigestAlgorithms(.sha1)
  /// What rpm, Python's installers and conda record.
  public static let sha256 = DigestAlgorithms(.sha256)
  /// What rpm may be configured to record.
  public static let sha384 = DigestAlgorithms(.sha384)
  /// What rpm may be configured to record.
  public static let sha512 = DigestAlgorithms(.sha512)
  /// What the managers record unless configured otherwise.
  public static let usual: DigestAlgorithms = [.md5, .sha1, .sha256]
}

/// A digest of a file's bytes.
public struct FileDigest: Sendable, Hashable {
  /// The hash function.
  public var algorithm: DigestAlgorithm
  /// `algorithm.byteCount` bytes.
  public var bytes: [UInt8]

  /// Makes one of its parts.
  public init(algorithm: DigestAlgorithm, bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }
}
