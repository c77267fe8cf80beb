/// Which beginnings of three letters the words that matter have: a table that tells in one look whether a name may
/// be worth the closer look.
struct Stems {
  private let table: [Bool]

  /// - Parameter words: their first three letters count, in lower case.
  init(_ words: [String]) {
    var table = [Bool](repeating: false, count: 1 << 15)
    for word in words {
      var index = 0
      for byte in word.utf8.prefix(3) { index = index << 5 | Int(byte & 0x1f) }
      table[index] = true
    }
    self.table = table
  }

  /// Whether one of the words may stand in `text`; punctuation and case aside.
  func mayStand(in text: some Sequence<UInt8>) -> Bool {
    var index = 0
    for byte in text {
      guard byte.isLetter else { continue }
      index = (index << 5 | Int(byte & 0x1f)) & 0x7fff
      if table[index] { return true }
    }
    return false
  }

  /// Of names whose value is a secret.
  static let secrets = Stems([
    "pas", "pwd", "psw", "psk", "sec", "tok", "key", "cre", "aut", "sal", "pep", "mmu", "nnw", "nha", "mdp",
    "pwo", "dpw", "tpw", "lpw", "bpw", "hpw", "npw", "ypw", "gpw", "npw", "zpw", "kpw", "upw",
  ])
  /// Of names that tell whose login it is, or where.
  static let places = Stems([
    "user", "usr", "login", "uid", "account", "email", "identity", "host", "server", "address", "url", "port",
    "dsn", "uri", "name", "auth", "cred", "slack",
  ])
}

extension Stems {
  /// How far round a word its assignment and what stands beside it reach, in bytes.
  private static let reach = 240

  /// The parts of `bytes` round the words, from a line's start where one is near; in order, apart from each other.
  func surroundings(in bytes: [UInt8], from start: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    var position = start
    bytes.withUnsafeBufferPointer { bytes in
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        guard byte.isLetter else { continue }
        index = (index << 5 | Int(byte & 0x1f)) & 0x7fff
        guard table[index] else { continue }
        var lower = max(start, position - Stems.reach)
        let upper = min(bytes.count, position + Stems.reach)
        if let last = ranges.last, last.upperBound >= lower {
          ranges[ranges.count - 1] = last.lowerBound..<upper
        } else {
          var back = lower
          while back > start, lower - back < Stems.reach, bytes[back - 1] != 0x0a { back -= 1 }
          if back == start || bytes[back - 1] == 0x0a { lower = back }
          ranges.append(max(lower, ranges.last?.upperBound ?? start)..<upper)
        }
      }
    }
    return ranges
  }
}

/// Sets of bytes, asked one at a time.
struct ByteSet {
  private let table: [Bool]

  init(_ bytes: String) {
    var table = [Bool](repeating: false, count: 256)
    for byte in bytes.utf8 { table[Int(byte)] = true }
    self.table = table
  }

  func contains(_ byte: UInt8) -> Bool { table[Int(byte)] }
}
