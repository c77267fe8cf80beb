/// Why git's data could not be had.
package struct GitError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of fault it is.
  package enum Kind: Sendable, Hashable {
    /// There is no `git` in PATH.
    case missing
    /// Git ended with a code other than 0.
    case failed
    /// Git wrote what its documentation does not describe, or stopped in the middle.
    case unexpected
    /// The operating system refused.
    case system
  }

  /// The kind of fault.
  package let kind: Kind
  /// The whole message, git's own words where it said any.
  package let description: String

  /// Makes one of its parts.
  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
