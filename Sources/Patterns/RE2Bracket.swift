extension RE2Syntax {
  /// Reads the class that begins at `index`, and writes it for PCRE2: as it stands, where both mean the same.
  ///
  /// - Throws: `Fault` where it is not closed, or a range runs backwards.
  mutating func bracket(ignoresCase: Bool) throws(Fault) -> String {
    let start = index
    index += 1
    let isNegated = next == "^"
    if isNegated { index += 1 }
    var members = Members()
    // Outside of a class `[:…:]` is none, for PCRE2 a fault.
    if let first = next, ":.=".unicodeScalars.contains(first) { members.isRewritten = true }
    var isFirst = true
    while let scalar = next, isFirst || scalar != "]" {
      isFirst = false
      if has("[:"), let set = try posix() {
        members.add(set)
        continue
      }
      // PCRE2 refuses what POSIX calls collating elements.
      if has("[.") || has("[=") { members.isRewritten = true }
      guard let low = try member(&members) else {
        // A dash behind a class is one, for PCRE2 a fault.
        if next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" { members.isRewritten = true }
        continue
      }
      if next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" {
        let mark = index
        index += 1
        guard let high = try member(&members), low <= high else {
          throw fault("a range of a class runs backwards, or to a class,", at: mark)
        }
        members.add(low...high)
      } else {
        members.add(low...low)
      }
    }
    guard next == "]" else { throw fault("a class is not closed", at: start) }
    index += 1
    if !members.isRewritten {
      var text = ""
      text.unicodeScalars += scalars[start..<index]
      return text
    }
    return text(of: members, isNegated: isNegated, ignoresCase: ignoresCase)
  }

  /// What a class holds.
  struct Members {
    /// By scalar value; below 0x80 also a byte.
    var ranges: [ClosedRange<UInt32>] = []
    /// Whether single bytes above ASCII belong to it: it has a class that is negated, `\S`.
    var holdsHighBytes = false
    /// Whether it has members beyond ASCII that stand for characters.
    var isWide = false
    /// Whether PCRE2 reads the text otherwise.
    var isRewritten = false

    mutating func add(_ range: ClosedRange<UInt32>) {
      ranges.append(range)
      if range.upperBound >= 0x80 {
        isWide = true
        isRewritten = true
      }
    }

    mutating func add(_ set: ByteSet) {
      ranges += set.members.filter { $0 < 0x80 }.map { UInt32($0)...UInt32($0) }
      if set.contains(0xff) { holdsHighBytes = true }
    }
  }

  private func text(of members: Members, isNegated: Bool, ignoresCase: Bool) -> String {
    var set = ScalarRanges(members.ranges)
    if !members.isWide {
      // Bytes: what is not in a negated class is any other byte.
      let ascii = set.ranges.map {
        UInt8(truncatingIfNeeded: $0.lowerBound)...UInt8(truncatingIfNeeded: $0.upperBound)
      }
      let high: [ClosedRange<UInt8>] = members.holdsHighBytes ? [0x80...0xff] : []
      let text = ScalarRanges.byteClass(ascii + high)
      if !isNegated { return text == "[]" ? "(?!)" : text }
      return text.hasPrefix("[") ? "[^" + text.dropFirst() : "[^\(text)]"
    }
    if members.holdsHighBytes { set = set.union(ScalarRanges([0x80...ScalarRanges.last])) }
    if ignoresCase { set = set.folded }
    return alternatives(isNegated ? set.inverted : set)
  }

  /// `[:alpha:]` and its kin; nil where the brackets are none.
  private mutating func posix() throws(Fault) -> ByteSet? {
    var end = index + 2
    while end < scalars.count, scalars[end] != ":", scalars[end] != "]", end - index < 16 { end += 1 }
    guard end + 1 < scalars.count, scalars[end] == ":", scalars[end + 1] == "]" else { return nil }
    var name = ""
    name.unicodeScalars += scalars[(index + 2)..<end]
    let isNegated = name.hasPrefix("^")
    if isNegated { name.removeFirst() }
    guard let set = ExpressionClasses.posix[name] else {
      throw fault("the class [:\(name):] is not known")
    }
    index = end + 2
    return isNegated ? set.inverted : set
  }

  /// One member: its value, or nil where a class was added.
  private mutating func member(_ members: inout Members) throws(Fault) -> UInt32? {
    guard let scalar = next else { throw fault("a class is not closed") }
    guard scalar == "\\", index + 1 < scalars.count else {
      index += 1
      return scalar.value
    }
    let escaped = scalars[index + 1]
    switch escaped {
    case "s", "S":
      // RE2's \s lacks the vertical tab.
      let space = ByteSet([0x20, 0x09, 0x0a, 0x0c, 0x0d])
      members.add(escaped == "s" ? space : space.inverted)
      members.isRewritten = true
    case "p", "P":
      let set = try property()
      members.ranges += set.ranges
      members.isWide = true
      members.isRewritten = true
      return nil
    case "x", "0"..."7":
      let start = index
      if let value = try number() {
        // An octal number, or one in braces, is read alike only where it is short.
        if scalars[start..<index].count != 4 || escaped != "x" { members.isRewritten = true }
        return value
      }
      index += 2
      members.isRewritten = true
      return escaped.value - 0x30
    case "v":
      index += 2
      members.isRewritten = true
      return 0x0b
    case "Q":
      index += 2
      members.isRewritten = true
      while let scalar = next, !has(#"\E"#) {
        members.add(scalar.value...scalar.value)
        index += 1
      }
      index = min(index + 2, scalars.count)
      return nil
    case "E":
      index += 2
      return nil
    default:
      if escaped.value < 0x80, let set = ExpressionClasses.named[UInt8(truncatingIfNeeded: escaped.value)] {
        members.add(set)
      } else {
        index += 2
        let byte = UInt8(truncatingIfNeeded: escaped.value)
        if escaped.value < 0x80, let control = ExpressionClasses.controls[byte] { return UInt32(control) }
        return escaped == "b" ? 8 : escaped.value
      }
    }
    index += 2
    return nil
  }
}
