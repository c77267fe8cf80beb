internal import CYAML
internal import Dockerfiles

/// Reads YAML, and JSON as the part of YAML that it is, with libyaml (YAML 1.1), whose events it makes a
/// `DocumentTree` of. It owns the parser; no pointer leaves this file.
package struct YAMLReader {
  /// Why a file could not be read.
  package struct Fault: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    package let reason: String
    /// Counted from 1; nil where no line can be named.
    package let line: Int?

    /// The reason with its line.
    package var description: String { (line.map { "line \($0): " } ?? "") + reason }
  }

  /// Lists and maps within each other. libyaml takes time in proportion to the depth for each token.
  private static let depthLimit = 128
  /// Nodes of one file.
  private static let nodeLimit = 1_000_000

  private let source: [UInt8]
  private let places: CharacterPlaces
  private var tree = DocumentTree()
  /// Open lists and maps, innermost last.
  private var open: [Frame] = []

  /// A list or map that has not ended; it gets its content when it has.
  private struct Frame {
    let id: DocumentTree.ID
    let isMap: Bool
    /// Waits for its value.
    var key: DocumentTree.ID?
    var items: [DocumentTree.ID] = []
    var entries: [(key: DocumentTree.ID, value: DocumentTree.ID)] = []
  }

  private var anchors: [String: DocumentTree.ID] = [:]

  private init(_ source: [UInt8]) {
    self.source = source
    places = CharacterPlaces(source)
  }

  /// The documents of a file.
  ///
  /// - Throws: `Fault` where the file is no YAML, or beyond a limit.
  package static func read(_ source: [UInt8]) throws(Fault) -> DocumentTree {
    var reader = YAMLReader(source)
    try reader.read()
    return reader.tree
  }

  private mutating func read() throws(Fault) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { throw Fault(reason: "out of memory", line: nil) }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let input = YAMLReader.withoutSurrogates(source)
    let start = places.mark
    // The parser keeps the pointer: all reading is done inside.
    let fault = input.withUnsafeBufferPointer { buffer -> Fault? in
      guard let base = buffer.baseAddress else { return nil }
      yaml_parser_set_input_string(parser, base + start, buffer.count - start)
      return events(parser)
    }
    if let fault { throw fault }
  }

  private mutating func events(_ parser: UnsafeMutablePointer<yaml_parser_t>) -> Fault? {
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(parser, &event) == 1 else {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read"
        let isReader = parser.pointee.error == YAML_READER_ERROR
        let line =
          isReader
          ? source.prefix(parser.pointee.problem_offset).count { $0 == 0x0a }
          : Int(parser.pointee.problem_mark.line)
        return Fault(reason: problem, line: line + 1)
      }
      defer { yaml_event_delete(&event) }
      let range = places.offset(event.start_mark.index)..<places.offset(event.end_mark.index)
      let line = Int(event.start_mark.line) + 1
      guard tree.nodes.count < YAMLReader.nodeLimit else {
        return Fault(reason: "more than \(YAMLReader.nodeLimit) values", line: line)
      }
      switch event.type {
      case YAML_STREAM_END_EVENT: return nil
      case YAML_DOCUMENT_START_EVENT: anchors = [:]
      case YAML_ALIAS_EVENT:
        guard let name = YAMLReader.string(event.data.alias.anchor), let id = anchors[name] else {
          return Fault(reason: "an alias of no anchor", line: line)
        }
        place(id)
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        let value = Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
        let style = ScalarStyle(scalar.style)
        let text = ScalarText.align(value, source, range, style)
        add(
          .scalar(text), tag: scalar.tag, anchor: scalar.anchor,
          range: text.isEmpty ? range : text.sourceRange,
          isPlain: style == .plain)
      case YAML_SEQUENCE_START_EVENT:
        let data = event.data.sequence_start
        let id = add(.list([]), tag: data.tag, anchor: data.anchor, range: range)
        open.append(Frame(id: id, isMap: false))
      case YAML_MAPPING_START_EVENT:
        let data = event.data.mapping_start
        let id = add(.map([]), tag: data.tag, anchor: data.anchor, range: range)
        open.append(Frame(id: id, isMap: true))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
        guard let frame = open.popLast() else { break }
        tree.nodes[frame.id].content = frame.isMap ? .map(frame.entries) : .list(frame.items)
      default: break
      }
      if open.count > YAMLReader.depthLimit {
        return Fault(reason: "lists and maps are nested more than \(YAMLReader.depthLimit) deep", line: line)
      }
    }
  }

  @discardableResult
  private mutating func add(
    _ content: DocumentTree.Content, tag: UnsafeMutablePointer<yaml_char_t>?,
    anchor: UnsafeMutablePointer<yaml_char_t>?, range: Range<Int>, isPlain: Bool = false
  ) -> DocumentTree.ID {
    let id = tree.nodes.count
    let name = YAMLReader.string(tag).flatMap { $0.hasPrefix("tag:yaml.org,") ? nil : $0 }
    tree.nodes.append(DocumentTree.Node(content: content, tag: name, range: range, isPlain: isPlain))
    if let name = YAMLReader.string(anchor) { anchors[name] = id }
    place(id)
    return id
  }

  /// Puts a node where the file has it: on top, into the open list, or as a key or value of the open map.
  private mutating func place(_ id: DocumentTree.ID) {
    guard let last = open.indices.last else { return tree.documents.append(id) }
    if !open[last].isMap {
      open[last].items.append(id)
    } else if let key = open[last].key {
      open[last].entries.append((key, id))
      open[last].key = nil
    } else {
      open[last].key = id
    }
  }

  private static func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    bytes.map { String(cString: UnsafePointer($0)) }
  }

  /// JSON writes what lies beyond U+FFFF as two escapes, which libyaml refuses: others of the same length stand in.
  private static func withoutSurrogates(_ source: [UInt8]) -> [UInt8] {
    guard let first = source.first(where: { $0 > 0x20 }), first == 0x7b || first == 0x5b else {
      return source
    }
    var result = source
    var index = 0
    while index + 5 < source.count {
      if source[index] == 0x5c {
        let isSurrogate =
          source[index + 1] == 0x75 && source[index + 2] | 0x20 == 0x64
          && (0x38...0x39).contains(source[index + 3])
          || source[index + 1] == 0x75
            && source[index + 2] | 0x20 == 0x64 && (0x61...0x66).contains(source[index + 3] | 0x20)
        if isSurrogate { result.replaceSubrange(index + 2..<index + 6, with: "003f".utf8) }
        index += 2
      } else {
        index += 1
      }
    }
    return result
  }
}
