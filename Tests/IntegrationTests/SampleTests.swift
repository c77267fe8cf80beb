import Foundation
import Testing

/// The image of `make demo`.
@Suite("The sample image")
struct SampleTests {
  private static let script = (#filePath as NSString).deletingLastPathComponent + "/../../Samples/make-image"

  @Test("is the same every time, and shows what its page says")
  func showsWhatItsPageSays() throws {
    let place = try Workspace()
    for name in ["one.tar", "two.tar"] {
      try CommandRunner.tool(["bash", Self.script, place.path(name)], in: place.folder)
    }
    #expect(try place.read("one.tar") == place.read("two.tar"))
    let result = try Contraband.scan(["image", place.path("one.tar")])
    result.expectComplete()
    #expect(
      result.states == [
        "etc/nginx/htpasswd": "deleted", "srv/app/.env": "present", "config.Env.GITHUB_TOKEN": "present",
      ])
    #expect(result.findings.count == 4)
  }
}
