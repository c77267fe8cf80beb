import Testing

@testable import Images

/// The history's entries are read back to the instructions that made them.
@Suite struct HistoryInstructionTests {
  @Test(arguments: [
    ("/bin/sh -c #(nop) COPY dir:abc in /app ", "COPY", "COPY dir:abc in /app"),
    ("/bin/sh -c #(nop)  CMD [\"sh\"]", "CMD", "CMD [\"sh\"]"),
    ("/bin/sh -c apt-get update", "RUN", "RUN apt-get update"),
    ("/bin/bash -c make install", "RUN", "RUN make install"),
    ("RUN /bin/sh -c apk add curl # buildkit", "RUN", "RUN apk add curl"),
    ("COPY . /app # buildkit", "COPY", "COPY . /app"),
    ("ENV A=b", "ENV", "ENV A=b"),
    ("RUN pip install x", "RUN", "RUN pip install x"),
    ("bazel build ...", "", "bazel build ..."),
    ("", "", ""),
  ])
  func theInstructionIsAsInADockerfile(createdBy: String, verb: String, text: String) {
    let instruction = HistoryInstruction(createdBy)
    #expect(instruction.verb == verb)
    #expect(instruction.text == text)
  }

  @Test func buildArgumentsAreGivenAway() {
    let instruction = HistoryInstruction("|2 TOKEN=abc MODE=fast /bin/sh -c make")
    #expect(instruction.buildArguments == ["TOKEN=abc", "MODE=fast"])
    #expect(instruction.text == "RUN make" && instruction.verb == "RUN")
  }

  @Test func buildArgumentsOfBuildKitToo() {
    let instruction = HistoryInstruction("RUN |1 TOKEN=abc /bin/sh -c echo $TOKEN # buildkit")
    #expect(instruction.buildArguments == ["TOKEN=abc"])
    #expect(instruction.text == "RUN echo $TOKEN")
  }

  @Test func buildArgumentsMayHoldBlanks() {
    let instruction = HistoryInstruction("|2 TITLE=two words here B=3 /bin/sh -c echo A=1")
    #expect(instruction.buildArguments == ["TITLE=two words here", "B=3"])
    #expect(instruction.text == "RUN echo A=1")
  }

  @Test func aBarThatIsNoCountIsACommand() {
    #expect(HistoryInstruction("|x y").buildArguments.isEmpty)
    #expect(HistoryInstruction("|99999 A=1 /bin/sh -c x").buildArguments.isEmpty)
  }

  @Test(arguments: [
    ("ENV A=1 B=2", ["A=1", "B=2"]), ("ENV PATH=/usr/bin:/bin", ["PATH=/usr/bin:/bin"]),
    ("/bin/sh -c #(nop)  ENV KEY=a b c", ["KEY=a b c"]), ("ENV Q=\"x y\"", ["Q=x y"]),
    ("ARG TOKEN=abc", ["TOKEN=abc"]), ("ARG TOKEN", []), ("LABEL a.b/c=d e=f", ["a.b/c=d", "e=f"]),
    ("COPY A=1 /app", []), ("ENV EMPTY=", ["EMPTY="]),
    ("ENV URL=https://u:p@h/?a=b", ["URL=https://u:p@h/?a=b"]),
  ])
  func assignmentsAreTakenApart(createdBy: String, expected: [String]) {
    #expect(HistoryInstruction(createdBy).assignments == expected)
  }

  @Test func aRunCommandAssignsNothing() {
    #expect(HistoryInstruction("RUN /bin/sh -c A=1 make # buildkit").assignments.isEmpty)
  }
}
