/// A path in a build context or in a stage.
public struct ContextEntry: Sendable, Hashable {
  /// Relative to the root, without `.`, `..` and a slash at the end.
  public let path: String
  /// Whether it is a folder. A link to one is none.
  public let isFolder: Bool

  /// Makes an entry.
  public init(path: String, isFolder: Bool = false) {
    self.path = path
    self.isFolder = isFolder
  }
}

/// One source of COPY or ADD, as BuildKit finds files by it (tonistiigi/fsutil, copy): a path, or a pattern
/// of Go's `filepath.Match` in which no wildcard crosses a slash.
public struct CopyPattern: Sendable {
  /// The part before the first wildcard, without slashes round it; empty for the root.
  public let base: String
  /// Whether there is a wildcard.
  public let hasWildcards: Bool
  /// Whether it is a pattern that matches nothing because its brackets are wrong.
  public let isMalformed: Bool
  private let glob: GoGlob?

  /// Reads a source as expanded; `..` does not lead out of the root.
  public init(_ source: String) {
    let parts = SlashPath.inRoot(source).split(separator: "/").map(String.init)
    let first = parts.firstIndex(where: Self.containsWildcards) ?? parts.count
    base = parts[..<first].joined(separator: "/")
    hasWildcards = first < parts.count
    glob = hasWildcards ? try? GoGlob(parts[first...].joined(separator: "/")) : nil
    isMalformed = hasWildcards && glob == nil
  }

  private static func containsWildcards(_ part: String) -> Bool {
    var isEscaped = false
    for byte in part.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[") {
        return true
      }
    }
    return false
  }

  /// Whether the source names this very path; a folder so named brings all that is in it.
  public func matches(_ path: String) -> Bool {
    guard hasWildcards else { return path == base }
    guard let glob, let rest = Self.relative(path, to: base), !rest.isEmpty else { return false }
    return glob.matches(rest)
  }

  /// A path below another without it; nil if it is not below. The path itself gives an empty one.
  static func relative(_ path: String, to base: String) -> String? {
    if base.isEmpty { return path }
    guard path.utf8.starts(with: base.utf8) else { return nil }
    let rest = path.utf8.dropFirst(base.utf8.count)
    guard let first = rest.first else { return "" }
    return first == UInt8(ascii: "/") ? String(decoding: rest.dropFirst(), as: UTF8.self) : nil
  }
}

/// What a COPY or ADD takes of a context: its sources, `--exclude` and `--parents` together.
public struct CopySelection: Sendable {
  /// A file that is taken.
  public struct File: Sendable, Hashable {
    /// In the context.
    public let path: String
    /// Below the destination; a single file may be renamed if the destination is no folder.
    public let name: String
    /// The source that brings it, counted from 0.
    public let source: Int
  }

  private enum Source: Sendable {
    case plain(CopyPattern)
    /// `--parents`: the folder before `/./`, and the patterns that are included below it.
    case parents(CopyPattern, IgnorePattern?)
  }

  private let sources: [Source]
  private let excludes: [IgnorePattern]

  /// Reads sources as expanded. Throws for a pattern that BuildKit refuses.
  public init(
    sources: [String], excludes: [String] = [], keepsParents: Bool = false
  ) throws(IgnorePattern.Malformed) {
    var read: [Source] = []
    for source in sources {
      guard keepsParents else {
        read.append(.plain(CopyPattern(source)))
        continue
      }
      let bytes = Array(source.utf8)
      var pivot = "/"
      var pattern = source
      if let cut = (0..<max(0, bytes.count - 2)).first(where: { bytes[$0..<$0 + 3].elementsEqual("/./".utf8) }
      ) {
        pivot = String(decoding: bytes[..<cut], as: UTF8.self)
        pattern = String(decoding: bytes[(cut + 3)...], as: UTF8.self)
      }
      read.append(.parents(CopyPattern(pivot), try IgnorePattern.parse(SlashPath.inRoot(pattern))))
    }
    self.sources = read
    var patterns: [IgnorePattern] = []
    for exclude in excludes {
      if let pattern = try IgnorePattern.parse(exclude) { patterns.append(pattern) }
    }
    self.excludes = patterns
  }

  /// The files that are taken out of a list; folders in the list are passed over.
  /// The order is that of the sources, and of the list within one.
  public func files(in entries: [ContextEntry]) -> [File] {
    var found: [File] = []
    for (number, source) in sources.enumerated() {
      for entry in entries where !entry.isFolder {
        if let name = name(of: entry.path, from: source) {
          found.append(File(path: entry.path, name: name, source: number))
        }
      }
    }
    return found
  }

  /// What a path is called below the destination; nil if the source does not take it.
  private func name(of path: String, from source: Source) -> String? {
    switch source {
    case .plain(let pattern):
      guard let root = root(of: path, matching: pattern) else { return nil }
      if root == path {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return excludes(name) ? nil : name
      }
      guard let rest = CopyPattern.relative(path, to: root), !excludes(rest) else { return nil }
      return rest
    case .parents(let pivot, let pattern):
      guard let root = pivot.hasWildcards ? root(of: path, matching: pivot) : pivot.base,
        let rest = CopyPattern.relative(path, to: root), !rest.isEmpty, !excludes(rest)
      else { return nil }
      guard let pattern else { return rest }
      return Self.prefixes(of: rest).contains { pattern.matches($0) } ? rest : nil
    }
  }

  /// The path, or the nearest to the root of the folders above it, that a source names.
  private func root(of path: String, matching pattern: CopyPattern) -> String? {
    guard pattern.hasWildcards else {
      return CopyPattern.relative(path, to: pattern.base) == nil ? nil : pattern.base
    }
    return Self.prefixes(of: path).first { pattern.matches($0) }
  }

  /// `a`, `a/b`, `a/b/c`.
  private static func prefixes(of path: String) -> [String] {
    let bytes = Array(path.utf8)
    var found: [String] = []
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") {
      found.append(String(decoding: bytes[..<index], as: UTF8.self))
    }
    return found + [path]
  }

  private func excludes(_ path: String) -> Bool {
    guard !excludes.isEmpty else { return false }
    var isExcluded = false
    let prefixes = Self.prefixes(of: path)
    for pattern in excludes where pattern.isException == isExcluded {
      if prefixes.contains(where: { pattern.matches($0) }) { isExcluded = !pattern.isException }
    }
    return isExcluded
  }
}
