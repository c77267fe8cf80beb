import FoundationEssentials
import Testing

@testable import Matching

/// The cache of compiled databases saves time, and is never trusted or needed.
@Suite struct DatabaseCacheTests {
  private static let expressions = ["acme_[0-9a-z]{20}", "foo[0-9]{3}bar"]

  private static func withCache(_ body: (DatabaseCache) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "contraband-\(UUID().uuidString)/cache")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    try body(DatabaseCache(folder: folder.path))
  }

  private static func file(of cache: DatabaseCache) throws -> URL {
    let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
    #expect(names.count == 1, "no temporary file is left")
    return URL(filePath: cache.folder).appending(path: try #require(names.first))
  }

  /// A cache that holds the database of `expressions`.
  private static func withFilledCache(_ body: (DatabaseCache, URL) throws -> Void) throws {
    try withCache { cache in
      cache.store(try HyperscanDatabase.compile(expressions), for: expressions)
      try body(cache, try file(of: cache))
    }
  }

  @Test func whatWasStoredIsLoadedAndFindsTheSame() throws {
    try DatabaseCacheTests.withFilledCache { cache, _ in
      let database = try #require(cache.load(DatabaseCacheTests.expressions))
      let scanner = try HyperscanScanner(database)
      let runs = try Array("x foo123bar y".utf8).withUnsafeBytes { try scanner.scan($0) }
      #expect(runs.map(\.expression) == [1])
    }
  }

  @Test func otherExpressionsHaveAnotherFile() throws {
    try DatabaseCacheTests.withFilledCache { cache, _ in
      #expect(cache.load(["foo[0-9]{3}bar"]) == nil)
      #expect(cache.load(DatabaseCacheTests.expressions.reversed()) == nil)
    }
  }

  @Test func anEmptyCacheHasNothing() throws {
    try DatabaseCacheTests.withCache { #expect($0.load(DatabaseCacheTests.expressions) == nil) }
  }

  @Test func aDamagedFileIsNotLoaded() throws {
    try DatabaseCacheTests.withFilledCache { cache, file in
      let whole = try Data(contentsOf: file)
      for damaged in [Data(), Data(whole.prefix(whole.count / 2)), Data("garbage".utf8), whole + Data([0])] {
        try damaged.write(to: file)
        #expect(cache.load(DatabaseCacheTests.expressions) == nil, "\(damaged.count) bytes")
      }
      var flipped = whole
      flipped[whole.count / 2] ^= 1
      try flipped.write(to: file)
      #expect(cache.load(DatabaseCacheTests.expressions) == nil)
    }
  }

  @Test func aDamagedFileIsReplaced() throws {
    try DatabaseCacheTests.withFilledCache { cache, file in
      try Data("garbage".utf8).write(to: file)
      _ = try Engine.database(DatabaseCacheTests.expressions, rules: ["a", "b"], cache: cache)
      #expect(cache.load(DatabaseCacheTests.expressions) != nil)
    }
  }

  @Test func aFileThatOthersMayWriteIsNotLoaded() throws {
    try DatabaseCacheTests.withFilledCache { cache, file in
      for mode in [0o666, 0o620] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        #expect(cache.load(DatabaseCacheTests.expressions) == nil)
      }
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      #expect(cache.load(DatabaseCacheTests.expressions) != nil)
    }
  }

  @Test func aLinkIsNotFollowed() throws {
    try DatabaseCacheTests.withFilledCache { cache, file in
      let elsewhere = file.deletingLastPathComponent().appending(path: "elsewhere")
      try FileManager.default.moveItem(at: file, to: elsewhere)
      try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: elsewhere.path)
      #expect(cache.load(DatabaseCacheTests.expressions) == nil)
    }
  }

  @Test func theFileIsForItsOwnerAlone() throws {
    try DatabaseCacheTests.withFilledCache { _, file in
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      // A number, of whichever type.
      #expect(Int("\(attributes[.posixPermissions] ?? "")") == 0o600)
    }
  }

  @Test func ofManyDatabasesThoseUsedLastAreKept() throws {
    try DatabaseCacheTests.withFilledCache { cache, file in
      let folder = file.deletingLastPathComponent()
      let old = Date(timeIntervalSince1970: 1_000_000)
      for index in 0..<40 {
        let other = folder.appending(path: "\(index).hsdb")
        try Data("x".utf8).write(to: other)
        try FileManager.default.setAttributes(
          [.modificationDate: old + Double(index)], ofItemAtPath: other.path)
      }
      try FileManager.default.setAttributes([.modificationDate: old - 1], ofItemAtPath: file.path)
      #expect(cache.load(DatabaseCacheTests.expressions) != nil, "which counts as use")
      cache.store(try HyperscanDatabase.compile(["other"]), for: ["other"])
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left.count == DatabaseCache.fileLimit)
      #expect(left.contains(file.lastPathComponent) && left.contains("39.hsdb") && !left.contains("0.hsdb"))
    }
  }

  @Test func aFolderThatCannotBeMadeIsNoFault() throws {
    let cache = DatabaseCache(folder: "/dev/null/cache")
    cache.store(
      try HyperscanDatabase.compile(DatabaseCacheTests.expressions), for: DatabaseCacheTests.expressions)
    #expect(cache.load(DatabaseCacheTests.expressions) == nil)
  }

  @Test func theStandardFolderFollowsTheEnvironment() {
    #expect(
      DatabaseCache.standard(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"])?.folder == "/c/contraband")
    #expect(DatabaseCache.standard(environment: ["HOME": "/h"])?.folder == "/h/.cache/contraband")
    #expect(
      DatabaseCache.standard(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"])?.folder
        == "/h/.cache/contraband")
    #expect(DatabaseCache.standard(environment: [:]) == nil)
  }
}
