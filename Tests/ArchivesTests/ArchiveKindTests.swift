import Testing

@testable import Archives

@Suite struct ArchiveKindTests {
  private static func kind(_ bytes: [UInt8]) -> ArchiveKind {
    bytes.withUnsafeBytes { ArchiveKind(prefix: $0) }
  }

  private static func text(_ text: String, _ rest: [UInt8] = []) -> ArchiveKind {
    kind(Array(text.utf8) + rest)
  }

  @Test func containersAreKnownByTheirFirstBytes() {
    #expect(ArchiveKindTests.kind([0x1f, 0x8b, 8, 0, 0]) == .gzip)
    #expect(ArchiveKindTests.kind([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) == .filtered)
    #expect(ArchiveKindTests.kind([0x28, 0xb5, 0x2f, 0xfd]) == .filtered)
    #expect(ArchiveKindTests.text("BZh9", [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) == .filtered)
    #expect(ArchiveKindTests.text("!<arch>\n") == .ar)
    #expect(ArchiveKindTests.text("070701") == .cpio)
    #expect(ArchiveKindTests.kind([0xed, 0xab, 0xee, 0xdb]) == .rpm)
    #expect(ArchiveKindTests.kind([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]) == .sevenZip)
    #expect(ArchiveKindTests.text("hsqs") == .opaque("squashfs"))
    let zip: [UInt8] = [0x50, 0x4b, 3, 4, 20, 0] + [UInt8](repeating: 0, count: 30)
    #expect(ArchiveKindTests.kind(zip) == .zip)
    #expect(ArchiveKindTests.kind(TinyTar.header(Array("a".utf8), flag: "0")) == .tar)
  }

  @Test func nearMissesArePlain() {
    #expect(ArchiveKindTests.kind([0x1f, 0x8b, 7, 0, 0]) == .plain, "not deflate")
    #expect(ArchiveKindTests.kind([0x1f, 0x8b, 8, 0xe0, 0]) == .plain, "reserved flags")
    #expect(ArchiveKindTests.text("BZhello world") == .plain)
    #expect(ArchiveKindTests.text("BZh0", [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) == .plain)
    let zip: [UInt8] = [0x50, 0x4b, 3, 4, 99, 0] + [UInt8](repeating: 0, count: 30)
    #expect(ArchiveKindTests.kind(zip) == .plain)
    #expect(ArchiveKindTests.kind([]) == .plain)
    #expect(ArchiveKindTests.text("#!/bin/sh\n") == .plain)
  }

  @Test func aTarHeaderNeedsItsChecksum() {
    let header = TinyTar.header(Array("name".utf8), flag: "0")
    for index in [0, 100, 148, 300] {
      var broken = header
      broken[index] ^= 1
      #expect(ArchiveKindTests.kind(broken) == .plain, "byte \(index) changed")
    }
    #expect(ArchiveKindTests.kind(Array(header.prefix(511))) == .plain)
    #expect(ArchiveKindTests.kind([UInt8](repeating: 0, count: 512)) == .plain)
  }

  @Test func everyShortPrefixIsHarmless() {
    for magic in [[0x1f, 0x8b], [0x50, 0x4b, 3, 4], Array("BZh".utf8), TinyTar.header([0x61], flag: "0")] {
      for length in 0...magic.count { _ = ArchiveKindTests.kind(Array(magic.prefix(length))) }
    }
  }
}
