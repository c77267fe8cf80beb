/// What the rules about Dockerfiles know of names and values, for stages that read other files.
package enum SecretJudgement {
  /// What a name says of its value.
  package enum Promise: Sendable {
    /// Chosen by people: any value may be one.
    case password
    /// Made by machines.
    case token

    fileprivate var kind: VariableName.Kind { self == .password ? .password : .token }
  }

  /// What a name promises; nil where it promises no secret.
  package static func promise(of name: String) -> Promise? {
    switch VariableName.kind(of: name) {
    case .password: .password
    case .token: .token
    case nil: VariableName.isPrivateKey(name) ? .token : nil
    }
  }

  /// Whether a name says that everybody may know its value.
  package static func isPublic(_ name: String) -> Bool { VariableName.isPublic(name) }

  /// Whether `value` is neither empty, a placeholder, nor a reference to something that is kept elsewhere.
  package static func isLiteral(_ value: some Collection<UInt8>, _ promise: Promise) -> Bool {
    LiteralSecret.matches(value, kind: promise.kind)
  }

  /// Whether a password stands in every list of passwords.
  package static func isWellKnown(_ value: [UInt8]) -> Bool { LiteralSecret.isWellKnown(value) }

  /// The passwords and tokens before the hosts of all addresses in a text (RFC 3986, 3.2.1).
  package static func addressCredentials(in text: [UInt8]) -> [Range<Int>] {
    AddressSecret.credentials(in: text)
  }

  /// `name=value` and `name: value` in a text, where the name promises a secret and the value is one.
  package static func assignments(in text: [UInt8]) -> [(name: String, value: Range<Int>)] {
    SecretAssignments.find(in: text).map { ($0.name, $0.value) }
  }

  /// Passwords in SQL statements.
  package static func statementPasswords(in text: [UInt8]) -> [Range<Int>] { SQLPassword.find(in: text) }
}
