#!/usr/bin/env python3
"""Makes the credential folder of the tests: see make.sh.

The texts in files/*.txt are files one after another, each after a line `##### PATH [| FLAG…]`. A secret in them
is a macro, so that none stands whole in the repository, and the line that holds one is expected to be reported:

  @{weak}         a password as people choose it        @{=TEXT}        TEXT, as weak as it is
  @{pw N} @{pwx N} letters and digits; with punctuation @{hex N} @{HEX N} @{digits N} @{upper N} @{alnum N}
  @{lower N} @{alpha N} @{base32 N} N characters of those alphabets
  @{b64 N} @{b64url N} N characters of base64           @{crypt N}      N characters of crypt(3)'s alphabet
  @{b64of TEXT}   TEXT in base64 (macros within first)  @{uuid} @{jwt} @{key32} (32 bytes in base64)
  @{pem} @{pemraw} @{pemjson}  a private key that openssl made, as lines, as is, with `\\n` for its line ends
  @{ovpnstatic}   a static key of OpenVPN               @{rand N} @{core} @{keytab}  binary content

`@{-…}` makes the same, but nobody need report it (an ID, a salt). FLAGs: `name-only` where nothing but the name
tells what the file is; `binary-any` where a finding anywhere in the file counts.
"""
import base64, hashlib, os, pathlib, random, re, struct, subprocess, sys

HERE = pathlib.Path(__file__).parent
LOWER, UPPER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
ALPHABETS = {
    "hex": DIGITS + "abcdef", "HEX": DIGITS + "ABCDEF", "digits": DIGITS, "upper": UPPER,
    "alnum": LOWER + DIGITS, "ALNUM": UPPER + DIGITS, "ALNUM32": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    "b64url": LOWER + UPPER + DIGITS + "-_", "crypt": "./" + DIGITS + UPPER + LOWER,
    "b64": LOWER + UPPER + DIGITS + "+/", "lower": LOWER, "alpha": LOWER + UPPER,
    "base32": UPPER + "234567",
}
WORDS = """summer winter dragon monkey tiger falcon sunshine banana orange purple silver shadow wizard rocket
coffee cookie pepper ginger maggie buster hunter harley hockey soccer london berlin madrid boston garden""".split()


class Values:
    """Makes the values of one file, the same every time."""

    def __init__(self, path):
        self.random = random.Random("credential folder 1 " + path)
        self.path = path

    def chars(self, alphabet, count):
        return "".join(self.random.choice(alphabet) for _ in range(count))

    def password(self, count, marks=""):
        while True:
            text = self.chars(LOWER + UPPER + DIGITS + marks, count)
            if re.search("[a-z]", text) and re.search("[A-Z]", text) and re.search(r"\d.*\d", text) \
                    and text[0].isalpha() and text[-1].isalnum():
                return text

    def weak(self):
        word = self.random.choice(WORDS)
        return self.random.choice([
            lambda: word + str(self.random.randint(1970, 2023)),
            lambda: word.capitalize() + str(self.random.randint(10, 99)) + "!",
            lambda: word + self.random.choice(["123", "1", "99", "007"]),
            lambda: word.replace("o", "0").replace("e", "3") + str(self.random.randint(10, 99)),
            lambda: word.capitalize() + "_" + self.random.choice(WORDS) + str(self.random.randint(1, 9)),
        ])()

    def value(self, name, argument):
        count = int(argument) if argument.isdigit() else 14
        if name == "weak": return self.weak()
        if name == "pw": return self.password(count)
        if name == "pwx": return self.password(count, "!_-.*^~")
        if name == "b64" and count % 4 == 0 and count > 23 and count % 3:
            return base64.b64encode(self.random.randbytes(count // 4 * 3 - 1)).decode()
        if name in ALPHABETS: return self.chars(ALPHABETS[name], count)
        if name == "b64of": return base64.b64encode(argument.encode()).decode()
        if name == "uuid":
            h = self.chars(ALPHABETS["hex"], 31)
            return f"{h[:8]}-{h[8:12]}-4{h[12:15]}-a{h[15:18]}-{h[18:30]}"
        if name == "jwt":
            part = lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
            return ".".join([part('{"alg":"HS256","typ":"JWT"}'), part('{"sub":"joe","iat":1600000000}'),
                             self.chars(ALPHABETS["b64url"], 43)])
        if name == "key32": return base64.b64encode(self.random.randbytes(32)).decode()
        if name in ("pem", "pemraw", "pemjson"):
            key = private_key()
            return key.replace("\n", "\\n") + "\\n" if name == "pemjson" else key
        if name == "ovpnstatic":
            lines = [self.chars(ALPHABETS["hex"], 32) for _ in range(16)]
            return "\n".join(["-----BEGIN OpenVPN Static key V1-----", *lines,
                              "-----END OpenVPN Static key V1-----"])
        raise SystemExit(f"{self.path}: unknown macro {name}")

    def binary(self, name, argument):
        if name == "rand": return self.random.randbytes(int(argument))
        if name == "keytab": return keytab(self)
        if name == "core": return core(self)
        return None

    def expand(self, text):
        """The text with its macros made; whether one of them is a secret."""
        out, secret, at = [], False, 0
        while (start := text.find("@{", at)) >= 0:
            depth, end = 1, start + 2
            while depth and end < len(text):
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            body = text[start + 2:end - 1]
            out.append(text[at:start])
            at = end
            if body.startswith("="):
                out.append(body[1:])
                secret = True
                continue
            harmless = body.startswith("-")
            name, _, argument = body.lstrip("-").partition(" ")
            argument, inner = self.expand(argument)
            secret = secret or inner or not harmless and (name != "b64of" or inner)
            out.append(self.value(name, argument))
        return "".join(out) + text[at:], secret


def private_key():
    if not hasattr(private_key, "text"):
        private_key.text = subprocess.run(
            ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
            capture_output=True, text=True, check=True).stdout.strip()
    return private_key.text


def keytab(values):
    """A Kerberos keytab (MIT: "Keytab file format", version 5.2) with one key."""
    def counted(text): return struct.pack(">H", len(text)) + text
    entry = struct.pack(">H", 2) + counted(b"EXAMPLE.COM") + counted(b"host") + counted(b"srv.example.com")
    entry += struct.pack(">IIBH", 1, 1600000000, 2, 18) + counted(values.random.randbytes(32))
    return b"\x05\x02" + struct.pack(">i", len(entry)) + entry


def core(values):
    """The beginning of an ELF core file, with the environment of the process in it."""
    header = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 4, 62, 1) + bytes(40)
    environment = ["SHELL=/bin/sh", "DB_PASSWORD=" + values.weak() + "x7", "PATH=/usr/bin",
                   "AWS_SECRET_ACCESS_KEY=" + values.chars(ALPHABETS["b64"], 40), "LANG=C"]
    return header + values.random.randbytes(512) + b"\0" + b"\0".join(e.encode() for e in environment) \
        + b"\0" + values.random.randbytes(512)


def read(bundle):
    """The files of a bundle: path, flags, lines."""
    files = []
    for line in (HERE / "files" / bundle).read_text().splitlines():
        if line.startswith("##### "):
            path, *flags = [word.strip() for word in line[6:].split("|")]
            files.append((path, flags, []))
        else:
            files[-1][2].append(line)
    return files


def write(folder, bundle):
    """Writes a bundle; tells path, flags and expected lines of each file."""
    for path, flags, lines in read(bundle):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        values, out, expected, data = Values(path), [], [], None
        for line in lines:
            macro = re.fullmatch(r"@\{(rand|core|keytab) ?(\d*)\}", line)
            if macro:
                data = values.binary(*macro.groups())
                continue
            text, secret = values.expand(line)
            rows = text.split("\n")
            span = f"-{len(out) + len(rows)}" if len(rows) > 1 else ""
            if secret: expected.append(f"{len(out) + 1}{span}")
            out += rows
        while out and not out[-1]: out.pop()
        target.write_bytes(data if data is not None else ("\n".join(out) + "\n" if out else "").encode())
        yield path, flags, ["*"] if "binary-any" in flags else expected


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = []
    for bundle in ["environment.txt", "web.txt", "clients.txt", "systems.txt", "infrastructure.txt",
                   "further.txt"]:
        rows += write(folder / "files", bundle)
    with open(folder / "expected.tsv", "w") as table:
        for path, flags, lines in rows:
            if lines: table.write(f"{path}\t{','.join(lines)}\t{','.join(flags)}\n")
    for _ in write(folder / "harmless", "harmless.txt"): pass


main()
