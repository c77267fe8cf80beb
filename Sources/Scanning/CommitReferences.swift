import Findings
internal import GitHistory

/// What reports say of commits, each read once.
struct CommitReferences {
  private let objects: ObjectReader
  private let mask: SecretMask
  private var known: [ObjectID: CommitReference] = [:]

  /// Bytes of a commit that are read to tell its date and subject.
  private static let limit = 1 << 20

  init(_ objects: ObjectReader, mask: SecretMask) {
    self.objects = objects
    self.mask = mask
  }

  /// - Throws: `GitError` where git fails.
  mutating func reference(to id: ObjectID?) throws(GitError) -> CommitReference? {
    guard let id else { return nil }
    if let reference = known[id] { return reference }
    var reference = CommitReference(id: id.description, date: nil, subject: "")
    if let header = try objects.open(id), header.kind == .commit || header.kind == .tag {
      let text = CommitText(try objects.rest(limit: CommitReferences.limit))
      reference.date = text.date
      reference.subject = mask.apply(to: text.subject)
    }
    known[id] = reference
    return reference
  }
}
