import Findings

/// Reports for the tests. Secrets are made from parts, so that no scanner takes this file for a leak.
enum Samples {
  static let token = "ghp_" + String(repeating: "x1Yz", count: 9)

  static func finding(
    _ severity: Severity = .critical, fingerprint: String = "3f9a1c2b7d04e5f6a7b8",
    title: String = "GitHub token",
    secret: Secret = Secret(redacting: Array(token.utf8)), path: String = "app/lib.jar",
    nested: [String] = ["config.properties"], kind: Location.Kind = .layerFile, state: FileState = .present
  ) -> Finding {
    Finding(
      fingerprint: fingerprint, rule: "github-pat", title: title, severity: severity, confidence: .high,
      verification: .checksum, secret: secret,
      location: Location(
        kind: kind, path: path, nested: nested, line: 3, column: 10, endLine: 3, endColumn: 50, offset: 118),
      layer: LayerReference(
        index: 3, diffID: "sha256:c4", instruction: "COPY . /app # buildkit", dockerfileLine: 12),
      state: state, remediation: "Revoke the token.")
  }

  static let coverage = Coverage(
    layers: 5, files: 65_107, bytes: 1_174_602_461, nestedFiles: 312, nestedBytes: 45_200_000)

  static func report(
    _ findings: [Finding] = [], status: Report.Status = .complete, verdict: Report.Verdict = .pass,
    coverage: Coverage = coverage, reference: String = "app:1.2"
  ) -> Report {
    Report(
      tool: Report.Tool(version: "0.1.0", patterns: "sha256:1f2e3d4c5b6a7988"),
      target: Report.Target(
        kind: "image", source: "docker-archive", reference: reference, digest: "sha256:9f86d081884c7d65",
        platform: "linux/amd64"),
      status: status, verdict: verdict, coverage: coverage, findings: findings)
  }
}
