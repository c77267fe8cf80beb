/// Walks a stream, and the archives within, to its innermost contents; writes nothing anywhere.
public final class ContentWalker {
  private let visitor: any ContentVisitor
  private let limits: WalkLimits
  /// Containers round the files that the nesting limit counts from: 2 for an image archive (archive and layer),
  /// 0 for a folder.
  private let baseline: Int
  private let deferral: (any ArchiveDeferral)?

  /// Compressions directly within each other: a layer in a compressed archive needs one each.
  private static let compressionLimit = 4

  /// A walker that tells `visitor` what it meets.
  ///
  /// - Parameter deferral: is given the archives among the files, where it has room for them; without one they
  ///   are walked in their place.
  public init(
    visitor: any ContentVisitor, limits: WalkLimits, baseline: Int, deferral: (any ArchiveDeferral)? = nil
  ) {
    self.visitor = visitor
    self.limits = limits
    self.baseline = baseline
    self.deferral = deferral
  }

  /// What a stream turned out to be.
  public enum Outcome: Sendable, Hashable {
    case content
    case archive
  }

  /// Walks the content at `chain`.
  ///
  /// Faults are told to the visitor, never thrown: what could be read before them was visited.
  ///
  /// - Parameters:
  ///   - chain: the names that lead to the stream; empty for an archive that is itself the input.
  ///   - size: bytes of the stream, where they are known.
  @discardableResult
  public func walk(_ stream: any ByteStream, at chain: [String], size: Int? = nil) -> Outcome {
    let hashing = chain.count == 1 && baseline > 0 ? HashingStream(stream) : nil
    let metered = MeteredStream(hashing ?? stream, charges: [])
    let outcome = walk(metered, Place(chain: chain, size: size))
    // A nested reader may have left the end of the file unread.
    if hashing != nil { while (try? metered.next()) != nil {} }
    visitor.finish(chain, bytes: metered.count, digest: hashing?.digest())
    return outcome
  }

  private struct Place {
    var chain: [String]
    /// Bytes of the stream at hand, where they are known.
    var size: Int?
    var depth = 0
    var compressions = 0
    var budgets: [ExpansionBudget] = []
    /// The entry whose bytes the stream at hand has, as they are; nil where they are something unpacked.
    var entry: EntryStream?
  }

  private func walk(_ stream: any ByteStream, _ place: Place) -> Outcome {
    let head: PrefixedStream
    let kind: ArchiveKind
    do {
      (head, kind) = try sniff(stream)
    } catch {
      // Even the first bytes: nothing to visit, but the content is there.
      visitor.skip(place.chain, bytes: nil, reason: error.description)
      return .content
    }
    switch kind {
    case .plain:
      emit(head, place)
      return .content
    case .opaque(let format):
      visitor.skip(
        place.chain, bytes: nil, reason: "\(format) is not unpacked; only its raw bytes were searched")
      emit(head, place)
      return .content
    default:
      guard place.depth < limits.nesting + baseline, place.compressions < ContentWalker.compressionLimit
      else {
        visitor.skip(
          place.chain, bytes: nil,
          reason: "archives are nested more than \(limits.nesting) deep; raise --max-depth to unpack further")
        emit(head, place)
        return .content
      }
      if let outcome = handOver(head, kind, place) { return outcome }
      return unpack(head, kind, place)
    }
  }

  /// Gives an archive among the files of a layer or folder to the deferral; nil where it is to be unpacked here.
  private func handOver(_ head: PrefixedStream, _ kind: ArchiveKind, _ place: Place) -> Outcome? {
    guard let deferral, place.depth == baseline, place.compressions == 0, let size = place.size,
      deferral.reserve(size)
    else { return nil }
    guard head.keepRest(upTo: size) else {
      deferral.cancel(size)
      return nil
    }
    deferral.take(
      DeferredArchive(head, kind: kind, chain: place.chain, size: size, limits: limits, baseline: baseline))
    return .archive
  }

  /// Unpacks an archive that another walk handed over.
  func unpack(_ head: PrefixedStream, _ kind: ArchiveKind, at chain: [String]) {
    _ = unpack(head, kind, Place(chain: chain, depth: baseline))
  }

  private func unpack(_ head: PrefixedStream, _ kind: ArchiveKind, _ place: Place) -> Outcome {
    let budget = budget(at: place.depth)
    let packed = MeteredStream(head, charges: [(budget, .packed)])
    if let entry = place.entry, let watcher = visitor.watcher(of: place.chain) {
      head.forEachTakenBlock(watcher.update)
      entry.watcher = watcher
    }
    var inner = place
    inner.entry = nil
    // What a file unpacks to is its own expense, not that of the layer it lies in.
    if place.depth <= baseline { inner.budgets = [] }
    inner.budgets.append(budget)
    do {
      if kind == .gzip {
        inner.compressions += 1
        let stream = try GzipStream(packed)
        let outcome = try walkCompressed(stream, inner)
        if let trailing = stream.trailing() { walkTrailing(trailing, place) }
        return outcome
      }
      let tail = kind == .tar && place.chain.isEmpty ? TailStream(packed) : nil
      let reader = try ArchiveReader(tail ?? packed, kind: kind)
      let first = try reader.next()
      if kind.isCompression {
        guard first != nil else { return .content }
        inner.compressions += 1
        return try walkCompressed(EntryStream(reader), inner)
      }
      inner.depth += 1
      inner.compressions = 0
      walkEntries(of: reader, first: first, inner)
      if reader.isAtEnd {
        walkTrailing(reader.trailing(), place)
        if let tail, !tail.endsInZeros {
          visitor.skip(
            place.chain, bytes: nil,
            reason: "the archive lacks the zero blocks that end a tar; it may be cut off between two entries")
        }
      }
      return .archive
    } catch {
      visitor.skip(place.chain, bytes: nil, reason: "looks like an archive, but: \(error)")
      // Search its raw bytes instead. What the library took beyond the kept first blocks is gone; the reason
      // above stands for it.
      head.rewind()
      emit(head, place)
      return .content
    }
  }

  /// Counts what comes out of a layer, or of a file and all that is nested in it.
  private func budget(at depth: Int) -> ExpansionBudget {
    depth < baseline
      ? ExpansionBudget(floor: limits.layerFloor, ratio: limits.ratio, limit: .max)
      : ExpansionBudget(floor: limits.unpackedFloor, ratio: limits.ratio, limit: limits.unpackedBytes)
  }

  /// The one content of a compressed stream: an archive takes the place of the compressed file, another content
  /// gets a name of its own.
  ///
  /// - Throws: where not even the first bytes can be decoded.
  private func walkCompressed(_ stream: any ByteStream, _ place: Place) throws(ArchiveError) -> Outcome {
    let metered = MeteredStream(stream, charges: place.budgets.map { ($0, .unpacked) })
    let (head, kind) = try sniff(metered)
    guard kind == .plain, let name = place.chain.last, place.depth >= baseline else {
      return walk(head, place)
    }
    var place = place
    place.size = nil
    place.chain.append(CompressedName.inner(of: name))
    emit(head, place)
    visitor.finish(place.chain, bytes: metered.count, digest: nil)
    return .content
  }

  private func walkEntries(of reader: ArchiveReader, first: ArchiveEntry?, _ place: Place) {
    var next = first
    while let entry = next {
      visitor.visit(entry, in: place.chain)
      walkEntry(entry, of: reader, place)
      // The first entry over a limit ends the archive: the reason stands in the report once.
      if place.budgets.contains(where: \.isExhausted) { break }
      do {
        next = try reader.next()
      } catch {
        visitor.skip(place.chain, bytes: nil, reason: error.description)
        next = nil
      }
    }
    if reader.damagedHeaders > 0 {
      visitor.skip(
        place.chain, bytes: nil,
        reason: "\(reader.damagedHeaders) damaged blocks where a header was due were passed over")
    }
  }

  private func walkEntry(_ entry: ArchiveEntry, of reader: ArchiveReader, _ place: Place) {
    switch entry.kind {
    case .file: break
    case .hardLink where (entry.size ?? 0) > 0: break
    case .hardLink, .directory, .symbolicLink, .special: return
    }
    var place = place
    place.chain.append(entry.path)
    place.size = entry.size
    if entry.isEncrypted {
      visitor.skip(place.chain, bytes: entry.size, reason: "is encrypted")
      visitor.finish(place.chain, bytes: 0, digest: nil)
      return
    }
    let entryStream = EntryStream(reader)
    // Entries of an image archive are named by their digests, which tell a flipped bit.
    let hashing = place.chain.count == 1 && baseline > 0 ? HashingStream(entryStream) : nil
    let metered = MeteredStream(hashing ?? entryStream, charges: place.budgets.map { ($0, .unpacked) })
    place.entry = entryStream
    _ = walk(metered, place)
    // What a nested reader left over belongs to the entry all the same.
    if entryStream.error == nil, !place.budgets.contains(where: \.isExhausted) {
      do {
        while try metered.next() != nil {}
      } catch {
        visitor.skip(place.chain, bytes: nil, reason: error.description)
      }
    }
    entryStream.watcher?.end(isWhole: entryStream.isAtEnd)
    visitor.finish(place.chain, bytes: metered.count, digest: hashing?.digest())
  }

  /// Bytes behind the end that the format knows: padding mostly, but a place to hide something.
  private func walkTrailing(_ trailing: any ByteStream, _ place: Place) {
    var opened = false
    do {
      while let block = try trailing.next() {
        if !opened {
          guard block.bytes.contains(where: { $0 != 0 }) else { continue }
          visitor.open(place.chain + ["(after the end of the archive)"])
          opened = true
        }
        visitor.append(block)
      }
    } catch {
      visitor.skip(place.chain, bytes: nil, reason: error.description)
    }
    if opened { visitor.close() }
  }

  /// Hands a content to the visitor, as far as it can be read.
  private func emit(_ stream: any ByteStream, _ place: Place) {
    visitor.open(place.chain)
    do {
      while let block = try stream.next() { visitor.append(block) }
    } catch {
      visitor.skip(place.chain, bytes: nil, reason: error.description)
    }
    visitor.close()
  }

  /// Takes enough first bytes to tell the kind, and puts them back.
  private func sniff(_ stream: any ByteStream) throws(ArchiveError) -> (PrefixedStream, ArchiveKind) {
    var blocks: [PrefixedStream.ByteBlockCopy] = []
    var length = 0
    var fault: ArchiveError?
    while length < ArchiveKind.prefixLength {
      do {
        guard let block = try stream.next() else { break }
        blocks.append(PrefixedStream.ByteBlockCopy(block))
        length = block.offset + block.bytes.count
      } catch {
        fault = error
        break
      }
    }
    let rest: any ByteStream = if let fault { EndedStream(fault) } else { stream }
    let head = PrefixedStream(prefix: blocks, rest: rest)
    if blocks.isEmpty, let fault { throw fault }
    var first = [UInt8](repeating: 0, count: min(length, ArchiveKind.prefixLength))
    for block in blocks {
      for (index, byte) in block.bytes.enumerated() {
        let place = block.offset + index
        guard place >= 0, place < first.count else { break }
        first[place] = byte
      }
    }
    return (head, first.withUnsafeBytes { ArchiveKind(prefix: $0) })
  }
}

/// The data of the entry that a reader stands at.
private final class EntryStream: ByteStream {
  private let reader: ArchiveReader
  private(set) var error: ArchiveError?
  private(set) var isAtEnd = false
  /// Sees the bytes from where it is set.
  var watcher: (any PackedBytesWatcher)?

  init(_ reader: ArchiveReader) { self.reader = reader }

  func next() throws(ArchiveError) -> ByteBlock? {
    if let error { throw error }
    do {
      let block = try reader.nextBlock()
      if let block { watcher?.update(block) } else { isAtEnd = true }
      return block
    } catch {
      self.error = error
      throw error
    }
  }
}
