import Findings
import Testing

@testable import CredentialFiles

@Suite("dotenv")
struct DotenvTests {
  @Test("values whose names say secret are found, quotes and comments off")
  func values() throws {
    let key = token(32)
    let text = """
      # settings
      APP_NAME=Shop
      DB_PASSWORD=hunter2 # old
      export API_TOKEN="\(key)"
      SECRET_KEY='\(key)'
      mail.password: geheim
      PGPASSWORD=abc#def
      """
    #expect(
      try found("dotenv", text, path: "app/.env") == [
        Found(secret: "hunter2", detail: "DB_PASSWORD"), Found(secret: key, detail: "API_TOKEN"),
        Found(secret: key, detail: "SECRET_KEY"), Found(secret: "geheim", detail: "mail.password"),
        Found(secret: "abc#def", detail: "PGPASSWORD"),
      ])
  }

  @Test(
    "names and values that are no secrets",
    arguments: [
      "DB_PASSWORD=", "DB_PASSWORD=${OTHER}", "DB_PASSWORD=$OTHER", "DB_PASSWORD=\"$(cat /run/secret)\"",
      "DB_PASSWORD_FILE=/run/secrets/db", "DB_PASSWORD=/run/secrets/db", "API_KEY=your_api_key_here",
      "API_KEY=<your key>", "API_TOKEN=xxxxxxxxxxxxxxxx", "MAX_TOKENS=409600000",
      "TOKENIZERS_PARALLELISM=false",
      "GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D", "PUBLIC_KEY=abcdefgh12345678",
      "SECRET_NAME=prod/database", "TOKEN_URL=https://example.com/token", "PASSWORD_RESET=enabled",
      "JWT_SECRET_ARN=arn:aws:secretsmanager:eu:1:secret:x", "API_KEY=op://vault/item/key",
      "#DB_PASSWORD=x1y2z3",
      "SORT_KEY=created_at_2", "API_TOKEN=none", "URL=https://example.com/",
    ])
  func noSecret(line: String) throws {
    #expect(try secrets("dotenv", line, path: "app/.env").isEmpty)
  }

  @Test("a URL with a password yields the password, whatever the name")
  func url() throws {
    #expect(
      try found("dotenv", "DATABASE_URL=postgres://app:s3%23cret@db:5432/app\n") == [
        Found(
          secret: "s3%23cret", decoded: "s3#cret", detail: "DATABASE_URL, user app, host db:5432")
      ])
    #expect(try secrets("dotenv", "DATABASE_URL=postgres://app:${PW}@db/app\n").isEmpty)
  }

  @Test("a private key over several lines is one secret")
  func privateKey() throws {
    let pem = "-----BEGIN " + "PRIVATE KEY-----\n" + token(100) + "\n-----END PRIVATE KEY-----"
    #expect(try secrets("dotenv", "A=1\nSIGNING_KEY=\"\(pem)\"\nDB_PASSWORD=x9y\n") == [pem, "x9y"])
  }

  @Test("a sample counts only where the value looks made, with low confidence")
  func sample() throws {
    let text = "DB_PASSWORD=secret\nAPI_TOKEN=\(token(24))\n"
    let all = try read("dotenv", text, path: "app/.env.example")
    #expect(all.map(\.confidence) == [.low])
  }
}
