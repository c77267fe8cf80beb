/// What a walk may spend on content it does not control.
public struct WalkLimits: Sendable, Hashable {
  /// Archives within archives, counted from the file in a layer or folder.
  public var nesting = 8
  /// Bytes that one file may unpack to, over all that is nested in it.
  public var unpackedBytes = 4 << 30
  /// Unpacked bytes for each packed byte, once `unpackedFloor` is passed.
  public var ratio = 200
  /// Bytes a file may unpack to whatever the ratio.
  public var unpackedFloor = 64 << 20
  /// Bytes a layer, or a whole compressed archive, may unpack to whatever the ratio.
  public var layerFloor = 1 << 30

  /// The limits of the command line without options.
  public init() {}
}

/// Counts what one file or layer unpacks to against the limits.
final class ExpansionBudget {
  private let floor: Int
  private let ratio: Int
  private let limit: Int
  private var packed = 0
  private var unpacked = 0
  /// Whether a limit was reached.
  private(set) var isExhausted = false

  init(floor: Int, ratio: Int, limit: Int) {
    self.floor = floor
    self.ratio = ratio
    self.limit = limit
  }

  /// Counts bytes of the file itself, as they are read.
  func read(_ count: Int) { packed += count }

  /// Counts bytes that came out of it.
  ///
  /// - Throws: `ArchiveError` of kind `limit`, which says what to raise.
  func unpack(_ count: Int) throws(ArchiveError) {
    unpacked += count
    isExhausted = unpacked > limit || unpacked > floor && unpacked / max(1, packed) >= ratio
    if unpacked > limit {
      throw ArchiveError(
        .limit, "unpacks to more than \(limit) bytes; raise --max-unpacked-size to read on")
    }
    if unpacked > floor, unpacked / max(1, packed) >= ratio {
      throw ArchiveError(
        .limit,
        "unpacks to more than \(ratio) times its size, like a decompression bomb; raise --max-ratio to read on"
      )
    }
  }
}

/// A stream whose bytes are counted against a budget.
final class MeteredStream: ByteStream {
  /// What the bytes of the stream count as.
  enum Role {
    case packed, unpacked
  }

  private let stream: any ByteStream
  private let charges: [(budget: ExpansionBudget, role: Role)]
  /// Bytes seen so far.
  private(set) var count = 0

  init(_ stream: any ByteStream, charges: [(budget: ExpansionBudget, role: Role)]) {
    self.stream = stream
    self.charges = charges
  }

  func next() throws(ArchiveError) -> ByteBlock? {
    guard let block = try stream.next() else { return nil }
    count += block.bytes.count
    for charge in charges {
      switch charge.role {
      case .packed: charge.budget.read(block.bytes.count)
      case .unpacked: try charge.budget.unpack(block.bytes.count)
      }
    }
    return block
  }
}
