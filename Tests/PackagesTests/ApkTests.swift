import Testing

@testable import Packages

@Suite struct ApkTests {
  /// As apk-tools 2 writes it.
  private static let installed = """
    C:Q1\(base64("index", .sha1, isURL: false))
    P:demo
    V:1.2.5-r0
    A:x86_64
    S:1
    o:demo
    F:lib
    R:a.so
    a:0:0:755
    Z:Q1\(base64("one", .sha1, isURL: false))
    R:link
    a:0:0:777
    Z:Q1\(base64("a.so", .sha1, isURL: false))
    F:usr/share/demo
    M:0:0:1777
    R:new
    Z:Q2\(base64("two", .sha256, isURL: false))
    R:none

    P:other
    V:3
    R:top
    Z:Q1\(base64("three", .sha1, isURL: false))

    """

  @Test("folders, files and digests of both kinds are joined, package by package")
  func origins() {
    for path in ["lib/apk/db/installed", "usr/lib/apk/db/installed"] {
      let database = PackageDatabase([(path, Self.installed)])
      let package = database.origin(of: "lib/a.so", holding: "one").package
      #expect(
        package == PackageIdentity(manager: .apk, name: "demo", version: "1.2.5-r0", architecture: "x86_64"))
      #expect(database.origin(of: "usr/lib/a.so", holding: "one").package == package)
      #expect(database.origin(of: "usr/share/demo/new", holding: "two").package == package)
      #expect(database.origin(of: "top", holding: "three").package?.label == "other 3")
      #expect(database.origin(of: "lib/a.so", holding: "mine").changed == package)
      #expect(database.records(of: "usr/share/demo/none").isEmpty)
      #expect(database.algorithms == [.sha1, .sha256])
    }
  }

  @Test("a package that was installed from a file is not published")
  func localPackage() {
    let database = PackageDatabase([
      ("lib/apk/db/installed", Self.installed), ("etc/apk/world", "busybox\nother><Q1AAAA=\ndemo>1.0\n"),
    ])
    #expect(database.origin(of: "top", holding: "three").package?.isPublished == false)
    #expect(database.origin(of: "lib/a.so", holding: "one").package?.isPublished == true)
  }
}
