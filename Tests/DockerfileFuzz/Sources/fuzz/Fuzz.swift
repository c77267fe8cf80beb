import Dockerfiles
import Findings
import Glibc

/// `fuzz SECONDS SEED FILE...`: reads files made of FILEs by changes at random, goes through all rules and fixes, and
/// tells how many there were. The sanitizer, a trap or a file that takes too long ends it with another code than 0.
@main
enum Fuzz {
  /// Milliseconds that no file may take, with the sanitizer.
  private static let limit = 20_000

  static func main() {
    let arguments = Swift.CommandLine.arguments
    guard arguments.count > 3, let seconds = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      print("usage: fuzz SECONDS SEED FILE...")
      exit(64)
    }
    var mutator = Mutator(arguments[3...].map(read), seed: seed)
    let start = now()
    var (files, bytes, instructions, errors, hits, fixes, slowest) = (0, 0, 0, 0, 0, 0, 0)
    while now() - start < seconds * 1000 {
      let file = mutator.file()
      let began = now()
      let dockerfile = DockerfileParser.parse(file)
      let analysis = DockerfileAnalysis(dockerfile)
      var writer = FixWriter(
        analysis, runtime: ContainerRuntime.allCases[files % ContainerRuntime.allCases.count])
      let found = analysis.hits + analysis.hitsByName(hasIgnoreFile: false)
      for hit in found {
        _ = dockerfile.span(hit.range)
        if writer.fix(for: hit) != nil { fixes += 1 }
      }
      if dockerfile.errors.isEmpty,
        !DockerfileParser.parse(DockerfilePrinter.print(dockerfile)).errors.isEmpty
      {
        print("what is printed does not parse; seed \(seed), file \(files)")
        exit(1)
      }
      _ = IgnoreFile(file)
      _ = InlineWaiver.all(in: dockerfile)
      let took = now() - began
      slowest = max(slowest, took)
      if took > limit {
        print("took \(took) ms; seed \(seed), file \(files)")
        exit(1)
      }
      files += 1
      bytes += file.count
      instructions += dockerfile.instructions.count
      errors += dockerfile.errors.count
      hits += found.count
    }
    print(
      "\(files) files, \(bytes >> 20) MB, \(instructions) instructions, \(errors) errors, \(hits) hits, \(fixes) fixes; "
        + "the slowest file took \(slowest) ms")
  }

  /// Milliseconds of a clock that only goes forward.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else {
      print("\(path) cannot be read")
      exit(64)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&block, 1, block.count, file)
      guard count > 0 else { return bytes }
      bytes += block[..<count]
    }
  }
}
