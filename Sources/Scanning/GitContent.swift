internal import GitHistory

/// What a content of a git repository is known by on its way through the engine: the first name of its chain.
///
/// As text it travels with the content and goes with it, so that a history of millions of files needs no table.
struct GitContent: Hashable {
  /// The commit, or annotated tag, that added it; nil for the index.
  var commit: ObjectID?
  /// The object that holds it.
  var object: ObjectID
  /// What stood there before, in each parent.
  var before: [ObjectID] = []

  /// Names of contents that are no file; no path of a tree begins with a parenthesis and has no file behind it.
  static let message = "(commit message)"
  static let tagMessage = "(tag message)"

  init(commit: ObjectID?, object: ObjectID, before: [ObjectID] = []) {
    self.commit = commit
    self.object = object
    self.before = before
  }

  /// - Parameter chain: of a content, or of what is nested in it.
  init?(_ chain: [String]) {
    guard let words = chain.first?.split(separator: " "), words.count >= 2,
      let object = ObjectID(words[1].utf8)
    else { return nil }
    commit = ObjectID(words[0].utf8)
    self.object = object
    before = words.dropFirst(2).compactMap { ObjectID($0.utf8) }
  }

  /// The first name of the chain.
  var name: String {
    ([commit?.description ?? "-", object.description] + before.map(\.description)).joined(separator: " ")
  }
}

/// An object at a path: searched once, whatever number of commits have it there.
struct GitPlace: Hashable {
  var object: ObjectID
  var path: String
}
