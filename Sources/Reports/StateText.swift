import Findings

/// What became of the place a secret stands in, and what that means, in words.
struct StateText {
  let state: FileState
  let kind: Location.Kind

  /// nil where the place is as the layer left it.
  var words: String? {
    let later = kind == .git ? "commit" : "layer"
    let still = kind == .git ? "still in the history" : "still in the image"
    return switch state {
    case .present: nil
    case .deleted: "deleted by a later \(later): \(still)"
    case .overwritten: "overwritten by a later \(later): \(still)"
    }
  }

  /// The same in one word, for lists.
  var short: String? { state == .present ? nil : state.rawValue + " later" }

  /// Who can read it, where that is easily overlooked.
  var consequence: String? {
    switch (kind, state) {
    case (.git, .deleted), (.git, .overwritten):
      "Anyone who can clone the repository can read it from the earlier commit."
    case (_, .deleted), (_, .overwritten):
      "Anyone who can pull the image can read it from the earlier layer."
    case (.imageConfig, .present), (.imageHistory, .present):
      "Anyone who can pull the image can read it without running anything."
    case (.attestation, .present):
      "Attestations travel with the image: anyone who can pull it can read them."
    case (.layerFile, .present), (.dockerfile, .present), (.file, .present), (.git, .present):
      nil
    }
  }
}
