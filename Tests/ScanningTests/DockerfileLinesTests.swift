import Images
import Testing

@testable import Scanning

/// Which line of a Dockerfile made which layer, by the history in the words of each builder.
@Suite("Dockerfile lines of layers")
struct DockerfileLinesTests {
  private static let dockerfile = """
    ARG VERSION=3
    FROM alpine:$VERSION AS base
    ENV A=1 B="two words"
    FROM base
    ARG TOKEN
    WORKDIR /app
    COPY . .
    RUN apk add --no-cache \\
        curl
    ADD --chown=1:1 a.tar b.tar /data/
    USER app
    EXPOSE 80
    CMD ["app", "--serve"]
    """

  /// Text and whether a layer was made.
  private static func history(_ entries: [(String, Bool)]) -> [HistoryStep] {
    var layers = 0
    return entries.map { text, makesLayer in
      defer { layers += makesLayer ? 1 : 0 }
      let verb = String(text.prefix { $0 != " " })
      let isPairs = ["ENV", "LABEL", "ARG"].contains(verb)
      let assignments =
        isPairs ? text.dropFirst(verb.count + 1).split(separator: " ").filter { $0.contains("=") } : []
      return HistoryStep(
        text: text, verb: verb, assignments: assignments.map(String.init), layer: makesLayer ? layers : nil)
    }
  }

  private static let base = [("ADD file:abc in /", true), ("CMD [\"/bin/sh\"]", false)]

  private static func match(_ entries: [(String, Bool)], _ text: String = dockerfile) -> DockerfileLines.Match
  {
    DockerfileLines(Array(text.utf8), name: "Dockerfile").match(history(entries))
  }

  @Test("are found in BuildKit's words")
  func buildKit() {
    let match = Self.match(
      Self.base + [
        ("ENV A=1 B=two words", false), ("ARG TOKEN=x", false), ("WORKDIR /app", true), ("COPY . . ", true),
        ("RUN apk add --no-cache     curl", true), ("ADD --chown=1:1 a.tar b.tar /data/", true),
        ("USER app", false),
        ("EXPOSE map[80/tcp:{}]", false), ("CMD [\"app\" \"--serve\"]", false),
      ])
    #expect(match.layers == [1: 6, 2: 7, 3: 8, 4: 10])
    #expect(match.entries[2] == 3 && match.entries[10] == 13)
    #expect(match.notes == [])
  }

  @Test("are found in the words of the classic builder, which leaves ARG out")
  func classic() {
    let match = Self.match(
      Self.base + [
        ("ENV A=1 B=two words", false), ("WORKDIR /app", false), ("COPY dir:123 in . ", true),
        ("RUN apk add --no-cache     curl", true), ("ADD multi:456 in /data/ ", true), ("USER app", false),
        ("EXPOSE 80", false), ("CMD [\"app\" \"--serve\"]", false),
      ])
    #expect(match.layers == [1: 7, 2: 8, 3: 10])
    #expect(match.notes == [])
  }

  @Test("end where the history is another, and the report says so")
  func another() throws {
    let match = Self.match(
      Self.base + [
        ("COPY dir:123 in /elsewhere ", true), ("RUN apk add --no-cache curl wget", true),
        ("ADD multi:456 in /data/ ", true), ("USER app", false), ("EXPOSE 80", false),
        ("CMD [\"app\" \"--serve\"]", false),
      ])
    #expect(match.layers == [3: 10])
    let note = try #require(match.notes.first)
    #expect(
      note.hasPrefix(
        "history[3] (RUN apk add --no-cache curl wget) is not what Dockerfile has in line 8 (RUN)"))
  }

  @Test("are not given to a layer that several instructions were joined into")
  func joined() {
    // As buildah writes without --layers.
    let match = Self.match(
      [
        ("ENV A=1 B=two words", false), ("ARG TOKEN", false), ("WORKDIR /app", false),
        ("COPY dir:123 in . ", false),
        ("RUN apk add --no-cache     curl", false), ("ADD multi:456 in /data/ ", true), ("USER app", false),
        ("EXPOSE 80", false), ("CMD [\"app\", \"--serve\"]", false),
      ])
    #expect(match.layers == [:])
    #expect(match.notes == ["layer 1 holds what lines 7 to 10 of Dockerfile made, joined into one"])
  }

  @Test("are not given to a squashed image")
  func squashed() {
    let match = Self.match([("ENV A=1", false), ("", true)])
    #expect(match.layers == [:])
    #expect(match.notes.count == 1)
  }

  @Test("are those of heredocs, mounts, exec forms, other shells and triggers")
  func forms() {
    let text = """
      FROM golang AS build
      ONBUILD COPY go.mod /src/
      FROM build AS tools
      RUN --mount=type=cache,target=/c <<EOF
      make all
      make install
      EOF
      FROM tools
      RUN ["go", "build", "./..."]
      SHELL ["/bin/bash", "-o", "pipefail", "-c"]
      RUN echo a | cat
      COPY <<a.txt <<b.txt /x/
      1
      a.txt
      2
      b.txt
      HEALTHCHECK --interval=3s CMD curl -f localhost
      ENTRYPOINT app $X
      """
    let match = Self.match(
      [
        ("ADD file:1 in /", true), ("ONBUILD COPY go.mod /src/", false), ("COPY go.mod /src/", true),
        ("RUN make all\nmake install\n", true), ("RUN go build ./...", true),
        ("SHELL [/bin/bash -o pipefail -c]", false), ("RUN /bin/bash -o pipefail -c echo a | cat", true),
        ("COPY <<a.txt <<b.txt /x/", true),
        ("HEALTHCHECK &{[\"CMD-SHELL\" \"curl -f localhost\"] \"3s\" \"0s\" \"0s\" \"0s\" '\\x00'}", false),
        ("ENTRYPOINT [\"/bin/bash\" \"-o\" \"pipefail\" \"-c\" \"app $X\"]", false),
      ], text)
    #expect(match.notes == [])
    #expect(match.layers == [1: 2, 2: 4, 3: 9, 4: 11, 5: 12])
  }

  @Test("need a stage that is there, and a history")
  func nothing() {
    let lines = DockerfileLines(Array("FROM a\nRUN x\n".utf8), name: "Dockerfile", target: "none")
    #expect(
      lines.match(Self.history([("RUN x", true)])).notes == [
        "Dockerfile has no such stage; layers have no lines"
      ])
    #expect(Self.match([]).notes.count == 1)
  }
}
