/// A path as a database writes it, made one that a layer has.
enum RecordedPath {
  /// Bytes of the longest path that is looked at: no package has a longer one, and hostile ones cost time.
  static let limit = 1024

  /// `path` below `folder`, with `.`, `..` and doubled slashes resolved by name; nil where it names no file.
  ///
  /// - Parameters:
  ///   - folder: without leading or trailing slash; empty for the root.
  ///   - path: taken from the root where it begins with a slash and `isRooted` is true.
  static func resolve(
    _ path: ArraySlice<UInt8>, in folder: [UInt8], isRooted: Bool = false
  ) -> [UInt8]? {
    guard !path.isEmpty, path.count + folder.count < limit else { return nil }
    var resolved = isRooted && path.first == .slash ? [] : folder
    resolved.reserveCapacity(folder.count + path.count + 1)
    var start = path.startIndex
    while start < path.endIndex {
      let end = path[start...].firstIndex(of: .slash) ?? path.endIndex
      let component = path[start..<end]
      start = end + 1
      if component.isEmpty || component.count == 1 && component.first == .dot { continue }
      if component.count == 2 && component.allSatisfy({ $0 == .dot }) {
        // Above the root is the root, as in a file system.
        resolved.removeSubrange((resolved.lastIndex(of: .slash) ?? 0)...)
        continue
      }
      if !resolved.isEmpty { resolved.append(.slash) }
      resolved.append(contentsOf: component)
    }
    return resolved.isEmpty ? nil : resolved
  }

  /// A folder below another, the root being one of no name; nil where it is longer than any path.
  static func folder(_ path: ArraySlice<UInt8>, in folder: [UInt8]) -> [UInt8]? {
    guard path.count + folder.count < limit else { return nil }
    return resolve(path, in: folder) ?? folder
  }
}
