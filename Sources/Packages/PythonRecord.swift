/// The files of a Python package's `RECORD` that have a digest: lines of path, `algorithm=digest` and size, as
/// CSV (Python packaging, "Recording installed projects").
///
/// Compiled files have none; see `CompiledPython`.
struct PythonRecord: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let folder: [UInt8]
  private var lines: LineRanges

  /// - Parameter distribution: the `.dist-info` folder; paths are relative to the folder it stands in.
  init(_ bytes: [UInt8], distribution: String) {
    self.bytes = bytes
    let path = Array(distribution.utf8)
    folder = Array(path[..<(path.lastIndex(of: .slash) ?? 0)])
    lines = LineRanges(bytes)
  }

  mutating func next() -> FileEntry? {
    while let line = lines.next() {
      if let entry = entry(line) { return entry }
    }
    return nil
  }

  private func entry(_ line: Range<Int>) -> FileEntry? {
    // From the right, since only the path may have commas.
    guard let second = bytes[line].lastIndex(of: .comma),
      let first = bytes[line.lowerBound..<second].lastIndex(of: .comma),
      let digest = RecordedDigest.named(bytes[(first + 1)..<second]),
      let path = RecordedPath.resolve(
        PythonRecord.unquoted(bytes[line.lowerBound..<first]), in: folder, isRooted: true)
    else { return nil }
    return FileEntry(path: path, digest: digest, size: Int(bytes.text((second + 1)..<line.upperBound)))
  }

  private static func unquoted(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard field.count >= 2, field.first == .quote, field.last == .quote else { return field }
    var result: [UInt8] = []
    var isSecond = false
    for byte in field.dropFirst().dropLast() {
      // A quote within is written twice.
      isSecond = byte == .quote && !isSecond
      if !isSecond { result.append(byte) }
    }
    return result[...]
  }
}
