/// What a finding's detail means, for words that verification and the readers use.
enum DetailText {
  /// One sentence, where `detail` holds such a word.
  static func consequence(of detail: String) -> String? {
    let words = detail.prefix(1000).lowercased().split { !$0.isLetter }
    if words.contains("weak") {
      return "The hash is weak: whoever has it can find the password by guessing, offline."
    }
    if words.contains("expired"), !words.contains("not") {
      return "Expired, so of no use by itself; the way it came here will bring its successor too."
    }
    return nil
  }
}
