/// A variable that the build knows, with where it got its value.
public struct Variable: Sendable, Hashable {
  /// Who gave the value.
  public enum Origin: Sendable, Hashable {
    /// ENV.
    case environment
    /// The default in ARG.
    case argumentDefault
    /// `--build-arg`.
    case buildArgument
    /// The builder: `TARGETPLATFORM` and the like.
    case predefined
    /// The configuration of the image in FROM.
    case baseImage
  }

  /// The name.
  public let name: String
  /// Expanded.
  public let value: [UInt8]
  /// Who gave the value.
  public let origin: Origin
  /// The word that gives the value, or the ARG that lets it in; nil if it stands in no Dockerfile.
  public let definition: SourceSpan?
  /// The name of the word's instruction in `Dockerfile.instructions`; nil if it stands in no Dockerfile.
  public let instruction: Int?
  /// Whether it was an ARG before the first FROM that gave the value.
  public let isGlobal: Bool

  /// The value as UTF-8.
  public var string: String { String(decoding: value, as: UTF8.self) }
  /// Whether the image keeps it: ENV and what the base image brings.
  public var isKept: Bool { origin == .environment || origin == .baseImage }
}

/// The variables at one place of a Dockerfile. What is set last wins; stages pass theirs on to the stages
/// built on them.
public struct VariableScope: Sendable {
  private final class Frame: Sendable {
    let variables: [String: Variable]
    let arguments: Set<String>
    init(_ variables: [String: Variable], _ arguments: Set<String>) {
      self.variables = variables
      self.arguments = arguments
    }
  }

  /// The scopes that this one is built on, the nearest last.
  private var inherited: [Frame] = []
  private var own: [String: Variable] = [:]
  private var ownArguments: Set<String> = []
  /// Whether there may be more variables than these: an image of which nothing is known lies below.
  public internal(set) var isOpen: Bool

  /// A scope without variables.
  public init(isOpen: Bool = false) { self.isOpen = isOpen }

  /// The variable of a name, or nil.
  public func variable(_ name: String) -> Variable? {
    if let found = own[name] { return found }
    for frame in inherited.reversed() {
      if let found = frame.variables[name] { return found }
    }
    return nil
  }

  /// The value of a variable, or nil.
  public func value(_ name: String) -> [UInt8]? { variable(name)?.value }

  /// All variables, in the order of their names.
  public var variables: [Variable] {
    var all: [String: Variable] = [:]
    for frame in inherited { all.merge(frame.variables) { $1 } }
    all.merge(own) { $1 }
    return all.values.sorted { $0.name < $1.name }
  }

  /// The names in ARG, those of the stages below with them. Each is part of the history of every RUN.
  public var declaredArguments: Set<String> {
    inherited.reduce(into: ownArguments) { $0.formUnion($1.arguments) }
  }

  /// Whether an ARG names a variable, here or in a stage below.
  public func isDeclared(_ name: String) -> Bool {
    ownArguments.contains(name) || inherited.contains { $0.arguments.contains(name) }
  }

  mutating func set(_ variable: Variable) {
    own[variable.name] = variable
    // Scopes are copied at every step: what is shared must stay small.
    if own.count >= 128 { freeze() }
  }

  mutating func declare(_ name: String) {
    ownArguments.insert(name)
    if ownArguments.count >= 128 { freeze() }
  }

  /// A scope that starts with all that this one has.
  func nested() -> VariableScope {
    var scope = self
    scope.freeze()
    return scope
  }

  /// Moves the own variables to the inherited ones, of which there are never many layers.
  private mutating func freeze() {
    guard !own.isEmpty || !ownArguments.isEmpty else { return }
    inherited.append(Frame(own, ownArguments))
    own = [:]
    ownArguments = []
    guard inherited.count > 16 else { return }
    var all: [String: Variable] = [:]
    for frame in inherited { all.merge(frame.variables) { $1 } }
    inherited = [Frame(all, declaredArguments)]
  }
}

/// What the builder is told besides the Dockerfile.
public struct BuildSettings: Sendable {
  /// `--build-arg NAME=value`.
  public var arguments: [String: String]
  /// `--target`; nil for the last stage.
  public var target: String?
  /// `--platform`, as `os/architecture[/variant]`.
  public var platform: String
  /// The platform of the builder.
  public var buildPlatform: String
  /// The names of `--build-context NAME=…`: they come before stages and images.
  public var namedContexts: Set<String>
  /// What is known of the variables of images, by the name in FROM.
  public var imageEnvironments: [String: [String: String]]

  /// The settings of a build without options.
  public init(
    arguments: [String: String] = [:], target: String? = nil, platform: String = "linux/amd64",
    buildPlatform: String = "linux/amd64", namedContexts: Set<String> = [],
    imageEnvironments: [String: [String: String]] = [:]
  ) {
    self.arguments = arguments
    self.target = target
    self.platform = platform
    self.buildPlatform = buildPlatform
    self.namedContexts = namedContexts
    self.imageEnvironments = imageEnvironments
  }

  /// Arguments that RUN sees without an ARG, and that the history leaves out (docs.docker.com, Dockerfile
  /// reference, "Predefined ARGs").
  public static let proxyArguments: Set<String> = [
    "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY",
    "no_proxy",
    "ALL_PROXY", "all_proxy",
  ]

  /// `TARGETPLATFORM` and its kin: in FROM as they are, in a stage once ARG names them. `--build-arg` changes
  /// them.
  func predefined(targetStage: String) -> [(String, String)] {
    var found: [(String, String)] = []
    for (prefix, platform) in [("BUILD", buildPlatform), ("TARGET", self.platform)] {
      let parts = platform.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      found.append(("\(prefix)PLATFORM", platform))
      found.append(("\(prefix)OS", parts.first ?? ""))
      found.append(("\(prefix)ARCH", parts.count > 1 ? parts[1] : ""))
      found.append(("\(prefix)VARIANT", parts.count > 2 ? parts[2] : ""))
    }
    found.append(("TARGETSTAGE", targetStage.isEmpty ? "default" : targetStage))
    return found.map { ($0.0, arguments[$0.0] ?? $0.1) }
  }
}
