import Findings
import Matching

/// Calls whose arguments are a login: `mysqli_connect("localhost", "root", "x")`, `requests.get(…, auth=("joe", "x"))`,
/// `new NetworkCredential("joe", "x")`. The last literal among the arguments is the password.
struct LoginCalls: CredentialReader {
  let name = "login-calls"

  /// A function, and how many literals it is given at least.
  private static let calls: [(word: String, literals: Int)] = [
    ("mysql_connect", 2), ("mysql_pconnect", 2), ("mysqli_connect", 2), ("new mysqli", 2), ("pg_connect", 1),
    ("new PDO", 3), ("ftp_login", 1), ("ftp_connect", 2), ("ldap_bind", 1), ("imap_open", 2),
    ("oci_connect", 2),
    ("getConnection", 3), ("DBI->connect", 3), ("NetworkCredential", 2), ("PSCredential", 2),
    ("ConvertTo-SecureString", 1), ("UsernamePasswordCredentials", 2),
    ("UsernamePasswordAuthenticationToken", 2),
    ("HTTPBasicAuth", 2), ("HTTPDigestAuth", 2), ("auth=(", 2), ("basic_auth", 2), ("basicAuth", 2),
    ("SetBasicAuth", 2), ("setBasicAuth", 2), (".login", 2), (".auth", 1), (":auth", 1), ("db.auth", 2),
    ("Credentials", 4), ("PasswordAuthentication", 2), ("smtp.PlainAuth", 3), ("simple_bind_s", 2),
    ("Net::SSH.start", 2), ("Net::FTP.open", 3), ("pymysql.connect", 3), ("MySQLdb.connect", 3),
    ("createConnection", 3), ("PRAGMA key", 1), ("PRAGMA rekey", 1),
  ]

  /// The calls by their first three bytes.
  private static let table: [Int: [(word: String, literals: Int)]] = Dictionary(
    grouping: calls, by: { $0.word.utf8.prefix(3).reduce(0) { $0 << 8 | Int($1) } })

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    if bytes.prefix(4096).contains(where: { $0 < 0x09 }) { return [] }
    var found: [Credential] = []
    var index = bytes.textStart
    var stem = 0
    while index < bytes.count {
      stem = (stem << 8 | Int(bytes[index])) & 0xffffff
      index += 1
      guard let calls = LoginCalls.table[stem] else { continue }
      for call in calls where bytes.has(call.word, at: index - 3) {
        guard let credential = credential(call, at: index - 3 + call.word.utf8.count, in: bytes),
          found.last?.secret != credential.secret
        else { continue }
        found.append(credential)
      }
      if found.count > 1000 { break }
    }
    return found.sorted { $0.secret.lowerBound < $1.secret.lowerBound }
  }

  private func credential(_ call: (word: String, literals: Int), at start: Int, in bytes: [UInt8])
    -> Credential?
  {
    var index = start
    let limit = min(bytes.count, start + 400)
    // Only blanks, a parenthesis, an equals sign stand before the first argument.
    var literals: [Range<Int>] = []
    var others = 0
    var depth = call.word.hasSuffix("(") ? 1 : 0
    scan: while index < limit {
      let byte = bytes[index]
      switch byte {
      case .newline: if depth == 0 { break scan }
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth <= 0 { break scan }
      case .semicolon where depth == 0: break scan
      case .quote, .doubleQuote:
        var end = index + 1
        while end < limit, bytes[end] != byte, bytes[end] != .newline {
          end += bytes[end] == .backslash ? 2 : 1
        }
        guard end < limit, bytes[end] == byte else { break scan }
        literals.append(index + 1..<end)
        index = end
      case .dollar where literals.isEmpty == false: others += 1
      case _ where literals.isEmpty && depth == 0 && !byte.isBlank && byte != .equals: break scan
      default: break
      }
      index += 1
    }
    guard literals.count >= call.literals else { return nil }
    let isDatabase = ["connect", "Connection", "mysqli", "PDO"].contains(where: call.word.contains)
    let place = isDatabase && literals.count >= 3 ? 2 : call.literals == 4 ? 3 : call.literals == 1 ? 0 : 1
    guard place < literals.count, others == 0 || place + 1 == literals.count else { return nil }
    let value = literals[place]
    let slice = bytes[value]
    let unescaped = slice.contains(.backslash) ? JSONScanner.unescape(slice) : nil
    let judged = SettingValue(
      name: bytes[start..<start], kind: .password, value: unescaped ?? Array(slice), isQuoted: true,
      context: isDatabase ? .certain : .unknown)
    guard judged.isSecret else { return nil }
    return Credential(
      secret: value, decoded: unescaped, severity: .medium, confidence: .medium,
      detail: "argument of " + call.word.label())
  }
}
