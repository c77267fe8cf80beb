import Crypto
import Foundation

/// An image made by hand: layers, the instructions that made them, a configuration.
struct FixtureImage {
  struct Layer {
    /// The layer as a tar archive.
    var tar: [UInt8]
    /// As the history has it.
    var createdBy: String
    /// The layer as the archive holds it; the tar itself where nil.
    var stored: [UInt8]?

    /// Digest of the plain layer, where `tar` is not it.
    var knownDiffID: String?

    var blob: [UInt8] { stored ?? tar }

    var diffID: String { knownDiffID ?? Digest.of(tar) }

    init(_ createdBy: String, stored: [UInt8]? = nil, _ write: (inout TarWriter) -> Void) {
      var tar = TarWriter()
      write(&tar)
      self.tar = tar.finished
      self.createdBy = createdBy
      self.stored = stored
    }

    init(_ createdBy: String, tar: [UInt8], stored: [UInt8]? = nil) {
      self.tar = tar
      self.createdBy = createdBy
      self.stored = stored
    }
  }

  var name = "app:1.0"
  var layers: [Layer]
  var env: [String] = []
  var labels: [String: String] = [:]
  /// Instructions that made no layer, before those that did.
  var settings: [String] = []
  var architecture = "amd64"

  /// The image's configuration.
  var configuration: [UInt8] {
    let empty = settings.map { ["created_by": $0, "empty_layer": true] as [String: Any] }
    let made = layers.map { ["created_by": $0.createdBy] as [String: Any] }
    return JSONText.bytes([
      "os": "linux", "architecture": architecture,
      "config": ["Env": env, "Labels": labels] as [String: Any],
      "history": empty + made,
      "rootfs": ["type": "layers", "diff_ids": layers.map(\.diffID)] as [String: Any],
    ])
  }
}

/// JSON with its keys in order.
enum JSONText {
  static func bytes(_ object: Any) -> [UInt8] {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]
    return [UInt8]((try? JSONSerialization.data(withJSONObject: object, options: options)) ?? Data())
  }
}

/// Digests as manifests write them.
enum Digest {
  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self)
  }

  static func of(_ bytes: [UInt8]) -> String { "sha256:" + hex(bytes) }
}

/// An entry of an image archive.
struct ArchiveItem {
  enum Content {
    case file([UInt8])
    case symbolicLink(String)
  }

  var path: String
  var content: Content

  static func file(_ path: String, _ bytes: [UInt8]) -> ArchiveItem {
    ArchiveItem(path: path, content: .file(bytes))
  }

  static func json(_ path: String, _ object: Any) -> ArchiveItem { file(path, JSONText.bytes(object)) }

  static func link(_ path: String, to target: String) -> ArchiveItem {
    ArchiveItem(path: path, content: .symbolicLink(target))
  }
}

extension [ArchiveItem] {
  /// The items as one tar archive, in their order; of items with one path only the first.
  var tar: [UInt8] {
    var writer = TarWriter()
    var seen = Set<String>()
    for item in self where seen.insert(item.path).inserted {
      switch item.content {
      case .file(let bytes): writer.file(item.path, bytes)
      case .symbolicLink(let target): writer.symbolicLink(item.path, to: target)
      }
    }
    return writer.finished
  }

  /// Writes the files among the items into a folder.
  func write(to place: Workspace, folder: String) throws {
    for item in self {
      if case .file(let bytes) = item.content { try place.write(folder + "/" + item.path, bytes) }
    }
  }

  /// The items without the one at `path`.
  func without(_ path: String) -> [ArchiveItem] { filter { $0.path != path } }

  /// The items with another content at `path`.
  func replacing(_ path: String, _ bytes: [UInt8]) -> [ArchiveItem] {
    map { $0.path == path ? .file(path, bytes) : $0 }
  }
}
