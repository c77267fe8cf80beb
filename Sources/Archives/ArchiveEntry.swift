#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One entry of an archive, or one file of a folder.
public struct ArchiveEntry: Sendable, Hashable {
  /// What an entry is.
  public enum Kind: Sendable, Hashable {
    case file
    case directory
    case symbolicLink(target: String)
    /// Another name for an earlier entry.
    case hardLink(target: String)
    /// A device, pipe or socket: there is nothing to read.
    case special
  }

  /// Without leading slashes or `./`, bytes that are not UTF-8 written as `\xNN`.
  public var path: String
  /// What it is.
  public var kind: Kind
  /// Bytes of content, where the header says so.
  public var size: Int?
  /// Whether its content cannot be read without a password.
  public var isEncrypted: Bool

  /// Makes one of its parts.
  public init(path: String, kind: Kind, size: Int? = nil, isEncrypted: Bool = false) {
    self.path = path
    self.kind = kind
    self.size = size
    self.isEncrypted = isEncrypted
  }
}

/// Paths as archives write them, made comparable.
public enum ArchivePath {
  /// Longer paths are cut: no file system has them, and a report must stay readable.
  public static let limit = 4096

  /// Drops leading slashes, `.` and empty components; keeps `..`, which is shown, never followed.
  public static func normalized(_ path: String) -> String {
    var path = path
    if path.utf8.count > limit {
      let kept = String(decoding: path.utf8.prefix(limit), as: UTF8.self)
      path = kept + "…(+\(path.utf8.count - limit) bytes)"
    }
    let components = path.split(separator: "/").filter { $0 != "." }
    return components.joined(separator: "/")
  }

  /// Text of any bytes: what is not UTF-8 becomes `\xNN`, so that different names stay different.
  static func text(_ bytes: UnsafePointer<CChar>) -> String {
    if let text = String(validatingCString: bytes) { return text }
    var text = ""
    var rest = UnsafeBufferPointer(start: bytes, count: strlen(bytes)).map { UInt8(bitPattern: $0) }[...]
    while !rest.isEmpty {
      var decoder = UTF8()
      var iterator = rest.makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&iterator) {
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else if let byte = rest.popFirst() {
        text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return text
  }
}
