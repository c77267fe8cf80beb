/// What a commit, or an annotated tag, says of itself (gitformat-commit: headers, an empty line, the message).
package struct CommitText: Sendable, Hashable {
  /// The message's first line, at most 200 bytes.
  package let subject: String
  /// Seconds since 1970 when the author made it, and the author's offset from UTC in minutes.
  package let authored: (seconds: Int, offset: Int)?
  /// The object that a tag names.
  package let object: ObjectID?
  /// Where in the object the message begins.
  package let messageStart: Int
  /// The message as it stands.
  package let message: [UInt8]

  /// Takes a commit's or a tag's object apart; whatever it holds, some of it is told.
  package init(_ bytes: [UInt8]) {
    var authored: (seconds: Int, offset: Int)?
    var object: ObjectID?
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
      let line = bytes[start..<end]
      start = min(end + 1, bytes.count)
      if line.isEmpty { break }
      if line.starts(with: Array("author ".utf8)) || line.starts(with: Array("tagger ".utf8)) {
        authored = CommitText.time(line)
      } else if object == nil, line.starts(with: Array("object ".utf8)) {
        object = ObjectID(line.dropFirst(7))
      }
    }
    self.authored = authored
    self.object = object
    messageStart = start
    message = Array(bytes[start...])
    let first = message.drop { $0 == 0x0a }.prefix { $0 != 0x0a }
    subject = String(decoding: first.prefix(200), as: UTF8.self)
  }

  /// `author Name <mail> 1700000000 +0100`.
  private static func time(_ line: ArraySlice<UInt8>) -> (seconds: Int, offset: Int)? {
    let words = line.split(separator: UInt8(ascii: " ")).suffix(2).map { String(decoding: $0, as: UTF8.self) }
    // Beyond the year 9999 no date has a place.
    guard words.count == 2, let seconds = Int(words[0]), (0..<253_402_300_800).contains(seconds),
      let zone = Int(words[1]), abs(zone) <= 1400
    else { return nil }
    return (seconds, zone / 100 * 60 + zone % 100)
  }

  /// The author's date in UTC, `2026-11-24T04:22:24Z` (RFC 3339).
  package var date: String? {
    authored.map { CommitText.date($0.seconds) }
  }

  private static func date(_ seconds: Int) -> String {
    let day = seconds / 86_400
    let (year, month, dayOfMonth) = civil(day)
    let rest = seconds % 86_400
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T"
      + "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
  }

  /// Days since 1970 as a date of the Gregorian calendar, counted in eras of 400 years that begin in March.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = shifted / 146_097
    let ofEra = shifted % 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let calendarMonth = month < 10 ? month + 3 : month - 9
    return (
      year + era * 400 + (calendarMonth <= 2 ? 1 : 0), calendarMonth, ofYear - (153 * month + 2) / 5 + 1
    )
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Equal where the text is.
  package static func == (a: CommitText, b: CommitText) -> Bool {
    a.message == b.message && a.date == b.date && a.object == b.object && a.messageStart == b.messageStart
  }

  /// Hashes the message.
  package func hash(into hasher: inout Hasher) { hasher.combine(message) }
}
