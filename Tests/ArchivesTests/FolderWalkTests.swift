import FoundationEssentials
import Testing

@testable import Archives

@Suite struct FolderWalkTests {
  /// A folder that is removed in the end.
  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "contraband-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func walk(_ path: String) -> RecordingVisitor {
    let visitor = RecordingVisitor()
    FolderWalker(visitor: visitor, limits: WalkLimits(), baseline: 0).walk(path)
    return visitor
  }

  @Test func filesComeInTheOrderOfTheirNamesWithRelativePaths() throws {
    try FolderWalkTests.withFolder { folder in
      let inner = folder.appending(path: "b")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      for (path, text) in [("c.txt", "3"), ("a.txt", "1"), ("b/x.txt", "2"), (".hidden", "0")] {
        try Data(text.utf8).write(to: folder.appending(path: path))
      }
      let visitor = FolderWalkTests.walk(folder.path)
      #expect(visitor.contents.map(\.chain) == [[".hidden"], ["a.txt"], ["b/x.txt"], ["c.txt"]])
      #expect(visitor.contents.map(\.text) == ["0", "1", "2", "3"])
    }
  }

  @Test func symbolicLinksAreToldNotFollowed() throws {
    try FolderWalkTests.withFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "loop").path, withDestinationPath: folder.path)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "outside").path, withDestinationPath: "/etc/passwd")
      let visitor = FolderWalkTests.walk(folder.path)
      #expect(visitor.contents.isEmpty)
      #expect(
        visitor.entries.map(\.entry.kind) == [
          .symbolicLink(target: folder.path), .symbolicLink(target: "/etc/passwd"),
        ])
    }
  }

  @Test func archivesInAFolderAreOpened() throws {
    try FolderWalkTests.withFolder { folder in
      var tar = TinyTar()
      tar.file("inner", "content")
      try Data(Gzip.compress(tar.finished)).write(to: folder.appending(path: "a.tgz"))
      #expect(FolderWalkTests.walk(folder.path).contents.map(\.chain) == [["a.tgz", "inner"]])
    }
  }

  @Test func aFolderThatIsNotThereIsTold() {
    let visitor = FolderWalkTests.walk("/nonexistent-\(UUID().uuidString)")
    #expect(visitor.skips.count == 1)
  }
}
