import Testing

@testable import Scanning

/// A secret never leaves in clear, not in what is shown beside a finding either.
@Suite struct SecretMaskTests {
  @Test func everyOccurrenceIsMasked() {
    let mask = SecretMask([rawFinding("hunter2hunter2")])
    let text = mask.apply(to: "RUN a hunter2hunter2 && b hunter2hunter2")
    #expect(text == "RUN a h…2 && b h…2")
  }

  @Test func aSecretWithinAnotherLeavesNothingOfEither() {
    let mask = SecretMask([rawFinding("bcdefghi"), rawFinding("abcdefghijkl")])
    let text = mask.apply(to: "x abcdefghijkl y bcdefghi")
    #expect(!text.contains("cdefgh"))
  }

  @Test func textsWithoutSecretsStayAsTheyAre() {
    let mask = SecretMask([rawFinding("hunter2hunter2")])
    #expect(mask.apply(to: "COPY . /app") == "COPY . /app")
    #expect(SecretMask([]).apply(to: "COPY . /app") == "COPY . /app")
  }

  @Test func aSecretAtBothEndsIsMasked() {
    let mask = SecretMask([rawFinding("hunter2hunter2")])
    #expect(mask.apply(to: "hunter2hunter2") == "h…2")
    #expect(mask.apply(to: "hunter2hunter2 hunter2hunter2") == "h…2 h…2")
  }

  @Test func veryShortSecretsWouldMaskOrdinaryWords() {
    #expect(SecretMask([rawFinding("abc")]).apply(to: "abc abcdef") == "abc abcdef")
  }

  @Test func pathsLoseLongSecretsOnly() {
    let mask = SecretMask([rawFinding("password"), rawFinding("0123456789abcdef01234567")])
    #expect(mask.apply(toPath: "etc/password/x") == "etc/password/x")
    #expect(!mask.apply(toPath: "tmp/0123456789abcdef01234567.key").contains("456789abcdef"))
  }

  @Test func textsThatAreNotASCIISurvive() {
    let mask = SecretMask([rawFinding("hunter2hunter2")])
    #expect(mask.apply(to: "naïve hunter2hunter2 ✓") == "naïve h…2 ✓")
  }
}
