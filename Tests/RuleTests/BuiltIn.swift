import CredentialFiles
import FoundationEssentials
import Matching
import Patterns

/// The rules that are compiled in, and one engine over all of them for the whole run.
enum BuiltIn {
  /// Names of the files of `Patterns/`, in the order in which they are compiled in.
  static let fileNames: [String] = RuleSet.builtInFiles.map(\.name)

  private static let decoded = Result {
    try RuleSet.builtInFiles.map { try RuleFile(name: $0.name, text: $0.text) }
  }

  private static let engineResult = Result {
    // A fixed folder, so that only the first run compiles; the cache reads nothing that another user wrote.
    let folder = FileManager.default.temporaryDirectory.appending(path: "contraband-rule-tests").path
    return try Engine(
      rules: RuleSet(decoded.get().flatMap(\.rules)), readers: CredentialFileReaders.all,
      cache: DatabaseCache(folder: folder))
  }

  static func rules(ofFile name: String) throws -> [Rule] {
    try decoded.get().first { $0.name == name }?.rules ?? []
  }

  static func allRules() throws -> [Rule] { try decoded.get().flatMap(\.rules) }

  static func engine() throws -> Engine { try engineResult.get() }
}
