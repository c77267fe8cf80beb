/// Makes broken Dockerfiles of whole ones.
struct Mutator {
  private let corpus: [[UInt8]]
  private var state: UInt64

  /// Pieces of the grammar that changes at random would hardly make.
  private static let pieces: [[UInt8]] = [
    "<<EOF", "<<-'E'", "EOF\n", "\\\n", "`\n", "# escape=`\n", "# syntax=docker/dockerfile:1\n", "ONBUILD ",
    "RUN ",
    "COPY --from=0 ", "ADD https://a:b@c/d ", "--mount=type=secret,id=x,env=Y ", "${A:-${B}}", "${A//b*/c}",
    "$(", "`",
    "\"", "'", "[\"", "\", \"", "\"]", "\u{0}", "\u{feff}", "\r\n", "&& ", "| chpasswd", "> /f", "<<<",
    "case x in a) ",
    "esac", "ENV A=1 ", "ARG TOKEN\n", "echo $TOKEN", "USER u:g\n", "WORKDIR ../..\n", "HEALTHCHECK CMD ",
    "\\\\",
    "docker login -p x1y2z3w4 r", "curl -u a:s3cretVal https://x", "rm -f ", "export A=b",
    "# contraband:allow x y\n",
    "FROM x AS y\n", "FROM y\n", "--", "=", "**", "!", "[a-", "]",
  ].map { Array($0.utf8) }

  init(_ corpus: [[UInt8]], seed: UInt64) {
    self.corpus = corpus
    state = seed
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  private mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

  mutating func file() -> [UInt8] {
    var file = corpus[below(corpus.count)]
    for _ in 0...below(8) {
      let at = below(file.count + 1)
      switch below(7) {
      case 0 where at < file.count: file[at] = UInt8(truncatingIfNeeded: next())
      case 1: file.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: at)
      case 2: file.removeSubrange(at..<min(file.count, at + below(40)))
      case 3: file.insert(contentsOf: file[at..<min(file.count, at + below(200))], at: below(file.count + 1))
      case 4:
        let other = corpus[below(corpus.count)]
        let from = below(other.count + 1)
        file.insert(contentsOf: other[from..<min(other.count, from + below(300))], at: at)
      case 5: file = Array(file[..<at])
      default:
        let piece = Self.pieces[below(Self.pieces.count)]
        for _ in 0..<below(30) { file.insert(contentsOf: piece, at: at) }
      }
    }
    return file
  }
}
