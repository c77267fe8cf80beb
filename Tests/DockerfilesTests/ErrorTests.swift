import Dockerfiles
import Testing

@Suite("Errors")
struct ErrorTests {
  @Test(
    "Each fault is told as BuildKit tells it",
    arguments: [
      ("ENV", "ENV requires at least one argument"),
      ("ENV a", "ENV must have two arguments"),
      ("ENV a=1 b", "Syntax error - can't find = in \"b\". Must be of the form: name=value"),
      ("ENV =1", "ENV names can not be blank"),
      ("LABEL a", "LABEL must have two arguments"),
      ("ARG", "ARG requires at least one argument"),
      ("ARG =x", "ARG names can not be blank"),
      (
        "COPY a",
        "COPY requires at least two arguments, but only one was provided. Destination could not be determined"
      ),
      (
        "ADD",
        "ADD requires at least two arguments, but only one was provided. Destination could not be determined"
      ),
      ("FROM a b", "FROM requires either one or three arguments"),
      (
        "FROM a as 1b",
        "invalid name for build stage: \"1b\", name can't start with a number or contain symbols"
      ),
      ("FROM a at b", "FROM requires either one or three arguments"),
      ("FROM", "FROM requires either one or three arguments"),
      ("USER", "USER requires exactly one argument"),
      ("WORKDIR", "WORKDIR requires exactly one argument"),
      ("EXPOSE", "EXPOSE requires at least one argument"),
      ("VOLUME", "VOLUME requires at least one argument"),
      ("VOLUME [\" \"]", "VOLUME specified can not be an empty string"),
      ("SHELL", "SHELL requires at least one argument"),
      ("SHELL bash -c", "SHELL requires the arguments to be in JSON form"),
      ("ONBUILD", "ONBUILD requires at least one argument"),
      ("ONBUILD ONBUILD RUN a", "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"),
      ("ONBUILD from a", "FROM isn't allowed as an ONBUILD trigger"),
      ("ONBUILD MAINTAINER a", "MAINTAINER isn't allowed as an ONBUILD trigger"),
      ("HEALTHCHECK", "HEALTHCHECK requires at least one argument"),
      ("HEALTHCHECK NONE x", "HEALTHCHECK NONE takes no arguments"),
      ("HEALTHCHECK curl x", "unknown type \"CURL\" in HEALTHCHECK (try CMD)"),
      ("HEALTHCHECK CMD", "missing command after HEALTHCHECK CMD"),
      ("HEALTHCHECK --interval=5 CMD a", "invalid value for flag --interval: 5"),
      ("HEALTHCHECK --retries=-1 CMD a", "invalid value for flag --retries: -1"),
      ("HEALTHCHECK --timeout=100us CMD a", "invalid value for flag --timeout: 100us"),
      ("COPY --form=x a b", "unknown flag: --form"),
      ("COPY --from a b", "missing a value on flag: --from"),
      ("COPY --from=a --from=b c d", "duplicate flag specified: --from"),
      ("COPY --link=1 a b", "expecting boolean value for flag --link, not: 1"),
      ("COPY --link= a b", "missing a value on flag: --link"),
      ("USER --x a", "unknown flag: --x"),
      ("ENV --x a=1", "unknown flag: --x"),
      ("RUN --network=all a", "invalid value for flag --network: all"),
      ("RUN --security=none a", "invalid value for flag --security: none"),
      ("CMD [1]", "when using JSON array syntax, arrays must be comprised of strings only"),
      ("BANANA x", "unknown instruction: BANANA"),
    ])
  func message(_ text: String, _ message: String) {
    #expect(parse("FROM a\n\(text)").errors.map(\.description) == [message])
  }

  @Test(
    "What is right has no error",
    arguments: [
      "ENV a=", "ENV a b", "ARG a", "RUN", "CMD", "CMD []", "ENTRYPOINT []", "FROM scratch",
      "FROM a AS b-c_d.e",
      "COPY --link=TRUE a b", "HEALTHCHECK --interval=0 CMD a", "SHELL [\"a\"]", "ONBUILD RUN x",
      "STOPSIGNAL 9",
      "RUN --mount=type=cache,target=/a --mount=type=tmpfs,target=/b c", "MAINTAINER x",
      "RUN --device=a/b=c d",
    ])
  func noError(_ text: String) { #expect(errors(text).isEmpty) }

  @Test("One bad instruction does not hide the rest")
  func goesOn() {
    let file = parse("FROM a\nENV\nCOPY x\nBANANA\nUSER b\n")
    #expect(file.instructions.map(\.keyword) == [.from, .env, .copy, .unknown, .user])
    #expect(file.errors.map(\.span.start.line) == [2, 3, 4])
  }

  @Test("The right pairs of a wrong ENV are in the tree")
  func partly() { #expect(instruction("ENV a=1 b c=2")?.pairs == ["a=1", "c=2"]) }

  @Test("Before the first FROM only ARG may stand")
  func beforeFrom() {
    let file = parse("ARG a\nRUN b\nFROM c")
    #expect(file.errors.map(\.kind) == [.noCurrentStage("RUN")])
  }

  @Test("A file without instructions is an error, and one without FROM too")
  func empty() {
    #expect(parse("").errors.map(\.kind) == [.noInstructions])
    #expect(parse("# a\n\n").errors.map(\.kind) == [.noInstructions])
    #expect(parse("ARG a").errors.map(\.kind) == [.noStages])
  }

  @Test("An error points at the flag or word that is wrong")
  func places() {
    #expect(parse("FROM a\nCOPY --link --bad=x \\\n a b").errors.map(\.span.short) == ["2:13-2:20"])
    #expect(parse("FROM a\nENV a=1 \\\n  oops").errors.map(\.span.short) == ["3:3-3:7"])
    #expect(parse("FROM a AS 1x").errors.map(\.span.short) == ["1:11-1:13"])
  }
}

@Suite("Mounts")
struct MountTests {
  private func mounts(_ text: String) -> [RunMount] {
    let file = parse("FROM a\n\(text)")
    return file.instructions.last.map { file.mounts(of: $0) } ?? []
  }

  @Test("A secret mount has its fields")
  func secret() throws {
    let mount = try #require(
      mounts("RUN --mount=type=secret,id=npm,target=/root/.npmrc,required=true,mode=0400 npm ci").first)
    #expect(mount.kind == .secret)
    #expect(mount.id?.string == "npm")
    #expect(mount.target?.string == "/root/.npmrc")
    #expect(mount.isRequired)
    #expect(mount.isReadOnly)
  }

  @Test("Other names of the fields count, and the last one")
  func aliases() throws {
    let mount = try #require(mounts("RUN --mount=type=secret,src=a,dst=b,env=TOKEN x").first)
    #expect(mount.source?.string == "a")
    #expect(mount.target?.string == "b")
    #expect(mount.environment?.string == "TOKEN")
  }

  @Test("Without a type it is a bind mount, which is read-only")
  func bind() throws {
    let mount = try #require(mounts("RUN --mount=from=build,source=/x,target=/y z").first)
    #expect(mount.kind == .bind)
    #expect(mount.from?.string == "build")
    #expect(mount.isReadOnly)
    #expect(mounts("RUN --mount=target=/y,rw z").first?.isReadOnly == false)
    #expect(mounts("RUN --mount=type=cache,target=/y z").first?.isReadOnly == false)
  }

  @Test("A field may be quoted, with commas inside")
  func quoted() {
    #expect(mounts("RUN --mount='type=bind,\"target=/a,b\"' x").first?.target?.string == "/a,b")
  }

  @Test("A field knows its place, over a continuation too")
  func places() throws {
    let file = parse("FROM a\nRUN --mount=type=secret,\\\nid=tok x")
    let mount = try #require(file.mounts(of: file.instructions[1]).first)
    #expect(mount.fields.map(\.span.short) == ["2:13-2:24", "3:1-3:7"])
  }

  @Test(
    "A wrong mount is an error",
    arguments: [
      ("type=sekret,id=a", "unsupported mount type \"sekret\""),
      ("type=secret", "invalid secret mount. one of source, target required"),
      ("type=secret,id=a,source=b", "both source and id can't be set"),
      ("type=bind,required", "unexpected key 'required' for mount type 'bind'"),
      ("type=secret,id=a,from=b", "secret mount should not have a from"),
      ("type=bind,from=$x", "'from' doesn't support variable expansion, define alias stage instead"),
      ("type=bind,foo", "invalid field 'foo' must be a key=value pair"),
      ("type=cache,target=/a,sharing=none", "unsupported sharing value \"none\""),
      ("type=bind,mode=1", "mode not allowed for \"bind\" type mounts"),
    ])
  func wrong(_ value: String, _ message: String) {
    #expect(parse("FROM a\nRUN --mount=\(value) x").errors.map(\.description) == [message])
  }

  @Test("A variable in a field is left for later")
  func variables() { #expect(errors("RUN --mount=type=$t,id=$i,target=$d x").isEmpty) }
}
