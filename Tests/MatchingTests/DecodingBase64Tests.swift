import Testing

@testable import Matching

@Suite struct DecodingBase64Tests {
  private let secret = "db-user:s3cr3t~w0rd?"

  @Test("Both alphabets are decoded, with padding and without", arguments: [true, false], [true, false])
  func alphabets(urlSafe: Bool, padded: Bool) throws {
    // `>>>` and `???` bring out the last two characters of the alphabet.
    let text = secret + ">>>???" + secret + "x"
    let content = "x " + Encoded.base64(text, urlSafe: urlSafe, padded: padded) + " y"
    let found = decode(content)
    #expect(found.map(\.text) == [text])
    #expect(found.first?.encodings == [.base64])
    #expect(found.first?.source == 2..<content.utf8.count - 2)
  }

  @Test("Sixteen characters with their padding are enough, and fewer are not")
  func shortest() {
    for length in 10...12 {
      let text = String("hunter2pass9".prefix(length))
      #expect(decode("x: \"" + Encoded.base64(text) + "\"").map(\.text) == [text])
    }
    #expect(decode("x: \"" + Encoded.base64("hunter2ab") + "\"").isEmpty)
    #expect(decode("x: \"" + Encoded.base64("hunter2ab", padded: false) + "\"").isEmpty)
  }

  @Test("Each decoded byte is found at the characters that hold it")
  func places() throws {
    let content = ">>" + Encoded.base64("abcdefghijkl" + secret)
    let found = try #require(decode(content).first)
    let count = "abcdefghijkl".utf8.count
    for index in 0..<found.bytes.count {
      let lower = 2 + index * 4 / 3
      #expect(found.sourceRange(of: index..<index + 1) == lower..<lower + 2)
    }
    #expect(found.sourceRange(of: count..<count + 3) == 18..<22)
    #expect(found.sourceRange(of: 0..<found.bytes.count).upperBound <= content.utf8.count)
    #expect(found.sourceRange(of: 5..<5).isEmpty)
  }

  @Test(
    "Wrapped lines are joined, whatever breaks them",
    arguments: [
      (60, "\n"), (64, "\n"), (76, "\r\n"), (64, "\n    "), (76, "\\n"), (64, "\\r\\n"), (70, "\n\t"),
    ])
  func wrapped(width: Int, separator: String) throws {
    let text = String(repeating: "line of prose\n", count: 12) + secret
    let encoded = Encoded.base64(text)
    let content = "data = \"" + Encoded.wrapped(encoded, at: width, separator) + "\""
    let found = decode(content)
    let whole = try #require(found.first { $0.encodings == [.base64] })
    #expect(whole.text == text)
    // The characters of the secret, with any break between them.
    let place = try #require(whole.encoded(secret, in: content))
    let start = (text.utf8.count - secret.utf8.count) * 4 / 3
    let expected = encoded.utf8.dropFirst(start).filter { $0 != UInt8(ascii: "=") }
    #expect(Array(place.replacing(separator, with: "").utf8) == expected)
  }

  @Test("A list of encoded values and what follows a value are not joined to it")
  func lists() {
    let values = ["first-value-of-1", "another-value-2", "third-value-of-33"]
    let content = values.map { "  - " + Encoded.base64($0) + "\n" }.joined()
    #expect(decode(content).map(\.text) == values)
    let long = String(repeating: "password one ", count: 4)
    let followed = Encoded.base64(long, padded: false) + "\nidentifier: 5\n"
    #expect(decode(followed).map(\.text) == [long])
  }

  @Test(
    "The name that a value is given stands before what it holds",
    arguments: [
      ("password: @", "password"), ("DB_PASS=@", "DB_PASS"), ("{\"auth\": \"@\"}", "auth"),
      ("key = base64.b64decode(\"@\")", "key"), ("Authorization: Basic @", "Authorization"),
      ("  token: !!binary |\n    @\n", "token"), ("<secret>@</secret>", "secret"),
      ("conf[\"dbpass\"] = '@'", "dbpass"), ("pw: \"data:text/plain;base64,@\"", "pw"),
      ("'key' => '@'", "key"),
    ])
  func labels(pattern: String, name: String) throws {
    let content = pattern.replacing("@", with: Encoded.base64(secret))
    let found = try #require(decode(content).first)
    #expect(found.text == "\(name): \(secret)")
    #expect(String(decoding: found.bytes[found.labelCount...], as: UTF8.self) == secret)
    let label = try #require(found.label)
    #expect(String(decoding: Array(content.utf8)[label], as: UTF8.self) == name)
    #expect(found.encoded(name, in: content) == name)
    let encoded = Encoded.base64(secret, padded: false)
    #expect(found.encoded(secret, in: content) == encoded)
    // From the name to the value's end, as a rule matches it.
    #expect(found.encoded(found.text, in: content)?.hasPrefix(name) == true)
  }

  @Test("A value without a name, or one that is a document, has no label in it")
  func unlabelled() throws {
    #expect(decode("echo " + Encoded.base64(secret) + " | base64 -d").map(\.text) == [secret])
    let document = "{\"auths\": {\"registry\": 1}}"
    let found = try #require(decode("config.json: " + Encoded.base64(document)).first)
    #expect(found.text == document)
    #expect(found.labelCount == 0)
    #expect(found.label == 0..<11)
  }

  @Test("UTF-16 in base64, as PowerShell takes it, comes out as text")
  func wide() throws {
    let script = "$password = 'Tr0ub4dor'; connect $password"
    let content = "powershell -enc " + Encoded.base64(Encoded.utf16(script))
    let found = try #require(decode(content).first)
    #expect(found.text == script)
    #expect(found.encodings == [.base64, .utf16le])
    let place = found.sourceRange(of: 0..<1)
    #expect(place.lowerBound == 16 && place.count <= 3)
  }

  @Test("What is no text stays encoded")
  func noText() {
    var noise = SplitMix(state: 3)
    let binary = [
      Encoded.base64([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + noise.bytes(300)),
      Encoded.base64(Array("GIF89a".utf8) + noise.bytes(300)),
      Encoded.base64(Array("wOF2".utf8) + noise.bytes(300)),
      Encoded.base64([0x1f, 0x8b, 8, 0] + noise.bytes(300)),
      Encoded.base64([0x30, 0x82, 4, 0xbd, 2, 1, 0, 0x30, 0x0d] + noise.bytes(300)),
      Encoded.base64(Array("openssh-key-v1".utf8) + [0, 0, 0, 0, 4] + noise.bytes(300)),
    ]
    for content in binary {
      #expect(decode("\"" + content + "\"").isEmpty)
      #expect(decode(Encoded.wrapped(content, at: 76, "\n")).isEmpty)
    }
  }

  @Test("Code, paths, digests and dashes yield nothing")
  func ordinary() {
    let content = """
      import usr/lib/python3/dist-packages/setuptools/command/build_ext.py
      func applicationDidFinishLaunchingWithOptions(_ notificationCenterUserInfo: NSDictionary) {}
      #define IMAGE_SUBSYSTEM_WINDOWS_BOOT_APPLICATION 16 // --------------------------------------
      sha512-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV==
      d41d8cd98f00b204e9800998ecf8427e  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
      //////////////////////////////////////////// ======================== ________________________
      __cxa_throw_bad_array_new_length getElementsByTagNameNS XMLHttpRequestEventTarget
      """
    #expect(decode(content).isEmpty)
  }

  @Test("Content that begins or ends amid a stretch yields the rest of it")
  func truncated() {
    let text = "host=db.internal password=correct-horse-7 sslmode=require"
    let encoded = Encoded.base64(text)
    for cut in 1...8 {
      let start = decode(String(encoded.dropFirst(cut)))
      #expect(start.count == 1 && start.first?.text.hasSuffix("correct-horse-7 sslmode=require") == true)
      let end = decode(String(encoded.dropLast(cut + 2)))
      #expect(end.count == 1 && end.first?.text.hasPrefix("host=db.internal password=correct") == true)
    }
  }

  @Test("Text ends where it turns into something else")
  func garbage() throws {
    var noise = SplitMix(state: 5)
    let text = "host=db.internal password=correct-horse-7 sslmode=require;"
    let found = try #require(decode(Encoded.base64(Array(text.utf8) + noise.bytes(400))).first)
    #expect(found.text.hasPrefix(text))
    #expect(found.bytes.count < text.utf8.count + 24)
  }

  @Test("A stretch after an escape does not begin with the escape's letter")
  func afterEscape() {
    let found = decode("\"first line\\n" + Encoded.base64(secret) + "\"")
    #expect(found.contains { $0.text == secret })
  }
}
