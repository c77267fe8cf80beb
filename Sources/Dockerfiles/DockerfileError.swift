/// Something BuildKit would refuse, with its place.
public struct DockerfileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let kind: Kind
  /// The instruction, flag or word that is.
  public let span: SourceSpan

  /// The message, in BuildKit's words where it has some.
  public var description: String { kind.message }

  /// What can be wrong. A keyword stands in upper case.
  public enum Kind: Sendable, Hashable {
    /// More bytes than `ParserLimits.fileBytes`; what is over was not read.
    case fileTooLarge(limit: Int)
    /// More words, flags, comments and instructions than `ParserLimits.tokens`; the rest was not read.
    case tooManyTokens(limit: Int)
    /// A line of more than 65,535 bytes. It was read all the same.
    case lineTooLong
    /// No instruction at all.
    case noInstructions
    /// Instructions, but no FROM.
    case noStages
    /// A directive given twice.
    case duplicateDirective(String)
    /// An escape directive with another character than a backslash or a backtick.
    case invalidEscape(String)
    /// A first word that is no instruction.
    case unknownInstruction(String)
    /// An instruction other than ARG before the first FROM.
    case noCurrentStage(String)
    /// No argument where at least one must be.
    case missingArgument(String)
    /// Not exactly one argument.
    case notOneArgument(String)
    /// ADD or COPY without a destination.
    case missingDestination(String)
    /// A heredoc where ADD and COPY have their destination.
    case heredocDestination(String)
    /// FROM with neither one nor three words.
    case fromArguments
    /// The name of a stage that is none.
    case invalidStageName(String)
    /// `ENV name` without a value.
    case missingValue(String)
    /// A word without `=` after one with it.
    case missingEquals(String)
    /// `=value`.
    case blankName(String)
    /// A JSON array with something else than strings in it.
    case notStrings
    /// SHELL without a JSON array.
    case notJSON(String)
    /// `VOLUME [""]`.
    case emptyVolume
    /// ONBUILD in ONBUILD.
    case chainedOnbuild
    /// FROM or MAINTAINER in ONBUILD.
    case invalidTrigger(String)
    /// A heredoc without its last line.
    case unterminatedHeredoc(String)
    /// A heredoc operator with an open quote.
    case invalidHeredoc(String)
    /// A flag the instruction does not have.
    case unknownFlag(String)
    /// A flag given twice that may stand once.
    case duplicateFlag(String)
    /// A flag without its value.
    case missingFlagValue(String)
    /// A flag that takes true or false.
    case notBoolean(flag: String, value: String)
    /// A value that the flag does not take.
    case invalidFlagValue(flag: String, value: String)
    /// `RUN --mount` that is not right.
    case invalidMount(String)
    /// HEALTHCHECK NONE with more behind it.
    case healthcheckNone
    /// HEALTHCHECK with something else than CMD and NONE.
    case healthcheckType(String)
    /// HEALTHCHECK CMD without a command.
    case healthcheckCommand
    /// A word that cannot be expanded; the reason.
    case expansion(String)
    /// FROM with an empty image, once expanded.
    case emptyBase(String)
    /// `COPY --from=9` without so many stages.
    case invalidStageIndex(Int)
    /// A stage that uses itself or one that stands further down.
    case stageNotBefore(String)
    /// A variable in `COPY --from`.
    case variableInCopyFrom
    /// `--target` names no stage.
    case unknownTarget(String)
    /// More stages than `ParserLimits.stages`.
    case tooManyStages(limit: Int)

    /// In BuildKit's words where it has some.
    public var message: String {
      switch self {
      case .fileTooLarge(let limit): "Dockerfile greater than max allowed size of \(limit)"
      case .tooManyTokens(let limit): "Dockerfile has more than \(limit) words"
      case .lineTooLong: "dockerfile line greater than max allowed size of \(ParserLimits.lineBytes)"
      case .noInstructions: "file with no instructions"
      case .noStages: "dockerfile contains no stages to build"
      case .duplicateDirective(let name): "only one \(name) parser directive can be used"
      case .invalidEscape(let value): "invalid escape token '\(value)' does not match ` or \\"
      case .unknownInstruction(let name): "unknown instruction: \(name)"
      case .noCurrentStage: "no build stage in current context"
      case .missingArgument(let name): "\(name) requires at least one argument"
      case .notOneArgument(let name): "\(name) requires exactly one argument"
      case .missingDestination(let name):
        "\(name) requires at least two arguments, but only one was provided. "
          + "Destination could not be determined"
      case .heredocDestination(let name): "\(name) cannot accept a heredoc as a destination"
      case .fromArguments: "FROM requires either one or three arguments"
      case .invalidStageName(let name):
        "invalid name for build stage: \"\(name)\", name can't start with a number or contain symbols"
      case .missingValue(let name): "\(name) must have two arguments"
      case .missingEquals(let word):
        "Syntax error - can't find = in \"\(word)\". Must be of the form: name=value"
      case .blankName(let name): "\(name) names can not be blank"
      case .notStrings: "when using JSON array syntax, arrays must be comprised of strings only"
      case .notJSON(let name): "\(name) requires the arguments to be in JSON form"
      case .emptyVolume: "VOLUME specified can not be an empty string"
      case .chainedOnbuild: "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"
      case .invalidTrigger(let name): "\(name) isn't allowed as an ONBUILD trigger"
      case .unterminatedHeredoc: "unterminated heredoc"
      case .invalidHeredoc(let reason): reason
      case .unknownFlag(let name): "unknown flag: --\(name)"
      case .duplicateFlag(let name): "duplicate flag specified: --\(name)"
      case .missingFlagValue(let name): "missing a value on flag: --\(name)"
      case .notBoolean(let flag, let value): "expecting boolean value for flag --\(flag), not: \(value)"
      case .invalidFlagValue(let flag, let value): "invalid value for flag --\(flag): \(value)"
      case .invalidMount(let reason): reason
      case .healthcheckNone: "HEALTHCHECK NONE takes no arguments"
      case .healthcheckType(let type): "unknown type \"\(type)\" in HEALTHCHECK (try CMD)"
      case .healthcheckCommand: "missing command after HEALTHCHECK CMD"
      case .expansion(let reason): reason
      case .emptyBase(let word): "base name (\(word)) should not be blank"
      case .invalidStageIndex(let index): "invalid stage index \(index)"
      case .stageNotBefore(let name):
        "cannot copy from stage \"\(name)\", it needs to be defined before current stage"
      case .variableInCopyFrom:
        "variable expansion is not supported for --from, "
          + "define a new stage with FROM using ARG from global scope as a workaround"
      case .unknownTarget(let name): "target stage \"\(name)\" could not be found"
      case .tooManyStages(let limit): "Dockerfile has more than \(limit) stages"
      }
    }
  }
}
