/// A COPY or ADD that takes files of a context, or of an earlier stage.
public struct ContextCopy: Sendable {
  /// A path or pattern.
  public struct Source: Sendable {
    /// Expanded.
    public let value: String
    /// Offsets into the file.
    public let range: Range<Int>
  }

  /// Where the files come from.
  public enum Origin: Sendable, Hashable {
    /// The build context.
    case context
    /// `--build-context` of that name.
    case named(String)
    /// A stage, counted from 0.
    case stage(Int)
  }

  /// Index of the instruction.
  public let instruction: Int
  /// Counted from 0.
  public let stage: Int
  /// Where the files come from.
  public let origin: Origin
  /// The paths and patterns; addresses and heredocs are none.
  public let sources: [Source]
  /// `--exclude`.
  public let excludes: [String]
  /// `--parents`.
  public let keepsParents: Bool
  /// In the image, absolute, without a slash at the end.
  public let destination: String
  /// Whether the destination is written as a folder, or several sources go there.
  public let isFolder: Bool
  /// Whether it is an ONBUILD, whose files come from another context.
  public let isTrigger: Bool

  /// The files that it takes of a list, and nothing where a pattern is wrong.
  public func files(in entries: [ContextEntry]) -> [CopySelection.File] {
    let selection = try? CopySelection(
      sources: sources.map(\.value), excludes: excludes, keepsParents: keepsParents)
    return selection?.files(in: entries) ?? []
  }

  /// Where a file ends up that `files(in:)` gave.
  public func target(of file: CopySelection.File) -> String {
    target(of: file, isSource: isNamed(file))
  }

  /// Whether a source names the file itself, and not a folder above it.
  public func isNamed(_ file: CopySelection.File) -> Bool {
    sources.indices.contains(file.source) && CopyPattern(sources[file.source].value).matches(file.path)
  }

  /// Where a file ends up.
  ///
  /// - Parameter isSource: whether the file itself was named, not a folder above it.
  public func target(of file: CopySelection.File, isSource: Bool) -> String {
    if isSource, !isFolder { return destination }
    return destination == "/" ? "/" + file.name : destination + "/" + file.name
  }
}

/// `rm` of a path in a RUN.
public struct ImageRemoval: Sendable {
  /// Index of the instruction.
  public let instruction: Int
  /// Counted from 0.
  public let stage: Int
  /// Absolute; `*` stands for anything.
  public let path: String
  /// Offsets into the file.
  public let range: Range<Int>

  /// Whether a path of the image is gone after it.
  public func covers(_ other: String) -> Bool {
    if other == path || path == "/" { return true }
    if other.hasPrefix(path + "/") { return true }
    guard path.contains("*"), let pattern = try? GoGlob(path) else { return false }
    return pattern.matches(other)
  }
}

/// A text that is no stretch of the Dockerfile: joined over continuations, or with variables in place.
public struct DerivedText: Sendable {
  /// With the place of each byte.
  public let text: SourceText
  /// The name of the file it reads like, for rules that look at names.
  public let name: String
}
