import Testing

@testable import Archives

@Suite struct ArchivePathTests {
  @Test(arguments: [
    ("a/b", "a/b"), ("/a/b", "a/b"), ("./a/b", "a/b"), ("//a//b/", "a/b"), ("a/./b", "a/b"), ("../a", "../a"),
    ("a/../../b", "a/../../b"), ("", ""), (".", ""), ("/", ""), ("...", "..."), (".hidden", ".hidden"),
  ])
  func pathsAreMadeComparable(path: String, expected: String) {
    #expect(ArchivePath.normalized(path) == expected)
  }

  @Test func pathsNoFileSystemHasAreCut() {
    let path = ArchivePath.normalized(String(repeating: "a", count: 10_000))
    #expect(path.utf8.count < ArchivePath.limit + 40)
    #expect(path.hasSuffix("…(+5904 bytes)"))
  }

  @Test func cuttingWithinACharacterIsHarmless() {
    let path = ArchivePath.normalized(String(repeating: "é", count: 5000) + "x")
    #expect(path.hasSuffix("bytes)"))
  }

  @Test func namesThatAreNotUTF8StayDistinct() {
    var tar = TinyTar()
    tar.file(named: [0x61, 0xff], "one")
    tar.file(named: [0x61, 0xfe], "two")
    tar.file(named: Array("grün".utf8), "three")
    let paths = walk(tar.finished).entries.map(\.entry.path)
    #expect(paths == ["a\\xff", "a\\xfe", "grün"])
  }

  @Test(arguments: [
    ("a.txt.gz", "a.txt"), ("dir/a.log.xz", "a.log"), ("a.ZST", "a"), ("a", "(uncompressed)"),
    (".gz", "(uncompressed)"),
    ("a.tgz", "(uncompressed)"),
  ])
  func innerNamesFollowTheTools(name: String, expected: String) {
    #expect(CompressedName.inner(of: name) == expected)
  }
}
