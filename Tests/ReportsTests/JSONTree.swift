import FoundationEssentials

/// Any JSON, to look at the keys of a report as another program would.
indirect enum JSONTree: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONTree].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  static func parse(_ bytes: [UInt8]) throws -> JSONTree {
    try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
  }

  subscript(key: String) -> JSONTree? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The elements of an array.
  var elements: [JSONTree] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The keys of an object.
  var keys: Set<String> {
    if case .object(let members) = self { Set(members.keys) } else { [] }
  }

  /// Every path of keys below, elements of arrays taken together: `findings.layer.index`.
  var paths: Set<String> {
    switch self {
    case .object(let members):
      members.reduce(into: []) { paths, member in
        paths.insert(member.key)
        paths.formUnion(member.value.paths.map { "\(member.key).\($0)" })
      }
    case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.paths) }
    default: []
    }
  }
}
