internal import Findings

/// The name of an object: SHA-1 (20 bytes) or SHA-256 (32 bytes), as gitformat-hash-function-transition has it.
package struct ObjectID: Sendable, Hashable, CustomStringConvertible {
  /// The raw digest.
  package let bytes: [UInt8]

  /// - Parameter text: 40 or 64 hexadecimal digits.
  package init?(_ text: some Collection<UInt8>) {
    guard text.count == 40 || text.count == 64 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    var high: UInt8?
    for digit in text {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    self.bytes = bytes
  }

  /// Whether it stands for no object: a file that was not there, a ref that is deleted.
  package var isNull: Bool { bytes.allSatisfy { $0 == 0 } }

  /// Hexadecimal digits.
  package var description: String { HexText.lower(bytes) }

  /// The tree without entries, which every repository knows whether it is stored or not.
  package static func emptyTree(of format: ObjectFormat) -> String {
    switch format {
    case .sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    case .sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
    }
  }
}

/// The hash that names a repository's objects.
package enum ObjectFormat: String, Sendable {
  case sha1, sha256
}
