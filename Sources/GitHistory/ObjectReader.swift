/// Objects straight from the store, by one `git cat-file --batch`.
package final class ObjectReader {
  private let process: GitPipeline
  /// What git wrote and nobody took yet.
  private var unread = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Bytes of the open object not handed out yet.
  private var left = 0
  private var isOpen = false

  /// An object's kind.
  package enum Kind: String, Sendable {
    case blob, commit, tree, tag
  }

  /// An object that was found.
  package struct Header: Sendable, Hashable {
    /// Its kind.
    package let kind: Kind
    /// Bytes of its content.
    package let size: Int
  }

  /// - Throws: `GitError` where git cannot be started.
  package init(_ git: Git) throws(GitError) {
    process = try GitPipeline(git, [["cat-file", "--batch"]], isInteractive: true)
  }

  /// Opens an object; nil where the repository does not have it. The one opened before it is done with.
  ///
  /// - Throws: `GitError` where git ends or breaks its own format (git-cat-file, "BATCH OUTPUT").
  package func open(_ id: ObjectID) throws(GitError) -> Header? {
    try close()
    guard process.send(Array("\(id)\n".utf8)) else { throw try ended() }
    let words = try line().split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    if words.count == 2, words[1] == "missing" { return nil }
    guard words.count == 3, let kind = Kind(rawValue: words[1]), let size = Int(words[2]), size >= 0 else {
      throw GitError(.unexpected, "git cat-file answers: \(words.joined(separator: " ").prefix(200))")
    }
    left = size
    isOpen = true
    return Header(kind: kind, size: size)
  }

  /// The next bytes of the open object, valid until the next call; nil at its end.
  ///
  /// - Throws: `GitError` where git ends before the object does.
  package func next() throws(GitError) -> UnsafeRawBufferPointer? {
    guard left > 0 else { return nil }
    if unread.isEmpty { try fill() }
    let count = min(unread.count, left)
    defer { unread = UnsafeRawBufferPointer(rebasing: unread[count...]) }
    left -= count
    return UnsafeRawBufferPointer(rebasing: unread[..<count])
  }

  /// The whole of the open object, or its first `limit` bytes.
  ///
  /// - Throws: `GitError` where git ends before the object does.
  package func rest(limit: Int) throws(GitError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < limit, let block = try next() { bytes += block.prefix(limit - bytes.count) }
    return bytes
  }

  /// Passes over what is left of the open object, and the line end behind it.
  private func close() throws(GitError) {
    guard isOpen else { return }
    while try next() != nil {}
    if unread.isEmpty { try fill() }
    unread = UnsafeRawBufferPointer(rebasing: unread[1...])
    isOpen = false
  }

  private func line() throws(GitError) -> [UInt8] {
    var line: [UInt8] = []
    while line.count < 4096 {
      if unread.isEmpty { try fill() }
      let byte = unread[0]
      unread = UnsafeRawBufferPointer(rebasing: unread[1...])
      if byte == 0x0a { return line }
      line.append(byte)
    }
    throw GitError(.unexpected, "git cat-file answers with a line of more than 4096 bytes")
  }

  private func fill() throws(GitError) {
    guard let block = try process.next() else { throw try ended() }
    unread = block
  }

  private func ended() throws(GitError) -> GitError {
    try process.finish()
    return GitError(.unexpected, "git cat-file ended before it had answered")
  }
}
