/// Compiled Python files, which no package manager records: installing a package makes them.
public enum CompiledPython {
  /// The source that the compiled file at `path` was made of (PEP 3147): `a/__pycache__/b.cpython-312.opt-1.pyc` is
  /// `a/b.py`. nil for other paths.
  ///
  /// That a compiled file has the same secret as its source, and the source is a package's, makes it no less
  /// published.
  public static func source(of path: String) -> String? {
    guard path.utf8.count <= RecordedPath.limit, path.hasSuffix(".pyc") else { return nil }
    let components = path.split(separator: "/")
    guard components.count >= 2, components[components.count - 2] == "__pycache__",
      let name = components.last?.split(separator: ".").first, name.utf8.count < path.utf8.count
    else { return nil }
    return (components.dropLast(2) + [name + ".py"]).joined(separator: "/")
  }
}
