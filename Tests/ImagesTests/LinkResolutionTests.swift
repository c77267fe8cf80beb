import Archives
import Testing

@testable import Images

/// Old `docker save` archives name a layer twice, the second time as a link.
@Suite struct LinkResolutionTests {
  private static func walk(_ links: [(String, ArchiveEntry.Kind)]) -> ImageWalk {
    let walk = ImageWalk.empty()
    walk.visit(ArchiveEntry(path: "aaa/layer.tar", kind: .file), in: [])
    for (path, kind) in links { walk.visit(ArchiveEntry(path: path, kind: kind), in: []) }
    return walk
  }

  @Test func aRelativeLinkStartsAtItsOwnFolder() {
    let walk = LinkResolutionTests.walk([("bbb/layer.tar", .symbolicLink(target: "../aaa/layer.tar"))])
    #expect(walk.entry(named: "bbb/layer.tar") == "aaa/layer.tar")
  }

  @Test func anAbsoluteLinkStartsAtTheArchive() {
    let walk = LinkResolutionTests.walk([("x", .symbolicLink(target: "/aaa/layer.tar"))])
    #expect(walk.entry(named: "x") == "aaa/layer.tar")
  }

  @Test func aHardLinkNamesAnEntry() {
    let walk = LinkResolutionTests.walk([("deep/x", .hardLink(target: "aaa/layer.tar"))])
    #expect(walk.entry(named: "deep/x") == "aaa/layer.tar")
  }

  @Test func linksToLinksAreFollowedABoundedNumberOfTimes() {
    let chain = (0..<10).map { ("l\($0)", ArchiveEntry.Kind.symbolicLink(target: "l\($0 + 1)")) }
    let walk = LinkResolutionTests.walk(chain + [("l10", .symbolicLink(target: "aaa/layer.tar"))])
    #expect(walk.entry(named: "l0") == "aaa/layer.tar")
  }

  @Test func aCircleOfLinksIsNoEntry() {
    let walk = LinkResolutionTests.walk([
      ("a", .symbolicLink(target: "b")), ("b", .symbolicLink(target: "a")), ("c", .symbolicLink(target: "c")),
    ])
    #expect(walk.entry(named: "a") == nil && walk.entry(named: "c") == nil)
  }

  @Test func aLinkOutOfTheArchiveStaysWithin() {
    let walk = LinkResolutionTests.walk([("x", .symbolicLink(target: "../../../../aaa/layer.tar"))])
    #expect(walk.entry(named: "x") == "aaa/layer.tar")
    let outside = LinkResolutionTests.walk([("x", .symbolicLink(target: "../../etc/passwd"))])
    #expect(outside.entry(named: "x") == nil)
  }

  @Test func namesAreNormalized() {
    #expect(LinkResolutionTests.walk([]).entry(named: "./aaa//layer.tar") == "aaa/layer.tar")
  }
}
