/// Templates of Helm (Go's text/template), Jinja and their kin, which are no YAML before they are rendered.
enum TemplateText {
  /// Whether a text has actions in it.
  static func isTemplate(_ source: [UInt8]) -> Bool {
    var index = 0
    while index + 1 < source.count {
      if source[index] == UInt8(ascii: "{"),
        source[index + 1] == UInt8(ascii: "{") || source[index + 1] == UInt8(ascii: "%")
      {
        // `{{resolve:…}}` is CloudFormation's.
        if !source[index...].starts(with: "{{resolve:".utf8) { return true }
      }
      index += 1
    }
    return false
  }

  /// The text with its actions put out of the way, each byte where it was: an action with nothing beside it in its
  /// lines becomes blanks, one that stands for a part of a value becomes a word that reads like a variable.
  static func blanked(_ source: [UInt8]) -> [UInt8] {
    var result = source
    var index = 0
    // Whether the line has nothing but blanks and blanked actions so far.
    var isBlank = true
    while index < source.count {
      guard source[index] == UInt8(ascii: "{"), index + 1 < source.count,
        source[index + 1] == UInt8(ascii: "{") || source[index + 1] == UInt8(ascii: "%")
      else {
        isBlank = source[index] == 0x0a || isBlank && source[index] <= 0x20
        index += 1
        continue
      }
      let close = source[index + 1] == UInt8(ascii: "{") ? UInt8(ascii: "}") : source[index + 1]
      var end = index + 2
      while end + 1 < source.count, source[end] != close || source[end + 1] != UInt8(ascii: "}") { end += 1 }
      end = min(source.count, end + 2)
      var next = end
      while next < source.count, source[next] <= 0x20, source[next] != 0x0a { next += 1 }
      let endsLine = next == source.count || source[next] == 0x0a || source[next...].starts(with: "{{".utf8)
      let fill = isBlank && endsLine ? UInt8(ascii: " ") : UInt8(ascii: "_")
      for place in index..<end where result[place] != 0x0a { result[place] = fill }
      if fill != 0x20 {
        result[index] = UInt8(ascii: "$")
        isBlank = false
      }
      index = end
    }
    return result
  }
}
