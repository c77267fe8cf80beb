/// Numbers of payment cards (ISO/IEC 7812-1).
enum CardNumber {
  /// Numbers that payment providers publish for tests.
  private static let samples: Set<String> = [
    "4242424242424242", "4111111111111111", "4000056655665556", "4012888888881881", "4222222222222",
    "5555555555554444", "5105105105105100", "2223003122003222", "5200828282828210", "378282246310005",
    "371449635398431", "378734493671000", "6011111111111117", "6011000990139424", "3056930009020004",
    "30569309025904", "38520000023237", "36227206271667", "3566002020360505", "3530111333300000",
    "6200000000000005",
  ]

  /// `luhn`: the last digit is the check digit of Luhn's formula.
  static let luhn: VerifierFunction = { secret, _ in
    let digits = secret.filter { (0x30...0x39).contains($0) }
    guard (12...19).contains(digits.count), secret.count <= 48, !digits.isUniform else {
      return Verdict(.refuted)
    }
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = Int(digit - 0x30)
      let doubled = index % 2 == 1 ? value * 2 : value
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    guard sum % 10 == 0 else { return Verdict(.refuted) }
    if samples.contains(String(decoding: digits, as: UTF8.self)) {
      return Verdict(.confirmed(.checksum), detail: "test number", severity: .info)
    }
    return Verdict(.confirmed(.checksum))
  }
}
