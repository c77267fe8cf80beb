#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Text operations on bytes that know ASCII only.
package enum ASCII {
  package static func isUpper(_ byte: UInt8) -> Bool { 0x41 <= byte && byte <= 0x5a }

  package static func isLower(_ byte: UInt8) -> Bool { 0x61 <= byte && byte <= 0x7a }

  package static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }

  package static func isDigit(_ byte: UInt8) -> Bool { 0x30 <= byte && byte <= 0x39 }

  package static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.map { 0x41 <= $0 && $0 <= 0x5a ? $0 | 0x20 : $0 }
  }

  /// Whether `needle`, in lower case, stands in `bytes`, case aside.
  package static func contains(_ needle: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = needle.first, needle.count <= bytes.count else { return needle.isEmpty }
    let upper = 0x61 <= first && first <= 0x7a ? first & 0xdf : first
    for start in 0...(bytes.count - needle.count) where bytes[start] == first || bytes[start] == upper {
      var index = 1
      while index < needle.count {
        let byte = bytes[start + index]
        guard (0x41 <= byte && byte <= 0x5a ? byte | 0x20 : byte) == needle[index] else { break }
        index += 1
      }
      if index == needle.count { return true }
    }
    return false
  }

  /// Whether `needle`, in lower case, stands in `bytes`, case aside.
  package static func contains(_ needle: [UInt8], in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { contains(needle, in: $0) }
  }

  /// Whether `byte` stands in `range` of `bytes`.
  package static func contains(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, within range: Range<Int>)
    -> Bool
  {
    guard let base = bytes.baseAddress, range.upperBound <= bytes.count else { return false }
    return memchr(base + range.lowerBound, Int32(byte), range.count) != nil
  }

  /// The line, or lines, that `span` stands in, at most 4 KiB to either side.
  package static func line(around span: Range<Int>, in bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let reach = 4096
    var start = span.lowerBound
    while start > 0, span.lowerBound - start < reach, bytes[start - 1] != 0x0a { start -= 1 }
    var end = span.upperBound
    while end < bytes.count, end - span.upperBound < reach, bytes[end] != 0x0a { end += 1 }
    return Array(bytes[start..<end])
  }

  /// Whether `bytes` begin like binary data: a zero byte among the first 8000, as git and grep tell it.
  package static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    return memchr(base, 0, min(bytes.count, 8000)) != nil
  }
}
