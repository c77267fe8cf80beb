import Foundation
import Synchronization

/// A folder of its own for one test, removed with it, or when the process ends.
final class Workspace: Sendable {
  let folder: String

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/contraband-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandFailure(description: "no temporary folder: \(String(cString: strerror(errno)))")
    }
    folder = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A folder that all tests share: nothing ever lets go of it, so it is removed as the process ends.
  static func shared() throws -> Workspace {
    let workspace = try Workspace()
    sharedFolders.withLock { folders in
      if folders.isEmpty { atexit { Workspace.removeShared() } }
      folders.append(workspace.folder)
    }
    return workspace
  }

  private static let sharedFolders = Mutex<[String]>([])

  private static func removeShared() {
    for folder in sharedFolders.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: folder) }
  }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a file, and the folders above it.
  ///
  /// - Returns: its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = path(name)
    let parent = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  @discardableResult
  func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// Everything below a folder of the workspace.
  func contents(_ name: String) -> [String] {
    (FileManager.default.enumerator(atPath: path(name))?.allObjects as? [String] ?? []).sorted()
  }
}
