/// Where and as whom an instruction runs.
struct RunPlace: Sendable, Hashable {
  /// `WORKDIR`, absolute.
  let folder: String
  /// `USER` without the group; nil where the Dockerfile names none.
  let user: String?

  /// Whether the user is root, as far as the Dockerfile says.
  var isRoot: Bool { user.map { $0 == "root" || $0 == "0" } ?? true }

  /// The user's home folder, as it usually is.
  var home: String {
    guard let user, !isRoot, user.first?.isLetter == true,
      user.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) })
    else { return "/root" }
    return "/home/" + user
  }

  /// An absolute path of what a shell command names.
  func resolve(_ path: String) -> String {
    var path = path.filter { $0 != "\"" }
    for prefix in ["~", "$HOME", "${HOME}"] where path == prefix || path.hasPrefix(prefix + "/") {
      path = home + path.dropFirst(prefix.count)
    }
    if path.hasPrefix("/") { return path }
    while path.hasPrefix("./") { path.removeFirst(2) }
    return folder == "/" ? "/" + path : folder + "/" + path
  }
}
