package import Dockerfiles

/// The documents of a YAML or JSON file as nodes in one array: what an alias names is there once, however often it
/// is named, and nothing is nested in memory.
package struct DocumentTree: Sendable {
  /// A node, by its number.
  package typealias ID = Int

  /// What a node is.
  package enum Content: Sendable {
    /// The value, freed of quotes, each byte with its place.
    case scalar(SourceText)
    case list([ID])
    /// In the order of the file.
    case map([(key: ID, value: ID)])
  }

  /// A node.
  package struct Node: Sendable {
    /// What it is.
    package internal(set) var content: Content
    /// `!Ref` and its kin; nil for what YAML itself knows.
    package let tag: String?
    /// Offsets into the file; of a list or map its start.
    package let range: Range<Int>
    /// Whether a scalar stands without quotes, so that `true` is no text.
    package let isPlain: Bool
  }

  /// All nodes, a parent before what is in it.
  package internal(set) var nodes: [Node] = []
  /// The top of each document.
  package internal(set) var documents: [ID] = []

  /// Merges (`<<`) within merges that are followed.
  private static let mergeDepth = 8
  /// Entries of one map, merged ones with it.
  private static let entryLimit = 20_000

  package init() {}

  /// A node, or nil where there is none.
  package func node(_ id: ID?) -> Node? {
    guard let id, nodes.indices.contains(id) else { return nil }
    return nodes[id]
  }

  /// The text of a scalar.
  package func text(_ id: ID?) -> SourceText? {
    guard case .scalar(let text)? = node(id)?.content else { return nil }
    return text
  }

  /// The text of a scalar, as UTF-8.
  package func string(_ id: ID?) -> String? { text(id)?.string }

  /// The items of a list; none where it is none.
  package func items(_ id: ID?) -> [ID] {
    guard case .list(let items)? = node(id)?.content else { return [] }
    return items
  }

  /// Whether a node is a map.
  package func isMap(_ id: ID?) -> Bool {
    if case .map? = node(id)?.content { return true }
    return false
  }

  /// The entries of a map, with what `<<` merges in.
  package func entries(_ id: ID?) -> [(key: ID, value: ID)] {
    var found: [(key: ID, value: ID)] = []
    var seen: Set<String> = []
    var budget = DocumentTree.entryLimit
    collect(id, 0, &seen, &budget, &found)
    return found
  }

  private func collect(
    _ id: ID?, _ depth: Int, _ seen: inout Set<String>, _ budget: inout Int,
    _ found: inout [(key: ID, value: ID)]
  ) {
    guard depth <= DocumentTree.mergeDepth, case .map(let entries)? = node(id)?.content else { return }
    var merged: [ID] = []
    for entry in entries {
      budget -= 1
      guard budget > 0 else { return }
      if node(entry.key)?.isPlain == true, string(entry.key) == "<<" {
        merged += isMap(entry.value) ? [entry.value] : items(entry.value)
      } else if let key = string(entry.key), seen.insert(key).inserted {
        found.append(entry)
      }
    }
    for other in merged where budget > 0 { collect(other, depth + 1, &seen, &budget, &found) }
  }

  /// The value of a key of a map. Names are compared without regard to case where `anyCase` asks for it, since the
  /// same definition has `environment` in one file and `Environment` in another.
  package func value(_ id: ID?, _ key: String, anyCase: Bool = false) -> ID? {
    guard case .map(let own)? = node(id)?.content else { return nil }
    if let found = find(key, own, anyCase) { return found }
    guard find("<<", own, false) != nil else { return nil }
    return find(key, entries(id), anyCase)
  }

  private func find(_ key: String, _ entries: [(key: ID, value: ID)], _ anyCase: Bool) -> ID? {
    let wanted = Array(key.utf8)
    for entry in entries {
      guard case .scalar(let text)? = node(entry.key)?.content, text.count == wanted.count else { continue }
      let isSame = zip(text.bytes, wanted).allSatisfy { byte, other in
        byte == other || anyCase && byte | 0x20 == other | 0x20
      }
      if isSame { return entry.value }
    }
    return nil
  }

  /// The value at the end of a path of keys.
  package func value(_ id: ID?, path: [String], anyCase: Bool = false) -> ID? {
    var current = id
    for key in path { current = value(current, key, anyCase: anyCase) }
    return current
  }
}
