/// Compresses bytes with the tools that people use.
enum Compressor {
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] { try run(["gzip", "-9", "-n", "-c"], bytes) }
  static func zstd(_ bytes: [UInt8]) throws -> [UInt8] { try run(["zstd", "-q", "-c"], bytes) }
  static func xz(_ bytes: [UInt8]) throws -> [UInt8] { try run(["xz", "-c"], bytes, package: "xz-utils") }
  static func bzip2(_ bytes: [UInt8]) throws -> [UInt8] { try run(["bzip2", "-c"], bytes) }

  private static func run(_ command: [String], _ bytes: [UInt8], package: String? = nil) throws -> [UInt8] {
    let place = try Workspace()
    let path = try place.write("plain", bytes)
    return try CommandRunner.tool(command, package: package, input: .file(path))
  }
}
