import Findings

/// The file that a place lies in, as other programs name files.
struct ArtifactPath {
  let location: Location
  let target: Report.Target

  /// Whether the file lies in a folder or repository, not in an image.
  var isInRepository: Bool {
    switch location.kind {
    case .dockerfile, .file, .git: true
    case .layerFile, .imageConfig, .imageHistory, .attestation: false
    }
  }

  /// Names from the outermost file to the innermost. A file of a folder that was named by a relative path is told
  /// from where the scan ran, which in a pipeline is the root of the repository.
  private var names: [String] {
    var path = location.path
    if location.kind == .file, target.kind == "fs" {
      let folder = ArtifactPath.tidied(target.reference)
      if target.source == "folder", !folder.isEmpty, !folder.hasPrefix("/") { path = folder + "/" + path }
      if target.source == "file", !folder.hasPrefix("/") { path = folder }
    }
    return [ArtifactPath.tidied(path)] + location.nested
  }

  /// The names joined by `!/`, as in the URL of a file in a Java archive.
  var joined: String { names.joined(separator: "!/") }

  /// The names as a relative reference of RFC 3986 (https://www.rfc-editor.org/rfc/rfc3986): everything but unreserved
  /// characters and slashes is percent-encoded, so that no name reads as a scheme, a query or another name's `!/`.
  var uri: String {
    names.map(ArtifactPath.encoded).joined(separator: "!/")
  }

  private static func encoded(_ name: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for segment in name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true) {
      if !output.isEmpty { output.append(UInt8(ascii: "/")) }
      let isDots = segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
      for byte in segment {
        if isUnreserved(byte), !isDots {
          output.append(byte)
        } else {
          output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Without `./` before it and slashes after it.
  private static func tidied(_ path: String) -> String {
    var rest = path.utf8[...]
    while rest.starts(with: "./".utf8) { rest = rest.dropFirst(2) }
    while rest.count > 1, rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    return rest.elementsEqual(".".utf8) ? "" : String(decoding: rest, as: UTF8.self)
  }
}
