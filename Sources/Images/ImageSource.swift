/// Where an image comes from, in the transport names of Skopeo.
public struct ImageSource: Sendable, Hashable {
  /// How the image is laid out.
  public enum Transport: String, Sendable, CaseIterable {
    case dockerArchive = "docker-archive"
    case ociArchive = "oci-archive"
    case oci
    case dir
    /// A bare path, or standard input: the content tells.
    case detected
  }

  /// A source that cannot be used.
  public struct Fault: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String
  }

  /// How the image is laid out.
  public var transport: Transport
  /// The file or folder; nil for standard input.
  public var path: String?
  /// The image asked for after the path (`oci:DIR:TAG`), if any.
  public var reference: String?

  /// - Parameters:
  ///   - text: as the user gave it.
  ///   - exists: tells whether a path exists, so that a colon in a name is not taken for a separator.
  /// - Throws: `Fault` for transports that need a daemon or registry.
  public init(_ text: String, exists: (String) -> Bool) throws(Fault) {
    if text == "-" {
      self.init(transport: .detected, path: nil, reference: nil)
      return
    }
    for transport in Transport.allCases where transport != .detected {
      let prefix = transport.rawValue + ":"
      guard text.hasPrefix(prefix) else { continue }
      let (path, reference) = ImageSource.split(String(text.dropFirst(prefix.count)), exists: exists)
      self.init(transport: transport, path: path, reference: reference)
      return
    }
    for remote in ["docker://", "docker-daemon:", "containers-storage:"] where text.hasPrefix(remote) {
      throw Fault(
        description: "\(remote) is not supported; save the image and pipe it in: "
          + "docker save NAME | contraband image -")
    }
    self.init(transport: .detected, path: text, reference: nil)
  }

  private init(transport: Transport, path: String?, reference: String?) {
    self.transport = transport
    self.path = path
    self.reference = reference
  }

  /// The longest part before a colon that exists is the path, what follows the reference.
  private static func split(_ text: String, exists: (String) -> Bool) -> (String, String?) {
    if exists(text) { return (text, nil) }
    var end = text.endIndex
    while let colon = text[..<end].lastIndex(of: ":") {
      let path = String(text[..<colon])
      if exists(path) { return (path, String(text[text.index(after: colon)...])) }
      end = colon
    }
    return (text, nil)
  }
}
