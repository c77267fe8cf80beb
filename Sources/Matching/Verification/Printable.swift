import FoundationEssentials

/// Text from untrusted content, made fit for a report.
enum Printable {
  /// `text` without control characters, at most `limit` characters.
  static func text(_ text: String, limit: Int = 48) -> String {
    var result = ""
    for (index, scalar) in text.unicodeScalars.prefix(limit + 1).enumerated() {
      if index == limit { return result + "…" }
      let isPrintable = (0x20..<0x7f).contains(scalar.value)
      result.unicodeScalars.append(isPrintable ? scalar : "?")
    }
    return result
  }

  /// `bytes` read as UTF-8, without control characters, at most `limit` characters.
  static func text(_ bytes: some Collection<UInt8>, limit: Int = 48) -> String {
    text(String(decoding: bytes.prefix(limit * 4 + 4), as: UTF8.self), limit: limit)
  }

  /// A moment as its day in UTC, `2021-01-01`; nil outside the years 1970 to 9999.
  static func day(secondsSince1970 seconds: Double) -> String? {
    guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
    // Days to a civil date, by eras of 400 years that begin on the first of March.
    let days = Int(seconds) / 86400 + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(two(month))-\(two(day))"
  }

  private static func two(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }

  /// Seconds since 1970 at this moment.
  static func now() -> Double { Date().timeIntervalSince1970 }
}
