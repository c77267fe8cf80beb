import CArchive

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Entries of an archive, read by libarchive from a stream, forward only.
final class ArchiveReader {
  private let archive: OpaquePointer
  private let source: ReaderSource
  /// Set when the library has said that nothing more can be read.
  private var isFinished = false
  private var hasFailed = false
  /// Damaged headers that were passed over by searching for the next one.
  private(set) var damagedHeaders = 0

  /// - Throws: `ArchiveError` where the library cannot start.
  init(_ stream: any ByteStream, kind: ArchiveKind) throws(ArchiveError) {
    _ = ArchiveReader.locale
    guard let archive = archive_read_new() else { throw ArchiveError(.system, "libarchive: out of memory") }
    self.archive = archive
    source = ReaderSource(stream)
    archive_read_support_format_empty(archive)
    ArchiveReader.support(kind, archive)
    let code: Int32
    if kind == .sevenZip {
      try source.loadAll()
      code = archive_read_open_memory(archive, source.loaded.baseAddress, source.loaded.count)
    } else {
      code = archive_read_open2(
        archive, Unmanaged.passUnretained(source).toOpaque(), nil,
        { _, context, buffer in
          guard let context, let buffer else { return -1 }
          let source = Unmanaged<ReaderSource>.fromOpaque(context).takeUnretainedValue()
          guard let bytes = source.next() else { return -1 }
          buffer.pointee = bytes.baseAddress
          return bytes.count
        }, nil, nil)
    }
    guard code == ARCHIVE_OK || code == ARCHIVE_WARN else { throw fault(code) }
  }

  deinit { archive_read_free(archive) }

  /// libarchive converts names by the locale's character set; names in archives are UTF-8.
  private static let locale: Void = { _ = setlocale(LC_CTYPE, "C.UTF-8") }()

  /// Turns on the one format that the content's first bytes name, and no filter that runs a program.
  private static func support(_ kind: ArchiveKind, _ archive: OpaquePointer) {
    switch kind {
    case .tar: archive_read_support_format_tar(archive)
    case .zip: archive_read_support_format_zip_streamable(archive)
    case .ar: archive_read_support_format_ar(archive)
    case .cpio: archive_read_support_format_cpio(archive)
    case .cab: archive_read_support_format_cab(archive)
    case .sevenZip: archive_read_support_format_7zip(archive)
    case .rpm:
      archive_read_support_filter_rpm(archive)
      archive_read_support_format_cpio(archive)
    case .filtered, .gzip, .plain, .opaque: archive_read_support_format_raw(archive)
    }
    guard kind == .filtered || kind == .rpm else { return }
    archive_read_support_filter_gzip(archive)
    archive_read_support_filter_xz(archive)
    archive_read_support_filter_lzma(archive)
    archive_read_support_filter_zstd(archive)
    archive_read_support_filter_bzip2(archive)
    archive_read_support_filter_lz4(archive)
    archive_read_support_filter_lzip(archive)
  }

  /// The next entry, or nil at the end.
  ///
  /// - Throws: `ArchiveError`; after one nothing more can be read.
  func next() throws(ArchiveError) -> ArchiveEntry? {
    guard !isFinished else { return nil }
    while true {
      var entry: OpaquePointer?
      let code = archive_read_next_header(archive, &entry)
      switch code {
      case ARCHIVE_OK, ARCHIVE_WARN:
        guard let entry else { throw fault(code) }
        return ArchiveReader.describe(entry)
      case ARCHIVE_EOF:
        isFinished = true
        return nil
      case ARCHIVE_RETRY:
        // A damaged tar header: each try moves one block on, so this ends with the stream.
        damagedHeaders += 1
      default: throw fault(code)
      }
    }
  }

  /// The next bytes of the current entry, or nil at its end.
  ///
  /// - Throws: `ArchiveError`; later entries may still be readable, which `next()` tells.
  func nextBlock() throws(ArchiveError) -> ByteBlock? {
    guard !isFinished else { return nil }
    var bytes: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    while true {
      let code = archive_read_data_block(archive, &bytes, &count, &offset)
      switch code {
      case ARCHIVE_OK, ARCHIVE_WARN:
        guard count > 0 else { continue }
        return ByteBlock(bytes: UnsafeRawBufferPointer(start: bytes, count: count), offset: Int(offset))
      case ARCHIVE_EOF: return nil
      case ARCHIVE_RETRY: continue
      default: throw fault(code)
      }
    }
  }

  /// Whether the archive was read to the end that its format marks.
  var isAtEnd: Bool { isFinished && !hasFailed }

  /// What the source still holds after the last entry: bytes that the format does not account for.
  func trailing() -> any ByteStream {
    source.trailing(consumed: Int(archive_filter_bytes(archive, -1)))
  }

  private func fault(_ code: Int32) -> ArchiveError {
    if code == ARCHIVE_FATAL || source.error != nil {
      isFinished = true
      hasFailed = true
    }
    if let error = source.error { return error }
    let text = archive_error_string(archive).map { String(cString: $0) } ?? "code \(code)"
    let lower = text.lowercased()
    let kind: ArchiveError.Kind =
      if lower.contains("truncated") || source.isExhausted { .truncated }  //
      else if lower.contains("encrypt") || lower.contains("passphrase") { .encrypted }  //
      else if lower.contains("unsupported") || lower.contains("unrecognized") { .unsupported }  //
      else { .corrupt }
    return ArchiveError(kind, text, offset: source.position)
  }

  private static func describe(_ entry: OpaquePointer) -> ArchiveEntry {
    let name =
      archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
    let path = name.map { ArchivePath.normalized(ArchivePath.text($0)) } ?? "(unreadable name)"
    let size = archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
    let isEncrypted = archive_entry_is_data_encrypted(entry) > 0
    return ArchiveEntry(path: path, kind: kind(of: entry), size: size, isEncrypted: isEncrypted)
  }

  private static func kind(of entry: OpaquePointer) -> ArchiveEntry.Kind {
    if let target = archive_entry_hardlink(entry) ?? archive_entry_hardlink_utf8(entry) {
      return .hardLink(target: ArchivePath.normalized(ArchivePath.text(target)))
    }
    switch archive_entry_filetype(entry) & S_IFMT {
    case S_IFREG, 0: return .file
    case S_IFDIR: return .directory
    case S_IFLNK:
      let target = archive_entry_symlink(entry) ?? archive_entry_symlink_utf8(entry)
      return .symbolicLink(target: target.map(ArchivePath.text) ?? "")
    default: return .special
    }
  }
}

/// What libarchive reads from: our stream, with the gaps of sparse files filled.
private final class ReaderSource {
  private let stream: any ByteStream
  private(set) var position = 0
  private(set) var error: ArchiveError?
  private(set) var isExhausted = false
  /// The whole content, where the format wants seeking.
  private(set) var loaded = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private let zeros = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
  /// The block last handed out; where a gap came before it, it waits here.
  private var block: ByteBlock?
  private var waiting: ByteBlock?

  /// A gap in an archive that is itself sparse is filled up to this many bytes.
  private static let largestGap = 64 << 20
  /// Formats that want seeking are read into memory up to this many bytes.
  private static let largestLoaded = 64 << 20

  init(_ stream: any ByteStream) {
    self.stream = stream
    zeros.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit {
    zeros.deallocate()
    loaded.deallocate()
  }

  /// The next bytes; empty at the end, nil on a fault, which `error` keeps.
  func next() -> UnsafeRawBufferPointer? {
    if error != nil { return nil }
    do throws(ArchiveError) {
      let next: ByteBlock?
      if let waiting { next = waiting } else { next = try stream.next() }
      waiting = nil
      guard let next else {
        isExhausted = true
        block = nil
        return UnsafeRawBufferPointer(start: nil, count: 0)
      }
      let gap = next.offset - position
      if gap > 0 {
        guard gap <= ReaderSource.largestGap else {
          throw ArchiveError(.limit, "the archive has a hole of \(gap) bytes", offset: position)
        }
        waiting = next
        let count = min(gap, zeros.count)
        position += count
        return UnsafeRawBufferPointer(rebasing: zeros[..<count])
      }
      block = next
      position += next.bytes.count
      return next.bytes
    } catch {
      self.error = error
      return nil
    }
  }

  func loadAll() throws(ArchiveError) {
    var loaded: [UInt8] = []
    while let bytes = next(), !bytes.isEmpty {
      guard loaded.count + bytes.count <= ReaderSource.largestLoaded else {
        throw ArchiveError(
          .limit, "a 7z archive is read in memory, up to \(ReaderSource.largestLoaded) bytes")
      }
      loaded += bytes
    }
    if let error { throw error }
    self.loaded = .allocate(byteCount: max(1, loaded.count), alignment: 64)
    self.loaded.copyBytes(from: loaded)
  }

  /// The part of the last block that was not consumed, then the rest of the stream.
  func trailing(consumed: Int) -> any ByteStream {
    let left = position - consumed
    guard error == nil, waiting == nil, let block, left > 0, left <= block.bytes.count else {
      return stream
    }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: left, alignment: 1)
    copy.copyMemory(from: UnsafeRawBufferPointer(rebasing: block.bytes.suffix(left)))
    return PrefixedStream(prefix: [.init(bytes: copy, offset: consumed)], rest: stream)
  }
}
