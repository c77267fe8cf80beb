/// Tells text made of words, as people name things, from text made at random.
package enum WordLikeness {
  /// For each letter from `a` to `z` those that follow it in words: nine in ten pairs of English text and of
  /// identifiers in code, counted over Python's standard library; a third of the pairs of random letters.
  private static let followers: [UInt32] = [
    "bcdgilmnprstuy", "aeilorsu", "acehiklorstu", "adeilorsu", "abcdefglmnpqrstvwxy", "aefiloru", "ehinors",
    "aeiot", "abcdefglmnoprstvz", "", "ei", "adeilostuy", "aeimopsu", "acdefgiknostu", "bcdfgiklmnoprstuvw",
    "aehiloprstuy", "u", "acdegilmnorstuy", "acehilopstuy", "acehiloprstuy", "abceilmnprst", "aei", "aei",
    "pt", "p", "e",
  ].map { $0.utf8.reduce(0) { $0 | 1 << UInt32($1 - 0x61) } }

  /// How many bytes of `text` stand in words: runs of three letters or more, cut where camel case rises and after
  /// an acronym (`XMLParser`), most of whose neighbours are common.
  package static func covered(_ text: [UInt8]) -> Int {
    var covered = 0
    var length = 0
    var likely = 0
    /// Capitals at the end of the run at hand.
    var capitals = 0
    var previous: UInt8 = 0
    var wasLikely = false
    func close() {
      if length >= 3, likely * 5 >= (length - 1) * 3 { covered += length }
      length = 0
      likely = 0
      capitals = 0
    }
    for byte in text {
      if !ASCII.isLetter(byte) {
        close()
      } else if ASCII.isUpper(byte), ASCII.isLower(previous) {
        close()
      } else if ASCII.isLower(byte), capitals > 1 {
        // The last capital begins the next word.
        length -= 1
        if wasLikely { likely -= 1 }
        close()
        length = 1
      }
      if ASCII.isLetter(byte) {
        wasLikely = length > 0 && isCommon(previous, byte)
        if wasLikely { likely += 1 }
        length += 1
        capitals = ASCII.isUpper(byte) ? capitals + 1 : 0
      }
      previous = byte
    }
    close()
    return covered
  }

  /// Whether words make up more than half of `text`, so that it is a name or a path rather than a key.
  package static func isWordy(_ text: [UInt8]) -> Bool { covered(text) * 2 > text.count }

  private static func isCommon(_ first: UInt8, _ second: UInt8) -> Bool {
    let row = Int(first | 0x20) - 0x61
    guard followers.indices.contains(row) else { return false }
    return followers[row] & (1 << UInt32((second | 0x20) - 0x61)) != 0
  }
}
