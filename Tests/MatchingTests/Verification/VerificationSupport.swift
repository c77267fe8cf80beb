import Findings
import Matching

/// Runs a verifier by the name that rules use.
func verify(_ name: String, _ secret: String, match: String? = nil) -> Verdict? {
  Verifiers.all[name]?(Array(secret.utf8), Array((match ?? secret).utf8))
}

/// The outcome alone.
func outcome(_ name: String, _ secret: String) -> Verdict.Outcome? {
  verify(name, secret)?.outcome
}

/// `text` with the character at `offset` replaced by another of the same kind.
func altered(_ text: String, at offset: Int) -> String {
  var bytes = Array(text.utf8)
  guard bytes.indices.contains(offset) else { return text }
  bytes[offset] = bytes[offset] == UInt8(ascii: "4") ? UInt8(ascii: "5") : UInt8(ascii: "4")
  return String(decoding: bytes, as: UTF8.self)
}

/// A small generator of pseudo-random numbers, the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
