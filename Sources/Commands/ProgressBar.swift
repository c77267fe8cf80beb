#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A line on the terminal that says how far the reading is; nothing where the terminal cannot show it.
final class ProgressBar {
  private let isShown: Bool
  private let total: Int?
  private let label: String
  private var done = 0
  private var lastDrawn = 0.0
  private let start: Double

  /// Seconds between two drawings.
  private static let interval = 0.1

  /// - Parameter total: bytes to read, where that is known.
  init(label: String, total: Int?, isShown: Bool) {
    self.label = label
    self.total = total
    self.isShown = isShown
    start = ProgressBar.now()
  }

  func advance(_ count: Int) {
    done += count
    guard isShown else { return }
    let now = ProgressBar.now()
    guard now - lastDrawn >= ProgressBar.interval else { return }
    lastDrawn = now
    draw(now)
  }

  /// Removes the line.
  func clear() {
    guard isShown, lastDrawn > 0 else { return }
    Terminal.write(Array("\r\u{1b}[K".utf8), to: Terminal.standardError)
  }

  private func draw(_ now: Double) {
    let speed = Double(done) / max(0.001, now - start) / 1e6
    var text = "\(label)  \(done / 1_000_000) MB"
    if let total, total > 0 {
      let share = min(1, Double(done) / Double(total))
      let cells = 24
      let filled = Int(share * Double(cells))
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
      text = "\(label)  \(bar) \(Int(share * 100)) %  \(done / 1_000_000) of \(total / 1_000_000) MB"
    }
    text += "  \(Int(speed)) MB/s"
    let width = Terminal.width(Terminal.standardError)
    Terminal.write(Array("\r\u{1b}[K\(String(text.prefix(width - 1)))".utf8), to: Terminal.standardError)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
