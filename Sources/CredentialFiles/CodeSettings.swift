import Findings
import Matching

/// Settings written as code, one a line: `define('DB_PASSWORD', 'x');` of WordPress, `SECRET_KEY = 'x'` and
/// `'PASSWORD': 'x'` of Django, `$cfg['blowfish_secret'] = 'x';` of phpMyAdmin.
struct CodeSettings: CredentialReader {
  let name: String
  /// Names of settings, and what they are.
  let settings: [String: String]
  /// Text that must stand in the file, if any.
  var always: [String] = []

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    guard always.allSatisfy({ bytes.indexOf($0, in: 0..<bytes.count) != nil }) else { return [] }
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      let content = bytes.trimmed(line)
      guard let first = content.first, bytes[first] != .hash, bytes[first] != UInt8(ascii: "*"),
        !bytes.has("//", at: first), let (key, rest) = key(content, in: bytes),
        let what = settings[String(decoding: bytes[key], as: UTF8.self)],
        let credential = value(rest, what: what, in: bytes)
      else { continue }
      found.append(credential)
    }
    return found
  }

  /// The last word before the first `=`, `,`, `=>` or `:` of the line.
  private func key(_ line: Range<Int>, in bytes: [UInt8]) -> (Range<Int>, Range<Int>)? {
    guard let separator = bytes[line].firstIndex(where: { $0 == .equals || $0 == .comma || $0 == .colon })
    else {
      return nil
    }
    var end = separator
    while end > line.lowerBound, !bytes[end - 1].isWordByte { end -= 1 }
    var start = end
    while start > line.lowerBound, bytes[start - 1].isWordByte { start -= 1 }
    guard end > start, end - start <= 64 else { return nil }
    return (start..<end, separator + 1..<line.upperBound)
  }

  /// The string literal that `range` begins with.
  private func value(_ range: Range<Int>, what: String, in bytes: [UInt8]) -> Credential? {
    var range = bytes.trimmed(range)
    if let first = range.first, bytes[first] == UInt8(ascii: ">") {
      range = bytes.trimmed(first + 1..<range.upperBound)
    }
    guard let first = range.first, bytes[first] == .quote || bytes[first] == .doubleQuote else { return nil }
    var end = first + 1
    while end < range.upperBound, bytes[end] != bytes[first] { end += bytes[end] == .backslash ? 2 : 1 }
    guard end < range.upperBound else { return nil }
    let value = first + 1..<end
    guard !PlaceholderValue.matches(bytes[value]), !bytes.isWord("put your unique phrase here", value),
      !bytes.has("django-insecure-...", at: value.lowerBound)
    else { return nil }
    let unescaped = bytes[value].contains(.backslash) ? JSONScanner.unescape(bytes[value]) : nil
    return Credential(secret: value, decoded: unescaped, detail: what)
  }

  /// One reader an application.
  static let all: [CodeSettings] = [
    // developer.wordpress.org: "Editing wp-config.php".
    CodeSettings(
      name: "wp-config",
      settings: [
        "DB_PASSWORD": "database password", "AUTH_KEY": "signing key", "SECURE_AUTH_KEY": "signing key",
        "LOGGED_IN_KEY": "signing key", "NONCE_KEY": "signing key", "AUTH_SALT": "salt",
        "SECURE_AUTH_SALT": "salt", "LOGGED_IN_SALT": "salt", "NONCE_SALT": "salt",
        "FTP_PASS": "FTP password",
        "SMTP_PASS": "SMTP password",
      ]),
    // docs.djangoproject.com: "Settings".
    CodeSettings(
      name: "django-settings",
      settings: [
        "SECRET_KEY": "secret key", "PASSWORD": "database password", "EMAIL_HOST_PASSWORD": "mail password",
        "AWS_SECRET_ACCESS_KEY": "AWS secret access key",
      ]),
    // Joomla, Drupal, phpMyAdmin, MediaWiki and Nextcloud: their configuration pages.
    CodeSettings(
      name: "php-config",
      settings: [
        "password": "database password", "dbpassword": "database password", "smtppass": "SMTP password",
        "secret": "secret", "passwordsalt": "salt", "blowfish_secret": "cookie secret",
        "wgDBpassword": "database password",
        "wgSecretKey": "secret key", "controlpass": "control user's password", "ftp_pass": "FTP password",
      ]),
  ]
}
