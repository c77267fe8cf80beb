/// `RUN --mount=…` (BuildKit, frontend/dockerfile/instructions/commands_runmount.go).
public struct RunMount: Sendable, Hashable {
  /// What is mounted.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case bind, cache, tmpfs, secret, ssh
  }

  /// `key=value`, or a key alone.
  public struct Field: Sendable, Hashable {
    /// In lower case.
    public let key: String
    /// May hold variables; nil for a key alone.
    public let value: SourceText?
    /// The whole field.
    public let span: SourceSpan
  }

  /// In their order.
  public let fields: [Field]
  /// The flag.
  public let span: SourceSpan

  /// The last value of a key or of another name for it.
  public func value(_ keys: String...) -> SourceText? {
    fields.last { keys.contains($0.key) && $0.value != nil }?.value
  }

  /// What is mounted; `bind` if nothing says so, nil if a variable says so or it is unknown.
  public var kind: Kind? {
    guard let type = value("type") else { return .bind }
    return Kind(rawValue: type.string.lowercased())
  }
  /// The name of a secret, of a cache or of an SSH agent.
  public var id: SourceText? { value("id") }
  /// Where it is mounted.
  public var target: SourceText? { value("target", "dst", "destination") }
  /// The file of a secret, or the path in the stage or context that is mounted.
  public var source: SourceText? { value("source", "src") }
  /// The stage, image or named context that is mounted.
  public var from: SourceText? { value("from") }
  /// The variable that a secret is put in.
  public var environment: SourceText? { value("env") }
  /// Whether the build fails without the secret.
  public var isRequired: Bool { isOn("required") ?? false }
  /// Whether what is written is thrown away, as far as the mount says so itself.
  public var isReadOnly: Bool {
    if let readOnly = isOn("readonly") ?? isOn("ro") { return readOnly }
    if let readWrite = isOn("readwrite") ?? isOn("rw") { return !readWrite }
    return kind != .cache && kind != .tmpfs
  }

  private func isOn(_ key: String) -> Bool? {
    guard let field = fields.last(where: { $0.key == key }) else { return nil }
    guard let value = field.value else { return true }
    return Self.boolean(value.bytes)
  }

  /// Go's `strconv.ParseBool`.
  static func boolean(_ bytes: [UInt8]) -> Bool? {
    switch String(decoding: bytes, as: UTF8.self) {
    case "1", "t", "T", "TRUE", "true", "True": true
    case "0", "f", "F", "FALSE", "false", "False": false
    default: nil
    }
  }

  /// Reads the value of a flag: one record of comma-separated values (RFC 4180, as Go's `encoding/csv`).
  /// Throws what BuildKit says.
  init(_ text: SourceText, span: SourceSpan, lines: LineTable) throws(Failure) {
    self.span = span
    fields = try Self.split(text).map { field in
      let equals = field.bytes.firstIndex(of: UInt8(ascii: "="))
      return Field(
        key: field.slice(0..<(equals ?? field.count)).string.lowercased(),
        value: equals.map { field.slice($0 + 1..<field.count) }, span: lines.span(field.sourceRange))
    }
  }

  struct Failure: Error {
    let message: String
  }

  private static func split(_ text: SourceText) throws(Failure) -> [SourceText] {
    let bytes = text.bytes
    var fields: [SourceText] = []
    var field = SourceText(at: text.offset(at: 0))
    var index = 0
    while true {
      if index < bytes.count, bytes[index] == UInt8(ascii: "\""), field.isEmpty {
        index += 1
        while true {
          guard index < bytes.count else {
            throw Failure(message: "failed to parse csv mounts: extraneous or missing \" in quoted-field")
          }
          if bytes[index] == UInt8(ascii: "\"") {
            index += 1
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { break }
          }
          field.append(text, index..<index + 1)
          index += 1
        }
        guard index == bytes.count || bytes[index] == UInt8(ascii: ",") else {
          throw Failure(message: "failed to parse csv mounts: extraneous or missing \" in quoted-field")
        }
      } else {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ",") {
          guard bytes[index] != UInt8(ascii: "\"") else {
            throw Failure(message: "failed to parse csv mounts: bare \" in non-quoted-field")
          }
          index += 1
        }
        field.append(text, start..<index)
      }
      fields.append(field)
      guard index < bytes.count else { return fields }
      index += 1
      field = SourceText(at: text.offset(at: index))
    }
  }

  /// What BuildKit would say of the fields, leaving out those with variables; nil if nothing.
  var problem: String? {
    let keysWithoutValue: Set = ["readonly", "ro", "readwrite", "rw", "required"]
    let booleans: Set = ["readonly", "ro", "readwrite", "rw", "required"]
    let keys: Set = [
      "type", "from", "source", "src", "target", "dst", "destination", "readonly", "ro", "readwrite", "rw",
      "required", "size", "id", "sharing", "mode", "uid", "gid", "env",
    ]
    for field in fields {
      guard let value = field.value else {
        if keysWithoutValue.contains(field.key) { continue }
        return "invalid field '\(field.key)' must be a key=value pair"
      }
      if field.key == "from", let dollar = value.bytes.firstIndex(of: UInt8(ascii: "$")),
        dollar + 1 < value.count
      {
        return "'from' doesn't support variable expansion, define alias stage instead"
      }
      guard keys.contains(field.key) else { return "unexpected key '\(field.key)' in '\(field.key)=…'" }
      if value.bytes.contains(UInt8(ascii: "$")) { continue }
      if field.key == "type", Kind(rawValue: value.string.lowercased()) == nil {
        return "unsupported mount type \"\(value.string)\""
      }
      if booleans.contains(field.key), Self.boolean(value.bytes) == nil {
        return "invalid value for \(field.key): \(value.string)"
      }
      if field.key == "sharing", !["shared", "private", "locked"].contains(value.string.lowercased()) {
        return "unsupported sharing value \"\(value.string)\""
      }
    }
    return problemOfKind
  }

  private var problemOfKind: String? {
    guard let kind else { return nil }
    func has(_ key: String) -> Bool { fields.contains { $0.key == key } }
    if has("required"), kind != .secret, kind != .ssh {
      return "unexpected key 'required' for mount type '\(kind.rawValue)'"
    }
    if has("size"), kind != .tmpfs { return "unexpected key 'size' for mount type '\(kind.rawValue)'" }
    if kind == .bind || kind == .tmpfs {
      for key in ["mode", "uid", "gid"] where has(key) {
        return "\(key) not allowed for \"\(kind.rawValue)\" type mounts"
      }
    }
    if kind == .secret {
      if let from, !from.isEmpty { return "secret mount should not have a from" }
      if has("sharing") { return "secret mount should not define sharing" }
      if source == nil, target == nil, id == nil {
        return "invalid secret mount. one of source, target required"
      }
      if source != nil, id != nil { return "both source and id can't be set" }
    }
    if has("sharing"), kind != .cache { return "invalid cache sharing set for \(kind.rawValue) mount" }
    return nil
  }
}

extension Dockerfile {
  /// The mounts of a RUN, and of the RUN in an ONBUILD. One that cannot be read is left out.
  public func mounts(of instruction: Instruction) -> [RunMount] {
    if case .trigger(let inner?) = instruction.body { return mounts(of: inner) }
    guard instruction.keyword == .run else { return [] }
    return instruction.flags("mount").compactMap { flag in
      flag.value.flatMap { try? RunMount($0, span: flag.span, lines: lines) }
    }
  }
}
