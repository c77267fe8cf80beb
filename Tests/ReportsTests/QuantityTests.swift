import Testing

@testable import Reports

@Suite("Numbers in the text report")
struct QuantityTests {
  @Test(
    "sizes have three digits and a unit",
    arguments: [
      (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.00 kB"), (1049, "1.05 kB"),
      (9_994, "9.99 kB"),
      (9_996, "10.0 kB"), (99_960, "100 kB"), (999_499, "999 kB"), (999_500, "1.00 MB"),
      (45_200_000, "45.2 MB"),
      (1_174_602_461, "1.17 GB"), (.max, "9.22 EB"), (-5, "-5 bytes"),
    ])
  func sizes(bytes: Int, text: String) {
    #expect(Quantity.size(bytes) == text)
  }

  @Test("counts are grouped by thousands and agree with their noun")
  func counts() {
    #expect(Quantity.count(1, "file") == "1 file")
    #expect(Quantity.count(0, "file") == "0 files")
    #expect(Quantity.count(65_107, "file") == "65,107 files")
    #expect(Quantity.count(2, "entry", plural: "entries") == "2 entries")
    #expect(Quantity.grouped(.min) == "-9,223,372,036,854,775,808")
    #expect(Quantity.grouped(-100) == "-100")
  }

  @Test("digests keep their algorithm and twelve digits")
  func digests() {
    #expect(Digest.short("sha256:9f86d081884c7d65") == "sha256:9f86d081884c")
    #expect(Digest.short("3f9a1c2b7d04e5f6") == "3f9a1c2b7d04")
    #expect(Digest.short("ab:") == "ab:")
    #expect(Digest.short("") == "")
  }
}
