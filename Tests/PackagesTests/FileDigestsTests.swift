import Testing

@testable import Packages

@Suite struct FileDigestsTests {
  @Test("computes the digests that the standards give for abc, and no others")
  func vectors() {
    // RFC 1321, A.5; FIPS 180-4's examples.
    #expect(hex("abc", .md5) == "900150983cd24fb0d6963f7d28e17f72")
    #expect(hex("abc", .sha1) == "a9993e364706816aba3e25717850c26c9cd0d89d")
    #expect(hex("abc", .sha256) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(hex("abc", .sha384).hasPrefix("cb00753f45a35e8bb5a03d699ac65007"))
    #expect(hex("abc", .sha512).hasPrefix("ddaf35a193617abacc417349ae204131"))
    #expect(digests("abc", [.md5, .sha512]).map(\.algorithm) == [.md5, .sha512])
    #expect(digests("abc", []).isEmpty)
  }

  @Test("gives the same digests however the bytes are cut")
  func chunks() {
    var running = FileDigests([.md5, .sha1, .sha256, .sha384, .sha512])
    for part in ["a", "", "bc"] {
      var part = part
      part.withUTF8 { running.update(UnsafeRawBufferPointer($0)) }
    }
    #expect(running.digests() == digests("abc", [.md5, .sha1, .sha256, .sha384, .sha512]))
  }

  @Test("reads digests as databases write them, and nothing that only looks so")
  func written() {
    #expect(RecordedDigest.hexadecimal("00ffA1".utf8) == [0, 255, 0xa1])
    #expect(RecordedDigest.hexadecimal("0".utf8) == nil)
    #expect(RecordedDigest.hexadecimal("newconffile!".utf8) == nil)
    #expect(RecordedDigest.base64("+/8=".utf8) == [0xfb, 0xff])
    #expect(RecordedDigest.base64("-_8".utf8) == [0xfb, 0xff])
    #expect(RecordedDigest.base64("=abc".utf8) == nil)
    #expect(RecordedDigest.base64("a".utf8) == nil)
    #expect(RecordedDigest.named(Array("md5=900150983cd24fb0d6963f7d28e17f72".utf8)[...]) == nil)
    #expect(RecordedDigest.named(Array("sha256=AAAA".utf8)[...]) == nil)
  }

  @Test("forecasts all usual digests while nothing is known, and the system's own afterwards")
  func forecast() {
    var forecast = DigestForecast()
    #expect(forecast.algorithms(for: "usr/bin/large") == .usual)
    forecast.see("etc/debian_version")
    #expect(forecast.algorithms(for: "usr/bin/large") == .md5)
    #expect(forecast.algorithms(for: "usr/local/lib/python3.12/site-packages/a/b.so") == .sha256)
    #expect(forecast.algorithms(for: "usr/lib/python3/dist-packages/a/b.so") == [.md5, .sha256])
    #expect(forecast.algorithms(for: "srv/data.bin") == [])
    forecast.see("etc/apk/world")
    #expect(forecast.algorithms(for: "usr/bin/large") == .usual)
  }

  @Test("names the source of a compiled Python file")
  func compiled() {
    #expect(CompiledPython.source(of: "a/__pycache__/b.cpython-312.opt-1.pyc") == "a/b.py")
    #expect(CompiledPython.source(of: "__pycache__/b.cpython-39.pyc") == "b.py")
    #expect(CompiledPython.source(of: "a/b.pyc") == nil)
    #expect(CompiledPython.source(of: "a/__pycache__/b.py") == nil)
  }
}
