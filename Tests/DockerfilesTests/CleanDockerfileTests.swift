import Dockerfiles
import Findings
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Dockerfiles in the manner of well-known images, written from memory: what must be no finding.
@Suite("Dockerfiles of well-known images")
struct CleanDockerfileTests {
  static let names = [
    "caddy", "dotnet", "golang", "grafana", "java", "jenkins", "keycloak", "mariadb", "ml", "mongo", "mysql",
    "nextcloud", "nginx", "node", "npm-secret", "php", "postgres", "private-git", "python", "rabbitmq",
    "rails",
    "redis", "registry", "secret-token", "sshd", "traefik", "vault", "wordpress",
  ]

  @Test("give no finding at medium or above", arguments: names)
  func clean(_ name: String) throws {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let bytes = try #require(read("/" + folder + "/DockerfileFolder/clean/" + name + ".dockerfile"))
    let analysis = DockerfileAnalysis(DockerfileParser.parse(bytes))
    #expect(analysis.errors.isEmpty)
    let hits = (analysis.hits + analysis.hitsByName(hasIgnoreFile: false)).filter { $0.severity >= .medium }
    #expect(hits.isEmpty, "\(hits.map { "\($0.rule) \($0.subject) \($0.detail ?? "")" })")
  }

  private func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }
}
