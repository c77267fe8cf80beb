/// A place in a Dockerfile.
public struct SourcePosition: Sendable, Hashable, Comparable {
  /// Bytes from the start of the file, a byte-order mark included.
  public let offset: Int
  /// From 1.
  public let line: Int
  /// From 1, in bytes; a byte-order mark counts as part of the first line.
  public let column: Int

  /// Makes a place; nothing checks that the three agree.
  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// In the order of the file.
  public static func < (left: SourcePosition, right: SourcePosition) -> Bool { left.offset < right.offset }
}

/// A stretch of a Dockerfile. Across a continuation it covers the escape and the line break as well.
public struct SourceSpan: Sendable, Hashable {
  /// The first byte.
  public let start: SourcePosition
  /// The place after the last byte.
  public let end: SourcePosition

  /// Makes a stretch from the first byte to the one after the last.
  public init(start: SourcePosition, end: SourcePosition) {
    self.start = start
    self.end = end
  }

  /// Offsets into the file.
  public var offsets: Range<Int> { start.offset..<max(start.offset, end.offset) }
}

/// Bytes taken out of a file, each of which knows where it stood there: joined over continuations,
/// freed of quotes, decoded from JSON or expanded.
public struct SourceText: Sendable, Hashable {
  /// Consecutive bytes with a common origin; it ends where the next one starts.
  private struct Run: Sendable, Hashable {
    let start: Int
    let offset: Int
    /// What the run was made of in the file; nil where its bytes are the file's own.
    let replaced: Int?
  }

  /// The text.
  public private(set) var bytes: [UInt8] = []
  private var runs: [Run] = []
  /// Where a text without bytes stands.
  private let anchor: Int

  /// An empty text that stands at an offset of the file.
  public init(at offset: Int) { anchor = offset }

  /// A stretch of the file as it is.
  public init(_ source: [UInt8], _ range: Range<Int>) {
    anchor = range.lowerBound
    append(source, range)
  }

  /// Whether there are no bytes.
  public var isEmpty: Bool { bytes.isEmpty }
  /// Bytes.
  public var count: Int { bytes.count }
  /// The text as UTF-8; broken sequences become U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds a stretch of the file.
  package mutating func append(_ source: [UInt8], _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    extend(at: range.lowerBound)
    bytes.append(contentsOf: source[range])
  }

  /// Adds a byte that stands at an offset of the file.
  package mutating func append(_ byte: UInt8, at offset: Int) {
    extend(at: offset)
    bytes.append(byte)
  }

  /// Adds a part of another text, with its origin.
  package mutating func append(_ other: SourceText, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var index = other.runIndex(at: range.lowerBound)
    var position = range.lowerBound
    while position < range.upperBound, index < other.runs.count {
      let run = other.runs[index]
      let end = index + 1 < other.runs.count ? other.runs[index + 1].start : other.bytes.count
      let stop = min(end, range.upperBound)
      if let replaced = run.replaced {
        runs.append(Run(start: bytes.count, offset: run.offset, replaced: replaced))
      } else {
        extend(at: run.offset + position - run.start)
      }
      bytes.append(contentsOf: other.bytes[position..<stop])
      position = stop
      index += 1
    }
  }

  /// Adds another text, with its origin.
  package mutating func append(_ other: SourceText) { append(other, 0..<other.count) }

  /// Adds bytes that stand for a stretch of the file without being its bytes: a decoded escape, the value of
  /// a variable.
  package mutating func append(_ value: some Sequence<UInt8>, replacing range: Range<Int>) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    if bytes.count > start {
      runs.append(Run(start: start, offset: range.lowerBound, replaced: range.count))
    }
  }

  private mutating func extend(at offset: Int) {
    if let last = runs.last, last.replaced == nil, last.offset + bytes.count - last.start == offset { return }
    runs.append(Run(start: bytes.count, offset: offset, replaced: nil))
  }

  /// The run that a byte belongs to.
  private func runIndex(at index: Int) -> Int {
    var low = 0
    var high = runs.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if runs[middle].start <= index { low = middle } else { high = middle }
    }
    return low
  }

  /// Where in the file a byte of the text stands; its end for an index after the last byte.
  public func offset(at index: Int) -> Int {
    guard !runs.isEmpty else { return anchor }
    if index >= bytes.count { return sourceRange(0..<bytes.count).upperBound }
    let run = runs[runIndex(at: max(0, index))]
    return run.replaced == nil ? run.offset + max(0, index) - run.start : run.offset
  }

  /// The stretch of the file that a part of the text came from.
  public func sourceRange(_ range: Range<Int>) -> Range<Int> {
    let part = range.clamped(to: 0..<bytes.count)
    guard !part.isEmpty, !runs.isEmpty else {
      let at = bytes.isEmpty ? anchor : offset(at: range.lowerBound)
      return at..<at
    }
    let start = offset(at: part.lowerBound)
    let last = runs[runIndex(at: part.upperBound - 1)]
    let end = last.replaced.map { last.offset + $0 } ?? last.offset + part.upperBound - last.start
    return start..<max(start, end)
  }

  /// The stretch of the file that the whole text came from.
  public var sourceRange: Range<Int> { sourceRange(0..<bytes.count) }

  /// A part of the text.
  public func slice(_ range: Range<Int>) -> SourceText {
    let part = range.clamped(to: 0..<bytes.count)
    var text = SourceText(at: offset(at: part.lowerBound))
    text.append(self, part)
    return text
  }
}
