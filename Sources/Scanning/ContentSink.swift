import Archives
import Packages

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a sink's batches come from and go to.
protocol BatchOutlet: AnyObject {
  /// An empty batch.
  func fresh() -> Batch
  /// Takes a filled one.
  func send(_ batch: Batch)
}

/// Packs contents into batches for the workers: the end of a walk.
final class ContentSink: ContentVisitor {
  private let outlet: any BatchOutlet
  private var batch: Batch?
  /// The open content.
  private var record: ContentRecord?
  private var sliceStart = 0
  private var sliceOffset = 0
  private var chunk = 0
  /// Whether the slice at hand repeats the end of the one before.
  private var overlaps = false
  /// Digests of the archive all contents come from, if they come from one.
  private let outer: DigestSlot?
  /// The archive being unpacked whose packed bytes are watched, and where their digests go.
  private var archive: (chain: [String], slot: DigestSlot)?
  /// Tells which digests a large file may be asked for, which cannot be computed once its bytes have passed.
  private var forecast = DigestForecast()
  private var digests: FileDigests?
  private var digested = 0

  init(_ outlet: any BatchOutlet, outer: DigestSlot? = nil) {
    self.outlet = outlet
    self.outer = outer
  }

  func visit(_ entry: ArchiveEntry, in chain: [String]) {
    if outer == nil, chain.count <= 1 { forecast.see(entry.path) }
  }

  func finish(_ chain: [String], bytes: Int, digest: String?) {
    if let archive, archive.chain == chain { self.archive = nil }
  }

  func watcher(of chain: [String]) -> (any PackedBytesWatcher)? {
    guard outer == nil, archive == nil, let path = chain.last, chain.count <= 2 else { return nil }
    let algorithms = forecast.algorithms(for: path)
    guard !algorithms.isEmpty else { return nil }
    let slot = DigestSlot()
    archive = (chain, slot)
    return ArchiveDigest(algorithms, into: slot)
  }

  func skip(_ chain: [String], bytes: Int?, reason: String) {}

  func open(_ chain: [String]) {
    let watched = archive.flatMap { chain.starts(with: $0.chain) ? $0.slot : nil }
    begin(ContentRecord(chain: chain, rulePath: chain.last ?? "", outer: outer ?? watched))
  }

  /// A content that is one value of an image configuration.
  func add(_ text: String, as record: ContentRecord) {
    begin(record)
    var text = text
    text.withUTF8 { append(ByteBlock(bytes: UnsafeRawBufferPointer($0), offset: 0)) }
    close()
  }

  private func begin(_ record: ContentRecord) {
    self.record = record
    sliceStart = batch?.used ?? 0
    sliceOffset = 0
    chunk = 0
    overlaps = false
    digests = nil
    digested = 0
  }

  func append(_ block: ByteBlock) {
    guard let record else { return }
    var bytes = block.bytes
    if let batch, block.offset > sliceOffset + (batch.used - sliceStart), batch.used > sliceStart {
      // The hole of a sparse file: what follows has nothing to do with what came before.
      endSlice(of: record, isLast: true, isContinued: true)
      chunk += 1
      overlaps = false
      sliceStart = batch.used
      sliceOffset = block.offset
    } else if (batch?.used ?? 0) == sliceStart {
      sliceOffset = block.offset
    }
    while !bytes.isEmpty {
      let target = room(for: record)
      let count = min(bytes.count, Batch.capacity - target.used)
      if let from = bytes.baseAddress, let to = target.buffer.baseAddress {
        memcpy(to + target.used, from, count)
      }
      digest(
        UnsafeRawBufferPointer(rebasing: bytes[..<count]),
        at: block.offset + (block.bytes.count - bytes.count))
      target.used += count
      bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
    }
  }

  /// A batch with room for at least one byte of the open content.
  private func room(for record: ContentRecord) -> Batch {
    guard let full = batch else { return take() }
    guard full.used == Batch.capacity else { return full }
    // Take what the open content has so far along, or, where it fills the batch, the overlap.
    let begun: Range<Int>
    if sliceStart > 0 {
      begun = sliceStart..<full.used
      full.used = sliceStart
    } else {
      if chunk == 0 { beginDigest(of: record, UnsafeRawBufferPointer(full.buffer)[..<full.used]) }
      endSlice(of: record, isLast: false, isContinued: true)
      overlaps = true
      begun = (full.used - ChunkOverlap.total)..<full.used
      sliceOffset += begun.lowerBound
      chunk += 1
    }
    let fresh = outlet.fresh()
    if let from = full.buffer.baseAddress, let to = fresh.buffer.baseAddress {
      memcpy(to, from + begun.lowerBound, begun.count)
    }
    fresh.used = begun.count
    sliceStart = 0
    outlet.send(full)
    batch = fresh
    return fresh
  }

  /// Begins to compute the digests of a content that turned out to be large, where they may be asked for.
  private func beginDigest(of record: ContentRecord, _ begun: Slice<UnsafeRawBufferPointer>) {
    guard outer == nil, sliceOffset == 0, let path = record.chain.last, record.chain.count <= 2 else {
      return
    }
    let algorithms = forecast.algorithms(for: path)
    guard !algorithms.isEmpty else { return }
    var digests = FileDigests(algorithms)
    digests.update(UnsafeRawBufferPointer(rebasing: begun))
    self.digests = digests
    digested = begun.count
  }

  private func digest(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    guard digests != nil else { return }
    // A file with holes has no digest here.
    guard offset == digested else { return digests = nil }
    digests?.update(bytes)
    digested += bytes.count
  }

  private func take() -> Batch {
    let fresh = outlet.fresh()
    batch = fresh
    sliceStart = 0
    return fresh
  }

  private func endSlice(of record: ContentRecord, isLast: Bool, isContinued: Bool) {
    guard let batch, batch.used > sliceStart else { return }
    batch.slices.append(
      Batch.Slice(
        record: record, range: sliceStart..<batch.used, offset: sliceOffset, chunk: chunk, overlaps: overlaps,
        isLast: isLast, isContinued: isContinued))
  }

  func close() {
    if let record {
      endSlice(of: record, isLast: true, isContinued: false)
      if let digests { record.own.set(digests.digests(), size: digested) }
    }
    digests = nil
    record = nil
    if let batch, batch.used == Batch.capacity { flush() }
  }

  /// Hands the last batch on.
  func flush() {
    if let batch, !batch.slices.isEmpty { outlet.send(batch) }
    batch = nil
  }
}
