import Testing

@testable import Images

@Suite struct ImageSourceTests {
  private static func source(_ text: String, existing: Set<String> = []) throws -> ImageSource {
    try ImageSource(text) { existing.contains($0) }
  }

  @Test func aHyphenIsStandardInput() throws {
    let source = try ImageSourceTests.source("-")
    #expect(source.transport == .detected && source.path == nil)
  }

  @Test func aBarePathIsDetected() throws {
    let source = try ImageSourceTests.source("app.tar")
    #expect(source.transport == .detected && source.path == "app.tar" && source.reference == nil)
  }

  @Test(arguments: [
    ("docker-archive:a.tar", ImageSource.Transport.dockerArchive), ("oci-archive:a.tar", .ociArchive),
    ("oci:a.tar", .oci), ("dir:a.tar", .dir),
  ])
  func transportsHaveTheNamesOfSkopeo(text: String, transport: ImageSource.Transport) throws {
    let source = try ImageSourceTests.source(text)
    #expect(source.transport == transport && source.path == "a.tar")
  }

  @Test func aReferenceFollowsThePath() throws {
    let source = try ImageSourceTests.source("docker-archive:dir/a.tar:app:1.2", existing: ["dir/a.tar"])
    #expect(source.path == "dir/a.tar" && source.reference == "app:1.2")
  }

  @Test func aColonInAFileNameIsNoSeparator() throws {
    let source = try ImageSourceTests.source("oci:a:b", existing: ["a:b", "a"])
    #expect(source.path == "a:b" && source.reference == nil)
    let tagged = try ImageSourceTests.source("oci:a:b:latest", existing: ["a:b", "a"])
    #expect(tagged.path == "a:b" && tagged.reference == "latest")
  }

  @Test(arguments: ["docker://alpine", "docker-daemon:app:1", "containers-storage:app"])
  func sourcesThatNeedADaemonSayWhatToDo(text: String) {
    #expect { try ImageSourceTests.source(text) } throws: { "\($0)".contains("docker save") }
  }
}
