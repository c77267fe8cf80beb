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
      // Letters share their low five bits with others; a false yes costs a closer look, no more.
      if byte < 0x40 { continue }
      index = (index << 5 | Int(byte & 0x1f)) & 0x7fff
      if table[index] { return true }
    }
    return false
  }

  /// Of names whose value is a secret.
  static let secrets = Stems([
    "pass", "pwd", "psk", "secret", "token", "key", "cred", "auth", "pword", "pw", "bindpw", "rootpw", "dpw",
    "lpw", "tpw", "hpw", "npw", "ypw", "rpw", "salt", "pepper", "comm", "kennwort", "mot", "mdp",
    "contrasena",
    "clave", "senha", "wacht", "haslo", "pswd", "ice", "base", "shared", "psw", "gpw", "creds", "zpw",
  ])
  /// Of names that tell whose login it is, or where.
  static let places = Stems([
    "user", "usr", "login", "uid", "account", "email", "identity", "host", "server", "address", "url", "port",
    "dsn", "uri", "name", "auth", "cred", "slack",
  ])
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
