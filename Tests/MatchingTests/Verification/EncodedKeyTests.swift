import Findings
import Testing

@testable import Matching

@Suite("Keys of wallets, networks and tools")
struct EncodedKeyTests {
  @Test("the Bitcoin wiki's example key is a sample; the same key compressed is confirmed")
  func walletImportFormat() {
    let sample = "5HueCGU8rMjxEXxiPuD5BDku" + "4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
    #expect(verify("bitcoin-wif", sample)?.severity == .info)
    let compressed = "KwdMAjGmerYanjeui5SHS7Jkm" + "pZvVipYvB2LJGU1ZxJwYvP98617"
    #expect(verify("bitcoin-wif", compressed) == Verdict(.confirmed(.checksum), detail: "main network"))
    #expect(outcome("bitcoin-wif", altered(compressed, at: 20)) == .refuted)
    #expect(outcome("base58check", compressed) == .confirmed(.checksum))
  }

  @Test("BIP-32's first test vector is an extended private key; BIP-38's are encrypted")
  func extended() {
    let xprv =
      "xpr" + "v9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJx"
      + "WUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"
    #expect(verify("base58check", xprv)?.detail == "extended private key (xprv)")
    let encrypted = "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6" + "bNk8J7Nzm5H7kxEbn2Nh2ZoGg"
    #expect(verify("base58check", encrypted)?.severity == .medium)
    #expect(outcome("base58check", altered(xprv, at: 40)) == .refuted)
  }

  @Test("the XRP Ledger's genesis seed is known to everyone; an altered one is none")
  func ripple() {
    let seed = "sno" + "PBrXtMeMyMHUVTgbuqAfg1SUTb"
    #expect(verify("ripple-base58", seed)?.severity == .info)
    #expect(outcome("ripple-base58", altered(seed, at: 9)) == .refuted)
  }

  @Test("an age identity's checksum is verified; the test vectors' key is known")
  func age() {
    let known = "AGE-SECRET-" + "KEY-1" + String(repeating: "GFPYYSJZ", count: 6) + "GFPQ4EGAEX"
    #expect(verify("age-bech32", known)?.severity == .info)
    #expect(outcome("age-bech32", altered(known, at: 30)) == .refuted)
    #expect(outcome("age-bech32", "AGE-SECRET-KEY-1" + String(repeating: "X", count: 58)) == .refuted)
  }

  @Test("NIP-19's key is known, with one character changed it is none")
  func nostr() {
    let known = "nse" + "c1vl029mgpspedva04g90vltkh6fvh240zqtv9k0" + "t9af8935ke9laqsnlfe5"
    #expect(verify("nostr-nsec", known)?.severity == .info)
    #expect(outcome("nostr-nsec", altered(known, at: 30)) == .refuted)
  }

  private func strkey(_ prefix: [UInt8]) -> String {
    let body = prefix + (0..<32).map { UInt8($0 * 5 + 3) }
    let crc = CRC16.xmodem(body)
    return String(
      decoding: Base32Decoding.encode(body + [UInt8(crc & 0xff), UInt8(crc >> 8)]), as: UTF8.self)
  }

  @Test("Stellar's seeds, and not its public keys")
  func stellar() {
    let seed = strkey([18 << 3])
    #expect(seed.first == "S")
    #expect(outcome("stellar-strkey", seed) == .confirmed(.checksum))
    #expect(outcome("stellar-strkey", altered(seed, at: 12)) == .refuted)
    #expect(outcome("stellar-strkey", strkey([6 << 3])) == .refuted)
  }

  @Test("NATS's seeds name their role", arguments: [(20, "user"), (0, "account"), (14, "operator")])
  func nkey(role: Int, name: String) {
    let type = UInt8(role << 3)
    let seed = strkey([18 << 3 | type >> 5, (type & 31) << 3])
    #expect(verify("nkey", seed) == Verdict(.confirmed(.checksum), detail: name))
    #expect(outcome("nkey", altered(seed, at: 12)) == .refuted)
  }

  @Test("Tezos names the curve; a checksum is all it asks of other payloads")
  func tezos() {
    #expect(outcome("tezos-base58check", "edsk" + String(repeating: "3", count: 50)) == .refuted)
    let known = "edsk3gUfUPyBSfrS9CCgmCiQsTCHGkviBD" + "usMxDJstFtojtc1zcpsh"
    #expect(verify("tezos-base58check", known)?.detail == "Ed25519 seed")
  }

  @Test("BIP-39's own vectors are samples; other phrases stand or fall by their checksum")
  func mnemonics() {
    let sample = Array(repeating: "abandon", count: 11).joined(separator: " ") + " about"
    #expect(verify("bip39", sample)?.severity == .info)
    #expect(verify("bip39", sample.uppercased())?.severity == .info)
    let phrase = "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic"
    #expect(verify("bip39", phrase) == Verdict(.confirmed(.checksum), detail: "12 words"))
    #expect(outcome("bip39", phrase.replacing(" ", with: "\n ")) == .confirmed(.checksum))
    #expect(outcome("bip39", phrase.replacing("picnic", with: "pig")) == .refuted)
    #expect(outcome("bip39", phrase.replacing("picnic", with: "picnics")) == .refuted)
    #expect(outcome("bip39", "ozone drill grab") == .refuted)
  }

  @Test("the word list has 2048 words, each once")
  func words() {
    #expect(BIP39Words.index.count == 2048)
    #expect(BIP39Words.index[Array("zoo".utf8)] == 2047)
    let list = BIP39Words.index.sorted { $0.value < $1.value }.map(\.key)
    let file: [UInt8] = list.flatMap { (word: [UInt8]) -> [UInt8] in word + [0x0a] }
    let digest = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    #expect(PositionalNumber.hex(SHA256Bytes.digest(file)) == Array(digest.utf8))
  }

  @Test("card numbers: Luhn's digit decides, test numbers harm no one")
  func cards() {
    #expect(verify("luhn", "4242 4242 4242 4242")?.severity == .info)
    #expect(outcome("luhn", "4539-1488-0343-6467") == .confirmed(.checksum))
    #expect(outcome("luhn", "4539-1488-0343-6468") == .refuted)
    #expect(outcome("luhn", "0000 0000 0000 0000") == .refuted)
  }

  @Test("WireGuard's private keys are clamped, preshared ones are not")
  func wireGuard() {
    var bytes = (0..<32).map { UInt8($0 * 7 + 8) }
    bytes[31] = 0x5a
    bytes[0] = 0x58
    let key = { String(decoding: Base64Decoding.encode(bytes), as: UTF8.self) + "=" }
    #expect(outcome("wireguard-key", key()) == .confirmed(.structure))
    bytes[0] = 0x59
    #expect(outcome("wireguard-key", key()) == .unknown)
    #expect(outcome("wireguard-key", String(repeating: "A", count: 43) + "=") == .refuted)
    #expect(outcome("wireguard-key", "c2hvcnQ=") == .refuted)
  }

  @Test("secp256k1: keys lie below the order; the first test account's is known")
  func secp256k1() {
    let known = "ac0974bec39a17e36ba4a6b4d238ff94" + "4bacb478cbed5efcae784d7bf4f2ff80"
    #expect(verify("secp256k1-key", "0x" + known)?.severity == .info)
    #expect(outcome("secp256k1-key", altered(known, at: 5)) == .unknown)
    #expect(
      outcome(
        "secp256k1-key", String(repeating: "fe", count: 16).replacing("e", with: "f") + known.suffix(32))
        == .refuted)
    #expect(outcome("secp256k1-key", String(repeating: "0", count: 64)) == .refuted)
  }
}
