/// A pattern file of a team, in the shape of published `.gitleaks.toml` files: more than two hundred rules that
/// between them use every key, and texts that they find or excuse.
struct TeamFile {
  /// The TOML.
  private(set) var text = """
    # This file is generated.
    title = "Acme rules"
    description = "Rules of a team"
    minVersion = "v8.25.0"

    [extend]
    useDefault = true
    disabledRules = [
        "sidekiq-secret-that-is-unknown-here",
    ]

    [allowlist]
    description = "global allow lists"
    commits = ["0000000000000000000000000000000000000000"]
    regexTarget = "match"
    regexes = [
        '''(?i)^(?:true|false|null)$''',
        '''global-(?:excuse)''',
    ]
    paths = [
        '''gitleaks\\.toml''',
        '''(?:^|/)node_modules(?:/.*)?$''',
        '''(?i)\\.(?:bmp|gif|jpe?g|svg|tiff?)$''',
    ]
    stopwords = [
        "globalstopword", # of all rules
    ]

    """
  /// Files to scan, and their text.
  private(set) var files: [(path: String, text: String)] = []
  /// For each file in which a rule should report something: the rule.
  private(set) var expected: [String: String] = [:]
  private(set) var ids: [String] = []

  init() {
    for number in 0..<210 { add(number) }
    text += """

      [[allowlists]]
      description = "of two rules"
      targetRules = ["team-0", "team-1"]
      condition = "AND"
      paths = ['''^excused-targets/''']
      regexes = ['''.''']

      """
    file("excused-targets/0", "token: " + TeamFile.token(0, "targets"))
    file("excused-targets/1", "provider1z_api_key = '\(TeamFile.value("targets 1"))'")
    file("node_modules/x/index.js", TeamFile.token(0, "global path"))
    file("a/global-stopword.txt", "t0_globalstopword" + String(TeamFile.value("stop").prefix(8)) + " ")
  }

  private mutating func file(_ path: String, _ text: String, finds rule: String? = nil) {
    files.append((path, text + "\n"))
    if let rule { expected[path] = rule }
  }

  /// 24 lower-case letters and digits.
  private static func value(_ name: String) -> String { String(Tokens.letters(name, 24)).lowercased() }

  private static func token(_ number: Int, _ name: String) -> String {
    "t\(number)_" + value("\(name) \(number)")
  }

  private mutating func add(_ number: Int) {
    let id = "team-\(number)"
    ids.append(id)
    text += "\n[[rules]]\nid = \"\(id)\"\ndescription = \"Found a token of provider \(number), which may…\"\n"
    let value = TeamFile.value("value \(number)")
    switch number % 7 {
    case 0:  // A token with a prefix, and a list of stopwords.
      text += """
        regex = '''\\b(t\(number)_[a-z0-9]{24})(?:[\\x60'"\\s;]|\\\\[nr]|$)'''
        entropy = 2
        keywords = ["t\(number)_"]
        tags = ["token", "provider\(number)"]
            [[rules.allowlists]]
            stopwords = ["excused\(number)word"]

        """
      file("plain/\(number)", "x = \"\(TeamFile.token(number, "plain"))\";", finds: id)
      file("low/\(number)", "x = \"t\(number)_" + String(repeating: "ab", count: 12) + "\";")
    case 1:  // A value that its name tells.
      text += """
        regex = '''(?i)[\\w.-]{0,50}?(?:provider\(number)z)(?:[ \\t\\w.-]{0,20})[\\s'"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'"\\s=]{0,5}([a-z0-9]{24})(?:[\\x60'"\\s;]|\\\\[nr]|$)'''
        keywords = [
            "provider\(number)z",
        ]
            [rules.allowlist]
            regexTarget = "line"
            regexes = ['''#\\s*ignore$''']

        """
      file("plain/\(number)", "PROVIDER\(number)Z_API_KEY := '\(value)'", finds: id)
      file("line/\(number)", "provider\(number)z_api_key = \(TeamFile.value("line \(number)")) # ignore")
    case 2:  // The file itself.
      text += "path = '''(?i)(?:^|/)vault\(number)\\.kdbx$'''\n"
      file("plain/Vault\(number).kdbx", "binary \(number)", finds: id)
      file("plain/Vault\(number).kdbx.txt", "binary \(number)")
    case 3:  // An expression in certain files.
      text += """
        regex = '''(?P<name>secret\(number))\\s*=\\s*(?P<value>[A-Za-z0-9]{24})'''
        secretGroup = 2
        path = '''\\.ya?ml$'''
        keywords = ["SECRET\(number)"]
        skipReport = false

        """
      file("plain/\(number).yml", "secret\(number) = \(value)", finds: id)
      file("plain/\(number).txt", "secret\(number) = \(TeamFile.value("elsewhere \(number)"))")
    case 4:  // All conditions of an allowlist, and any.
      text += """
        regex = '''c\(number)-[[:alnum:]]{24}\\b'''
        secretGroup = 0
        entropy = 2.5
        keywords = ["c\(number)-"]
            [[rules.allowlists]]
            description = "in tests, where it says so"
            condition = "AND"
            paths = ['''(?:^|/)tests?/''']
            regexTarget = "match"
            regexes = ['''^c\(number)-0''']
            [[rules.allowlists]]
            condition = "OR"
            commits = ["1111111111111111111111111111111111111111"]
            stopwords = ["excused"]

        """
      let zero = "c\(number)-0" + TeamFile.value("zero \(number)").dropFirst()
      file("tests/\(number)", zero)
      file("src/\(number)", "c\(number)-0" + TeamFile.value("src \(number)").dropFirst(), finds: id)
      file("tests/other/\(number)", "c\(number)-1" + TeamFile.value("test \(number)").dropFirst(), finds: id)
      file("src/stop/\(number)", "c\(number)-Excused" + TeamFile.value("word \(number)").dropFirst(7))
    case 5:  // Another rule near by.
      text += """
        regex = '''p\(number)=(?<!xp\(number)=)([a-z0-9]{24})'''
        keywords = ["p\(number)"]
            [[rules.required]]
            id = "team-\(number + 1)"
            withinLines = 2
            withinColumns = 40

        """
      file("near/\(number)", "id\(number + 1):here\np\(number)=\(value)", finds: id)
      file("far/\(number)", "id\(number + 1):here\n\n\n\np\(number)=\(TeamFile.value("far \(number)"))")
    default:  // Only for the one before.
      text += "regex = '''id\(number):\\w+'''\nskipReport = true\nkeywords = [\"id\(number)\"]\n"
      file("alone/\(number)", "id\(number):here")
    }
  }
}
