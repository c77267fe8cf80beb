/// Where in its surface a secret stands.
public struct Location: Sendable, Hashable, Codable {
  /// The surface a secret was found on.
  public enum Kind: String, Sendable, Codable {
    case layerFile = "layer-file"
    case imageConfig = "image-config"
    case imageHistory = "image-history"
    case attestation
    case dockerfile
    case file
    case git
  }

  /// The surface.
  public var kind: Kind
  /// Path in the layer, folder or archive, without a leading slash. For a value of the image
  /// configuration the key that holds it (`config.Env.NAME`, `history[3]`).
  public var path: String
  /// Names inside `path` when it is an archive, outermost first.
  public var nested: [String]
  /// First line, from 1.
  public var line: Int
  /// First column in UTF-8 bytes, from 1.
  public var column: Int
  /// Last line, from 1.
  public var endLine: Int
  /// The column after the last byte, from 1.
  public var endColumn: Int
  /// Byte offset of the secret from the start of the (innermost) content, from 0.
  public var offset: Int

  /// Makes one of its parts.
  public init(
    kind: Kind, path: String, nested: [String] = [], line: Int = 1, column: Int = 1, endLine: Int = 1,
    endColumn: Int = 1, offset: Int = 0
  ) {
    self.kind = kind
    self.path = path
    self.nested = nested
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
    self.offset = offset
  }
}

extension Location: Comparable {
  /// The order of reports.
  public static func < (a: Location, b: Location) -> Bool {
    if a.path != b.path { return a.path < b.path }
    if a.nested != b.nested { return a.nested.lexicographicallyPrecedes(b.nested) }
    if a.offset != b.offset { return a.offset < b.offset }
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    return (a.line, a.column, a.endLine, a.endColumn) < (b.line, b.column, b.endLine, b.endColumn)
  }
}
