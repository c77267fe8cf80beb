/// Numbers as people read them, without a locale.
enum Quantity {
  /// `65,107`.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var output = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { output += "," }
      output.append(digit)
    }
    return output
  }

  /// `1 file`, `65,107 files`.
  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    grouped(number) + " " + (number == 1 ? noun : plural ?? noun + "s")
  }

  /// `312 bytes`, `4.20 kB`, `45.2 MB`, `1.17 GB`: three digits and a decimal unit.
  static func size(_ bytes: Int) -> String {
    guard bytes >= 1000 else { return count(bytes, "byte") }
    var value = Double(bytes)
    var units = ["kB", "MB", "GB", "TB", "PB", "EB"][...]
    value /= 1000
    while value >= 999.5, units.count > 1 {
      value /= 1000
      units.removeFirst()
    }
    let decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
    return decimal(value, decimals) + " " + (units.first ?? "")
  }

  private static func decimal(_ value: Double, _ decimals: Int) -> String {
    let scale = [1, 10, 100][decimals]
    let scaled = Int((value * Double(scale)).rounded())
    guard decimals > 0 else { return String(scaled) }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(scaled / scale).\(zeros)\(fraction)"
  }
}
