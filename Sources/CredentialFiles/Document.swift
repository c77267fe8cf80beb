/// What a structured file (JSON, YAML, INI, TOML, XML) says, as a flat list: its settings in the order of the
/// bytes, each in a container. No tree is built and nothing recurses, so depth cannot hurt.
struct Document {
  /// One key and its value.
  struct Setting {
    /// The key as written, unescaped; the position for an element of a list; `@name` for an XML attribute.
    var key: String
    /// The container it stands in.
    var container: Int
    /// The value without quotes.
    var value: Range<Int>
    /// The value with its escapes undone, where it has any.
    var unescaped: [UInt8]?
    var isQuoted = false
    /// For an XML element with text: the container that holds its attributes.
    var element: Int?
  }

  /// An object, a list, a section or an XML element.
  struct Container {
    var key: String
    /// -1 for a root.
    var parent: Int
    var depth: Int
  }

  let bytes: [UInt8]
  private(set) var containers = [Container(key: "", parent: -1, depth: 0)]
  private(set) var settings: [Setting] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Adds a container and tells its number; `parent` -1 makes a further root.
  mutating func open(_ key: String, in parent: Int) -> Int {
    let depth = containers.indices.contains(parent) ? containers[parent].depth + 1 : 0
    containers.append(Container(key: key, parent: parent, depth: depth))
    return containers.count - 1
  }

  mutating func add(_ setting: Setting) {
    settings.append(setting)
  }

  /// The value as meant, escapes undone.
  func text(of setting: Setting) -> [UInt8] {
    setting.unescaped ?? Array(bytes[setting.value])
  }

  /// Whether some setting stands at `pattern`.
  func has(_ pattern: KeyPattern) -> Bool {
    settings.contains { pattern.matches($0, in: self) }
  }

  /// A table for looking up neighbours; made once a reader has found something.
  func index() -> Index { Index(self) }

  /// Finds settings by container and key, case aside; the first of several.
  struct Index {
    private struct Place: Hashable {
      var container: Int
      var key: String
    }
    private var places: [Place: Int] = [:]
    private let document: Document

    fileprivate init(_ document: Document) {
      self.document = document
      for (number, setting) in document.settings.enumerated() {
        let place = Place(container: setting.container, key: setting.key.lowercased())
        if places[place] == nil { places[place] = number }
      }
    }

    /// The setting `key` in `container`; a leading `../` asks its parent.
    func setting(_ key: String, in container: Int) -> Setting? {
      var key = Substring(key)
      var container = container
      while key.hasPrefix("../") {
        key = key.dropFirst(3)
        guard document.containers.indices.contains(container) else { return nil }
        container = document.containers[container].parent
      }
      return places[Place(container: container, key: key.lowercased())].map { document.settings[$0] }
    }

    /// The text of `key` in `container`, for a report.
    func label(_ key: String, in container: Int) -> String? {
      guard let setting = setting(key, in: container) else { return nil }
      let label =
        setting.unescaped.map { $0.label(0..<$0.count) } ?? document.bytes.label(setting.value)
      return label.isEmpty ? nil : label
    }
  }
}

/// A path of keys that a setting must stand at, matched from its end: `auths/*/auth`.
///
/// `*` is any one key; a leading `/` ties the pattern to the root; ASCII case does not count.
struct KeyPattern: ExpressibleByStringLiteral, Sendable {
  private let keys: [String]
  private let isAnchored: Bool

  init(stringLiteral pattern: String) {
    keys = pattern.split(separator: "/").reversed().map { $0.lowercased() }
    isAnchored = pattern.hasPrefix("/")
  }

  func matches(_ setting: Document.Setting, in document: Document) -> Bool {
    guard let last = keys.first, last == "*" || setting.key.isWord(last) else { return false }
    var container = setting.container
    for key in keys.dropFirst() {
      guard container >= 0 else { return false }
      let outer = document.containers[container]
      guard outer.parent >= -1, outer.depth > 0, key == "*" || outer.key.isWord(key) else { return false }
      container = outer.parent
    }
    return !isAnchored || (container >= 0 && document.containers[container].depth == 0)
  }
}
