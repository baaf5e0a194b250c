"""Writes neighbours.json: tokens to which one thing or two were done, made by Python's own cryptography.

    python3 tests/why/neighbours.py      (needs the package `cryptography`, 42 or newer)

Each case says what was done, and which codes are true of it. Where nothing can be proved, that is the honest either-or.
Signatures of ECDSA and RSASSA-PSS are random, so the file changes with every run; what is said of it must not.
"""

import base64
import hashlib
import hmac
import html
import json
import pathlib
import random
import re
import urllib.parse

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

HERE = pathlib.Path(__file__).parent
KEYS = HERE.parent / "keys"
RANDOM = random.Random(1511)
CASES = []

OPEN = ["key-or-content", "other-key", "signature-length", "signature-range"]


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64u(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def b64(data):
    return base64.b64encode(data).decode()


def text(length):
    return "".join(RANDOM.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") for _ in range(length))


def tight(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def header(alg, **more):
    return {"alg": alg, "typ": "JWT", **more}


def payload(**more):
    return {
        "iss": f"https://id.{text(5).lower()}.example/",
        "sub": f"user-{RANDOM.randrange(10 ** 6)}",
        "aud": "api",
        "iat": 1795739699,
        "exp": 1795743299,
        "jti": text(12),
        **more,
    }


def private(name):
    return serialization.load_pem_private_key((KEYS / f"{name}-pkcs8.pem").read_bytes(), None)


RSA, P256, P384, P521, ED = (private(name) for name in ["rsa2048", "p256", "p384", "p521", "ed25519"])
EC = {"ES256": P256, "ES384": P384, "ES512": P521}
SIZE = {"ES256": 32, "ES384": 48, "ES512": 66}
HASH = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def spki(key):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def pkcs8(key):
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def padded(content):
    """A PKCS#1 block of type 1 around any content."""
    numbers = RSA.private_numbers()
    block = b"\0\x01" + b"\xff" * (253 - len(content)) + b"\0" + content
    return pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n).to_bytes(256, "big")


def name_of(alg):
    return {"256": "sha256", "384": "sha384", "512": "sha512"}[alg[-3:]]


def mac(key, message, digest="sha256"):
    return hmac.new(key, message, digest).digest()


def raw(key, message, digest, size):
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(digest)))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def der(signature):
    half = len(signature) // 2
    return utils.encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))


def sign(alg, message, key=None):
    """The signature that there should be."""
    if alg.startswith("HS"):
        return mac(key, message, name_of(alg))
    if alg.startswith("RS"):
        return RSA.sign(message, padding.PKCS1v15(), HASH[alg[-3:]])
    if alg.startswith("PS"):
        digest = HASH[alg[-3:]]
        return RSA.sign(message, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    if alg in EC:
        return raw(EC[alg], message, HASH[{"ES256": "256", "ES384": "384", "ES512": "512"}[alg]], SIZE[alg])
    return ED.sign(message)


def public(alg):
    if alg[0] in "RP":
        return spki(RSA)
    return spki(EC.get(alg, ED))


def encoded(head, body):
    return b64u(head.encode() if isinstance(head, str) else head) + "." + b64u(body.encode() if isinstance(body, str) else body)


def add(kind, name, token, key, codes, **more):
    assert "\0" not in token, name
    CASES.append({"kind": kind, "id": name, "token": token, "key": key, "codes": codes.split(), **more})


def secret_case(kind, name, given, used, codes, alg="HS256", **more):
    """The key field has one text, the signer another secret."""
    used = used.encode() if isinstance(used, str) else used
    message = encoded(tight(header(alg)), tight(payload()))
    add(kind, name, message + "." + b64u(sign(alg, message.encode(), used)), given, codes, **more)


def signed_case(kind, name, alg, codes, signer=None, form=None, given=None, secret=None, sent=None, signed=None):
    """The text is signed in another way, or becomes another text in the token."""
    secret = (secret or text(40)).encode()
    head, body = sent or (tight(header(alg)), tight(payload()))
    message = encoded(head, body)
    over = (encoded(*signed) if signed else message).encode()
    signature = signer(over, secret) if signer else sign(alg, over, secret)
    part = form(signature) if form else b64u(signature)
    part = part if isinstance(part, str) else b64u(part)
    key = given if given is not None else (secret.decode() if alg.startswith("HS") else public(alg))
    add(kind, name, f"{message}.{part}", key, codes)


# ---- The secret, changed on its way -------------------------------------------------------------------------------------

def php_lenient(given, keep=b"+/"):
    """base64_decode of PHP and DatatypeConverter of Java: what is no base64 is passed over."""
    kept = bytes(c for c in given.encode() if chr(c).isalnum() and c < 128 or c in keep)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return base64.b64decode(kept + b"=" * (-len(kept) % 4))


LENIENT = "secret-lenient secret-encoding"
for name, given in [
    ("lenient-underscores", "my_very_secret_" + text(19)),
    ("lenient-marks", "S3cr3t!for@the#api." + text(16)),
    ("lenient-spaces-and-dots", "correct.horse battery.staple 9" + text(4)),
    ("lenient-uuid", "0f8fad5b-d9cb-469f-a165-70867728950e"),
    ("lenient-umlaut", "Schlüssel-für-das-Gateway-" + text(11)),
]:
    secret_case("lenient", name, given, php_lenient(given), LENIENT)
node = "my_app-secret.for+node/" + text(14)
secret_case("lenient", "lenient-node", node, php_lenient(node.replace("-", "+").replace("_", "/")), LENIENT)
early = text(20) + "=tail" + text(7)
secret_case("lenient", "lenient-stops-at-padding", early, base64.b64decode(early.split("=")[0]), LENIENT)
commons = "a_b-c" + text(31)
secret_case("lenient", "lenient-both-alphabets", commons, php_lenient(commons.replace("-", "+").replace("_", "/")), LENIENT)

inner = text(32)
for name, given in [
    ("twice-hex-of-base64", b64(inner.encode()).encode().hex()),
    ("twice-base64-of-hex", b64(inner.encode().hex().encode())),
    ("twice-base64url", b64u(b64u(inner.encode()).encode())),
    ("twice-hex", inner.encode().hex().encode().hex()),
    ("twice-mixed", b64(b64u(b"\xfb\xff" + inner.encode()).encode())),
    ("twice-with-line-feed-inside", b64((b64(inner.encode()) + "\n").encode())),
]:
    used = b"\xfb\xff" + inner.encode() if name == "twice-mixed" else inner
    secret_case("twice", name, given, used, "secret-encoding")
signer = text(30)
secret_case("twice", "twice-signer-encodes", signer, b64(b64(signer.encode()).encode()), "secret-encoding")
secret_case("twice", "twice-base64-decoded-three-times", b64(b64(b64(signer.encode()).encode()).encode()), signer, "secret-encoding")

some = bytes(RANDOM.randrange(256) for _ in range(32))
for name, given in [
    ("0x-capital", "0X" + some.hex().upper()),
    ("0x-each-byte", ", ".join(f"0x{byte:02x}" for byte in some)),
    ("0x-in-braces", "{ " + ", ".join(f"0x{byte:02X}" for byte in some) + " }"),
    ("0x-python-escapes", "".join(f"\\x{byte:02x}" for byte in some)),
    ("0x-sql", "x'" + some.hex() + "'"),
    ("0x-in-quotes", '"0x' + some.hex() + '"'),
    ("0x-h-behind", some.hex() + "h"),
    ("decimal-bytes", "[" + ", ".join(str(byte) for byte in some) + "]"),
    ("decimal-bytes-signed", ",".join(str(byte - 256 if byte > 127 else byte) for byte in some)),
    ("colons-small", ":".join(f"{byte:02x}" for byte in some)),
    ("colons-spaces", " ".join(f"{byte:02X}" for byte in some)),
    ("colons-dashes", "-".join(f"{byte:02X}" for byte in some)),
    ("colons-lines", ":\n    ".join(":".join(f"{byte:02x}" for byte in some[at:at + 15]) for at in range(0, 32, 15))),
]:
    secret_case("hex", name, given, some, "secret-encoding secret-escapes secret-quotes")

for name, used in [
    ("case-first-letter", lambda s: s[0].upper() + s[1:]),
    ("case-title", lambda s: s.title()),
    ("case-caps-lock", lambda s: s.swapcase()),
]:
    given = "blue-Train_on the hill " + text(9).lower()
    secret_case("case", name, given, used(given), "secret-case")
digest = some.hex()
secret_case("case", "case-of-hex-text", digest, digest.upper(), "secret-case")
umlaut = "grüße-aus-köln-" + text(6).lower()
secret_case("case", "case-upper-umlaut", umlaut, umlaut.upper(), "secret-case")

letters = "ключ-пароль-ĄŽ-" + text(8)
western = "pässwört-çañón-" + text(12)
money = "costs-€25-“quoted”-" + text(11)
emoji = "rocket-🚀-launch-" + text(12)
for name, given, used in [
    ("charset-utf-16-little", western, western.encode("utf-16-le")),
    ("charset-utf-16-mark-little", text(30), None),
    ("charset-utf-32", text(24), "utf-32-le"),
    ("charset-utf-32-big", text(24), "utf-32-be"),
    ("charset-ascii-replaced", letters, letters.encode("ascii", "replace")),
    ("charset-latin-1-replaced", money, money.encode("latin-1", "replace")),
    ("charset-windows-1252", money, money.encode("cp1252")),
    ("charset-emoji-one-mark", emoji, emoji.encode("ascii", "replace")),
    ("charset-emoji-two-marks", emoji, emoji.replace("🚀", "??").encode()),
    ("charset-low-bytes", letters, bytes(ord(c) & 0xff for c in letters)),
    ("charset-windows-1251", letters.replace("ĄŽ", "") , letters.replace("ĄŽ", "").encode("cp1251")),
    ("charset-iso-8859-15", "gebühr-25€-" + "k" * 20, ("gebühr-25€-" + "k" * 20).encode("iso-8859-15")),
    ("charset-twice", western, western.encode().decode("latin-1").encode()),
    ("charset-utf-8-read-as-1252", money, money.encode().decode("cp1252", "replace").encode()),
    ("charset-dropped", western, western.encode("ascii", "ignore")),
    ("charset-utf-16-big", emoji, emoji.encode("utf-16-be")),
    ("charset-cesu-8", emoji, b"".join(bytes([0xe0 | u >> 12, 0x80 | u >> 6 & 63, 0x80 | u & 63]) if u > 0x7ff else chr(u).encode() for u in [int.from_bytes(emoji.encode("utf-16-be")[i:i + 2], "big") for i in range(0, len(emoji.encode("utf-16-be")), 2)])),
    ("charset-escaped", western, western.encode("ascii", "backslashreplace")),
    ("charset-escaped-json", western, json.dumps(western)[1:-1].encode()),
    ("charset-entities", western, western.encode("ascii", "xmlcharrefreplace")),
    ("charset-dos", western.replace("õ", "o"), western.encode("cp850", "replace")),
]:
    if used is None:
        used = b"\xff\xfe" + given.encode("utf-16-le")
    if isinstance(used, str):
        used = given.encode(used)
    secret_case("charset", name, given, used, "secret-charset secret-escapes secret-html secret-encoding")

word = text(34)
for name, given, used in [
    ("quotes-both-kinds", f"'\"{word}\"'", word),
    ("quotes-escaped", f'\\"{word}\\"', word),
    ("quotes-typographic", f"“{word}”", word),
    ("quotes-guillemets", f"«{word}»", word),
    ("quotes-only-first", f'"{word}', word),
    ("quotes-only-last", f'{word}"', word),
    ("quotes-comma-behind", f'"{word}",', word),
    ("quotes-semicolon-behind", f"'{word}';", word),
    ("quotes-signer-has-first", word, f'"{word}'),
    ("quotes-signer-has-last", word, f"{word}'"),
    ("quotes-signer-both-kinds", word, f"'\"{word}\"'"),
    ("quotes-signer-escaped", word, f'\\"{word}\\"'),
    ("quotes-python-bytes", word, f"b'{word}'"),
    ("quotes-given-python-bytes", f"b'{word}'", word),
    ("quotes-given-raw-string", f'r"{word}"', word),
    ("quotes-signer-typographic", word, f"“{word}”"),
    ("quotes-straight-inside", f"it’s-the-“{word[:12]}”-key", f"it's-the-\"{word[:12]}\"-key"),
]:
    secret_case("quotes", name, given, used, "secret-quotes secret-shell secret-file secret-escapes secret-cut secret-charset")

for name, given, used in [
    ("space-no-break", word + "\u00a0", word),
    ("space-zero-width", word[:9] + "\u200b" + word[9:], word),
    ("space-two-behind", word, word + "  "),
    ("space-tab-before", "\t" + word, word),
    ("space-ideographic", "\u3000" + word, word),
    ("space-signer-no-break", word, word + "\u00a0"),
    ("space-groups", " ".join(word[at:at + 4] for at in range(0, 32, 4)), word[:32]),
    ("space-signer-line-feed-before", word, "\n" + word),
    ("space-signer-crlf-around", word, "\r\n" + word + "\r\n"),
    ("space-signer-indent", word, "    " + word),
    ("space-inside-collapsed", "one  two   three " + word, "one two three " + word),
    ("space-signer-line-feed-and-space", word, word + " \n"),
    ("space-soft-hyphen", word[:9] + "\u00ad" + word[9:], word),
    ("space-byte-order-mark", "\ufeff" + word, word),
    ("space-signer-mark", word, "\ufeff" + word),
]:
    secret_case("space", name, given, used, "secret-white-space secret-charset secret-cut secret-altered")

for name, given, used in [
    ("shell-braces", "pa${x}" + word, "pa" + word),
    ("shell-default", "pa${JWT_PART:-fallback}" + word, "pafallback" + word),
    ("shell-default-short", "pa${P-else}-" + word, "paelse-" + word),
    ("shell-command", "pa$(date)" + word, "pa" + word),
    ("shell-backquotes", "pa`id`" + word, "pa" + word),
    ("shell-at-end", word + "$HOME_X", word),
    ("shell-argument", "cost$5" + word, "cost" + word),
    ("shell-two-names", "a$b-c$d" + "-" + word, "a-c-" + word),
    ("shell-powershell", "a$env:b " + word, "a " + word),
    ("shell-make-one-letter", "pa$word-" + word, "paord-" + word),
    ("shell-cmd-variable", "a%b%c" + word, "ac" + word),
    ("shell-cmd-percent-doubled", "100%%" + word, "100%" + word),
    ("shell-printf", "50%%of-" + word, "50%of-" + word),
    ("shell-caret", "a^&b^" + word, "a&b" + word),
    ("shell-exclamation", "hey!" + word, "hey"),
    ("shell-dollars-given-plain", "cost$" + "5" + word, "cost$$" + "5" + word),
    ("shell-dollars-three", "a$$$$b" + word, "a$$b" + word),
    ("shell-dollars-then-name", "a$$b$c-" + word, "a$b-" + word),
    ("shell-quotes-inside", "it's-\"" + word, "its-" + word),
    ("shell-semicolon", word + ";rm", word),
    ("shell-ampersand", word + "&debug=1", word),
    ("shell-comment-space", word + " # for the api", word),
    ("shell-comment-no-space", word + "#1", word),
    ("shell-comment-slashes", word + " // for the api", word),
    ("shell-tilde", word + "\\$5", word + "$5"),
    ("shell-backslash-letters", "C:\\keys\\" + word[:20], "C:keys" + word[:20]),
    ("shell-backslash-doubled", "a\\b" + word, "a\\\\b" + word),
    ("shell-backslash-halved", "a\\\\b" + word, "a\\b" + word),
    ("shell-word-cut", "two words " + word, "two"),
    ("shell-redirect", word[:20] + ">out", word[:20]),
    ("shell-newline-escape", "line1\\nline2" + word, "line1\nline2" + word),
    ("shell-tab-escape", "a\\tb" + word, "a\tb" + word),
    ("shell-x-escape", "a\\x41" + word, "aA" + word),
    ("shell-octal-escape", "a\\101" + word, "aA" + word),
    ("shell-unknown-escape", "a\\tb\\q" + word, "a\tbq" + word),
    ("shell-unicode-braces", "a\\u{e9}" + word, "aé" + word),
    ("shell-signer-escapes-line", "a\nb" + word, "a\\nb" + word),
    ("shell-properties", "a\\=b\\:c" + word, "a=b:c" + word),
]:
    secret_case("shell", name, given, used, "secret-shell secret-escapes secret-cut secret-lines secret-quotes secret-white-space")

for name, given, used in [
    ("file-spaces", f"JWT_SECRET = {word}", word),
    ("file-comment", f"JWT_SECRET={word} # do not commit", word),
    ("file-powershell", f'$env:JWT_SECRET = "{word}"', word),
    ("file-cmd", f"set JWT_SECRET={word}", word),
    ("file-dockerfile", f"ENV JWT_SECRET {word}", word),
    ("file-dockerfile-equals", f"ENV JWT_SECRET={word}", word),
    ("file-docker-run", f"-e JWT_SECRET={word}", word),
    ("file-flag", f"--jwt-secret={word}", word),
    ("file-flag-space", f"--jwt-secret {word}", word),
    ("file-systemd", f'Environment="JWT_SECRET={word}"', word),
    ("file-javascript", f"const SECRET = '{word}';", word),
    ("file-process-env", f"process.env.JWT_SECRET = '{word}';", word),
    ("file-csharp", f'var key = "{word}";', word),
    ("file-java", f'private static final String SECRET = "{word}";', word),
    ("file-go", f'var jwtKey = []byte("{word}")', word),
    ("file-go-short", f'secret := []byte("{word}")', word),
    ("file-python", f"SECRET_KEY = '{word}'  # noqa", word),
    ("file-php-array", f"'secret' => '{word}',", word),
    ("file-php-define", f"define('JWT_SECRET', '{word}');", word),
    ("file-xml", f'<add key="JwtSecret" value="{word}" />', word),
    ("file-xml-element", f"<secret>{word}</secret>", word),
    ("file-appsettings", f'"JwtSettings:Secret": "{word}",', word),
    ("file-yaml-quoted", f"  secret: \"{word}\"", word),
    ("file-yaml-list", f"- name: JWT_SECRET\n  value: {word}", word),
    ("file-yaml-block", f"secret: |\n  {word}\n", word),
    ("file-toml", f'jwt.secret = "{word}"', word),
    ("file-ini-section", f"[auth]\nsecret = {word}", word),
    ("file-two-lines-env", f"PORT=3000\nJWT_SECRET={word}", word),
    ("file-comment-above", f"# the secret\nJWT_SECRET={word}\n", word),
    ("file-terraform", f'secret_string = "{word}"', word),
    ("file-json-nested", '{"jwt":{"algorithm":"HS256","secret":"' + word + '"}}', word),
    ("file-json-second", '{"name":"api","secret":"' + word + '"}', word),
    ("file-json-list", '["' + word + '"]', word),
    ("file-json-buffer", tight({"type": "Buffer", "data": list(word.encode())}), word),
    ("file-base64-in-yaml", f"JWT_SECRET: {b64(word.encode())}", word),
    ("file-properties", f"jwt.secret={word}", word),
    ("file-label", f"Secret: {word}", word),
    ("file-signer-has-line", word, f"JWT_SECRET={word}"),
    ("file-signer-has-name", word, f"SECRET={word}"),
    ("file-single-quoted-yaml", f"secret: '{word}'", word),
]:
    secret_case("file", name, given, used, "secret-file secret-prefix secret-encoding secret-lines secret-quotes")

special = "a b+c/d&e=f?" + word
for name, given, used in [
    ("percent-uri", "a b<c>[" + word, urllib.parse.quote("a b<c>[" + word, safe="-_.!~*'();,/?:@&=+$#")),
    ("percent-python-quote", special, urllib.parse.quote(special)),
    ("percent-raw", "it's(ok)!*" + special, urllib.parse.quote("it's(ok)!*" + special, safe="-_.~")),
    ("percent-form", special, urllib.parse.quote_plus(special)),
    ("percent-php-form", "~tilde " + special, urllib.parse.quote_plus("~tilde " + special).replace("~", "%7E")),
    ("percent-small-digits", special, urllib.parse.quote(special, safe="").replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d").replace("%3F", "%3f")),
    ("percent-twice", special, urllib.parse.quote(urllib.parse.quote(special, safe=""), safe="")),
    ("percent-given-twice", urllib.parse.quote(urllib.parse.quote(special, safe=""), safe=""), special),
    ("percent-given-form", urllib.parse.quote_plus(special), special),
    ("percent-given-small", urllib.parse.quote(special, safe="").lower().replace(word.lower(), word), special),
    ("percent-plus-lost", b64(b"\xfb\xef\xbe\xfb\xef\xbe" + word.encode()), b64(b"\xfb\xef\xbe\xfb\xef\xbe" + word.encode()).replace("+", " ")),
    ("percent-given-plus-lost", b64(b"\xfb\xef\xbe\xfb\xef\xbe" + word.encode()).replace("+", " "), b64(b"\xfb\xef\xbe\xfb\xef\xbe" + word.encode())),
]:
    secret_case("percent", name, given, used, "secret-percent secret-white-space")

marked = "a<b>&\"c'" + word
for name, given, used in [
    ("html-python", marked, html.escape(marked)),
    ("html-php", marked, html.escape(marked).replace("&#x27;", "&#039;")),
    ("html-go", marked, marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;").replace("'", "&#39;")),
    ("html-xml", marked, marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&apos;")),
    ("html-given-decimal", marked.replace("'", "&#39;").replace('"', "&#34;").replace("<", "&#60;").replace(">", "&#62;"), marked),
    ("html-given-hex", "plus&#x2B;eq&#x3D;" + word, "plus+eq=" + word),
    ("html-given-twice", html.escape(html.escape("a&b" + word)), "a&b" + word),
    ("html-signer-twice", "a&b" + word, html.escape(html.escape("a&b" + word))),
    ("html-given-named", "caf&eacute;&nbsp;" + word, "café\u00a0" + word),
    ("html-given-apos", "it&apos;s-&quot;" + word, "it's-\"" + word),
]:
    secret_case("html", name, given, used, "secret-html")

for name, used in [
    ("placeholder-bare-name", "JWT_SECRET_KEY"),
    ("placeholder-github", "${{ secrets.JWT_SECRET }}"),
    ("placeholder-helm", "{{ .Values.jwtSecret }}"),
    ("placeholder-spring", "${jwt.secret}"),
    ("placeholder-azure", "#{JWT_SECRET}#"),
    ("placeholder-python", "%(JWT_SECRET)s"),
    ("placeholder-brackets", "[JWT_SECRET]"),
    ("placeholder-underscores", "__JWT_SECRET__"),
    ("placeholder-node", "process.env.JWT_SECRET"),
    ("placeholder-default", "${JWT_SECRET:-}"),
    ("placeholder-angle", "<your-secret>"),
    ("placeholder-promise", "[object Promise]"),
    ("placeholder-object", "[object Object]"),
    ("placeholder-undefined-quoted", '"undefined"'),
    ("placeholder-python-none", "None"),
    ("placeholder-file", "/run/secrets/jwt_secret"),
    ("placeholder-your", "your-secret-here"),
    ("placeholder-ruby", "ENV['JWT_SECRET']"),
    ("placeholder-symfony", "%env(JWT_SECRET)%"),
    ("placeholder-terraform", "var.jwt_secret"),
    ("placeholder-ansible", "{{ jwt_secret }}"),
    ("placeholder-go-nil", "<nil>"),
    ("placeholder-zero", "0"),
    ("placeholder-empty-quotes", '""'),
]:
    secret_case("placeholder", name, word, used, "secret-placeholder secret-default secret-empty secret-quotes")

for name, used in [
    ("hash-md5-hex", hashlib.md5(word.encode()).hexdigest()),
    ("hash-md5", hashlib.md5(word.encode()).digest()),
    ("hash-sha-256-capital-hex", hashlib.sha256(word.encode()).hexdigest().upper()),
    ("hash-sha-384", hashlib.sha384(word.encode()).digest()),
    ("hash-sha-224", hashlib.sha224(word.encode()).digest()),
    ("hash-sha-256-base64", b64(hashlib.sha256(word.encode()).digest())),
    ("hash-sha-256-base64url", b64u(hashlib.sha256(word.encode()).digest())),
    ("hash-sha-256-twice", hashlib.sha256(hashlib.sha256(word.encode()).digest()).digest()),
    ("hash-sha-256-first-32-of-hex", hashlib.sha256(word.encode()).hexdigest()[:32]),
    ("hash-sha-512-first-32", hashlib.sha512(word.encode()).digest()[:32]),
    ("hash-sha-1-hex", hashlib.sha1(word.encode()).hexdigest()),
    ("hash-with-line-feed", hashlib.sha256((word + "\n").encode()).hexdigest()),
]:
    secret_case("hashed", name, word, used, "secret-hashed secret-white-space")
secret_case("hashed", "hash-of-base64-bytes", b64(some), hashlib.sha256(some).digest(), "secret-encoding secret-hashed")

long = text(300)
for name, given, used in [
    ("cut-10", word, word[:10]),
    ("cut-at-50", long, long[:50]),
    ("cut-at-256", long, long[:256]),
    ("cut-at-30", word, word[:30]),
    ("cut-first-ten", word, word[10:]),
    ("cut-last-16", word, word[-16:]),
    ("cut-base64-first-32-bytes", b64(some + some), (some + some)[:32]),
    ("cut-two-behind", word, word[:-2]),
    ("cut-padded-zeros", word[:20], word[:20] + "0" * 12),
    ("cut-padded-spaces", word[:20], word[:20].ljust(32)),
    ("cut-repeated", word[:10], (word[:10] * 4)[:32]),
    ("cut-twice-written", word[:16], word[:16] * 2),
    ("cut-72", long, long[:72]),
    ("cut-left-padded", word[:20], word[:20].rjust(32, "0")),
]:
    secret_case("cut", name, given, used, "secret-cut secret-altered secret-encoding")

for name, given, used in [
    ("lines-second", f"old-{word}\n{word}", word),
    ("lines-joined", f"{word[:17]}\n{word[17:]}", word),
    ("lines-crlf-joined", f"{word[:17]}\r\n{word[17:]}", word),
    ("lines-crlf", f"{word[:17]}\n{word[17:]}", f"{word[:17]}\r\n{word[17:]}"),
    ("lines-lf", f"{word[:17]}\r\n{word[17:]}", f"{word[:17]}\n{word[17:]}"),
    ("lines-with-space", f"{word[:17]}\n{word[17:]}", f"{word[:17]} {word[17:]}"),
    ("lines-escaped", f"{word[:17]}\\n{word[17:]}", f"{word[:17]}\n{word[17:]}"),
    ("lines-three-middle", f"# key\n{word}\n# end", word),
    ("lines-blank-first", f"\n\n{word}", word),
    ("lines-indented", f"first:\n    {word}", word),
]:
    secret_case("lines", name, given, used, "secret-lines secret-white-space secret-escapes secret-file secret-prefix")

printed = b64(bytes(RANDOM.randrange(256) for _ in range(70)))
for name, given, used, codes in [
    ("lines-of-64", printed, printed[:64] + "\n" + printed[64:], "secret-lines"),
    ("lines-of-64-and-end", printed, printed[:64] + "\n" + printed[64:] + "\n", "secret-lines"),
    ("lines-of-76-and-end", printed, printed[:76] + "\n" + printed[76:] + "\n", "secret-lines"),
    ("file-yaml-octal", "01234567", "342391", "secret-file"),
    ("file-yaml-exponent", "1e10", "10000000000.0", "secret-file"),
    ("file-yaml-yes", "yes", "True", "secret-file secret-placeholder"),
    ("file-configparser", f"{word[:9]}%%{word[9:]}", f"{word[:9]}%{word[9:]}", "secret-shell"),
    ("file-list-second", f"{text(20)},{word}", word, "secret-file secret-cut"),
    ("file-list-with-space", f"{text(20)}; {word}; {text(9)}", word, "secret-file"),
    ("shell-hash-at-20", f"{word[:20]}#{word[20:]}", word[:20], "secret-shell"),
    ("shell-exclamation", f"{word[:9]}!{word[9:]}", f"{word[:9]}\\!{word[9:]}", "secret-shell"),
    ("encoding-node-buffer", "<Buffer " + " ".join(f"{byte:02x}" for byte in word.encode()) + ">", word, "secret-encoding"),
    ("placeholder-byte-array", word, "System.Byte[]", "secret-placeholder"),
]:
    secret_case(name.split("-")[0], name, given, used, codes)
for name, given in [
    ("lookalike-variable", "${JWT_SECRET}"),
    ("lookalike-mask", "f8a1****************9c2d"),
    ("lookalike-encrypted", "ENC[AES256_GCM,data:8fSKcpVq3mHjyg==,iv:R1Zc,tag:kq4l,type:str]"),
    ("lookalike-hash", "$2b$12$vBgoGirdQNxroCgGqdBFBDxYhfTbkE8NiR1ZcSkTjqfXd0e7j0hKq"),
    ("lookalike-path", "/run/secrets/jwt_secret"),
    ("lookalike-error", "cat: jwt.key: No such file or directory"),
]:
    secret_case("lookalike", name, given, word, "secret-lookalike")

at = 13
other = "x" if word[at] != "x" else "y"
for name, given, used in [
    ("typo-changed", word[:at] + other + word[at + 1:], word),
    ("typo-lost", word[:at] + word[at + 1:], word),
    ("typo-added", word[:at] + other + word[at:], word),
    ("typo-turned", word[:at] + word[at + 1] + word[at] + word[at + 2:], word),
    ("typo-letter-o", "pass0word" + word, "passOword" + word),
    ("typo-dash", "pass–word" + word, "pass-word" + word),
    ("typo-ligature", "ﬁne-" + word, "fine-" + word),
    ("typo-full-width", "ｐass-" + word, "pass-" + word),
]:
    secret_case("typo", name, given, used, "secret-altered secret-charset secret-cut secret-quotes")

# ---- The signer's call --------------------------------------------------------------------------------------------------

for bits in ["256", "512"]:
    name = f"sha{bits}"
    alg = f"HS{bits}"
    for id, codes, made in [
        ("call-swapped", "signer-call", lambda m, k: mac(m, k, name)),
        ("call-hash-key-text", "signer-call", lambda m, k: hashlib.new(name, k + m).digest()),
        ("call-hash-text-key", "signer-call", lambda m, k: hashlib.new(name, m + k).digest()),
        ("call-hash-text-dot-key", "signer-call", lambda m, k: hashlib.new(name, m + b"." + k).digest()),
        ("call-hash-both-sides", "signer-call", lambda m, k: hashlib.new(name, k + m + k).digest()),
        ("call-hash-text-colon-key", "signer-call", lambda m, k: hashlib.new(name, m + b":" + k).digest()),
        ("call-hash-alone", "signer-call", lambda m, k: hashlib.new(name, m).digest()),
        ("call-hmac-of-hash", "other-input signer-call", lambda m, k: mac(k, hashlib.new(name, m).digest(), name)),
        ("call-hmac-of-hex-hash", "other-input signer-call", lambda m, k: mac(k, hashlib.new(name, m).hexdigest().encode(), name)),
        ("call-hmac-twice", "signer-call", lambda m, k: mac(k, mac(k, m, name), name)),
        ("call-hash-after", "signer-call", lambda m, k: hashlib.new(name, mac(k, m, name)).digest()),
        ("call-hmac-hex-text", "signature-encoding", lambda m, k: mac(k, m, name).hex().encode()),
        ("call-hmac-base64-text", "signature-encoding", lambda m, k: b64(mac(k, m, name)).encode()),
        ("call-hmac-md5", "other-hash", lambda m, k: mac(k, m, "md5")),
        ("call-hmac-sha-1", "other-hash", lambda m, k: mac(k, m, "sha1")),
        ("call-hmac-sha-224", "other-hash", lambda m, k: mac(k, m, "sha224")),
        ("call-hmac-sha3", "other-hash key-or-content signature-length", lambda m, k: mac(k, m, f"sha3_{bits}")),
        ("call-key-alone", "signer-call", lambda m, k: k),
        ("call-hash-of-key", "signer-call", lambda m, k: hashlib.new(name, k).digest()),
        ("call-hmac-payload-only", "other-input", lambda m, k: mac(k, m.split(b".")[1], name)),
        ("call-hmac-json-payload", "other-input", lambda m, k: mac(k, unb64u(m.split(b".")[1].decode()), name)),
    ]:
        signed_case("call", f"{id}-{bits}", alg, codes, made)
for id, over in [
    ("call-lines-of-76", lambda m: b".".join(base64.encodebytes(unb64u(part.decode())) for part in m.split(b"."))),
    ("call-lines-of-64", lambda m: b".".join(re.sub(b"(.{64})", rb"\1\n", b64(unb64u(part.decode())).encode()) for part in m.split(b"."))),
    ("call-spaced-dot", lambda m: m.replace(b".", b" . ")),
    ("call-undefined", lambda m: b"undefined"),
    ("call-byte-order-mark", lambda m: b"\xef\xbb\xbf" + m),
]:
    signed_case("call", id, "HS256", "other-input", lambda m, k, over=over: mac(over(m), k))
for id, line in [
    ("call-openssl-dgst", lambda digits: f"(stdin)= {digits}\n"),
    ("call-openssl-3-dgst", lambda digits: f"SHA2-256(stdin)= {digits}\n"),
    ("call-openssl-3-hmac", lambda digits: f"HMAC-SHA2-256(stdin)= {digits}\n"),
]:
    signed_case("call", id, "HS256", "signature-encoding", form=lambda s, line=line: line(s.hex()).encode())
for index, prefix in enumerate(["even", "odd"]):
    numbers = lambda s: ",".join(str(int.from_bytes(half, "big")) for half in (s[:32], s[32:])).encode()
    signed_case("call", f"call-decimal-{prefix}", "ES256", "signature-wrapped", form=numbers)
signed_case("call", "call-hs256-truncated-hs512", "HS256", "signature-truncated other-hash", lambda m, k: mac(k, m, "sha512")[:32])
signed_case("call", "call-hs512-as-hs256", "HS512", "other-hash signature-length", lambda m, k: mac(k, m, "sha256"))

prehashed = utils.Prehashed
for alg, made in [("ES256", P256), ("ES384", P384), ("ES512", P521)]:
    size, right = SIZE[alg], HASH[{"ES256": "256", "ES384": "384", "ES512": "512"}[alg]]
    for id, codes, signer in [
        ("es-sha-1", "other-hash", lambda m, k: raw(made, m, hashes.SHA1(), size)),
        ("es-sha-224", "other-hash", lambda m, k: raw(made, m, hashes.SHA224(), size)),
        ("es-other-sha-2", "other-hash", lambda m, k: raw(made, m, hashes.SHA512() if size < 60 else hashes.SHA256(), size)),
        ("es-hashed-twice", "other-input", lambda m, k: raw(made, hashlib.new(right.name, m).digest(), right, size)),
        ("es-hex-of-hash", "other-input", lambda m, k: raw(made, hashlib.new(right.name, m).hexdigest().encode(), right, size)),
        ("es-base64-of-hash", "other-input", lambda m, k: raw(made, b64(hashlib.new(right.name, m).digest()).encode(), right, size)),
        ("es-sha-1-der", "other-hash", lambda m, k: der(raw(made, m, hashes.SHA1(), size))),
        ("es-line-feed-der-hex", "other-input", lambda m, k: der(raw(made, m + b"\n", right, size)).hex().encode()),
        ("es-payload-only", "other-input", lambda m, k: raw(made, m.split(b".")[1], right, size)),
    ]:
        signed_case("call", f"{id}-{alg}", alg, codes, signer)
# The hexadecimal text of the hash where the hash belongs: a curve of 256 bits takes its first 32 characters.
signed_case("call", "es-hex-as-hash", "ES256", "digest-info other-hash other-input", lambda m, k: raw(P256, hashlib.sha256(m).hexdigest().encode()[:32], prehashed(hashes.SHA256()), 32))

for id, codes, signer in [
    ("rs-sha-1", "other-hash", lambda m, k: RSA.sign(m, padding.PKCS1v15(), hashes.SHA1())),
    ("rs-as-pss", "other-padding", lambda m, k: sign("PS256", m)),
    ("rs-as-512", "other-hash", lambda m, k: sign("RS512", m)),
    ("rs-pss-sha-512", "other-padding", lambda m, k: sign("PS512", m)),
    ("rs-hash-twice", "other-input", lambda m, k: sign("RS256", hashlib.sha256(m).digest())),
    ("rs-hex-hash", "other-input", lambda m, k: sign("RS256", hashlib.sha256(m).hexdigest().encode())),
    ("rs-base64-hash-sha-512", "other-input", lambda m, k: sign("RS256", b64(hashlib.sha512(m).digest()).encode())),
    ("rs-md5", "other-hash", lambda m, k: RSA.sign(m, padding.PKCS1v15(), hashes.MD5())),
    ("rs-no-digest-info", "digest-info", lambda m, k: padded(hashlib.sha256(m).digest())),
    ("rs-hex-no-digest-info", "digest-info", lambda m, k: padded(hashlib.sha256(m).hexdigest().encode())),
    ("rs-payload-only", "other-input", lambda m, k: sign("RS256", m.split(b".")[1])),
    ("rs-sha-1-hex", "other-hash", lambda m, k: RSA.sign(m, padding.PKCS1v15(), hashes.SHA1()).hex().encode()),
    ("rs-sha-1-line-feed", "other-input", lambda m, k: RSA.sign(m + b"\n", padding.PKCS1v15(), hashes.SHA1())),
]:
    signed_case("call", id, "RS256", codes, signer)
sha256, sha1, sha512 = hashes.SHA256(), hashes.SHA1(), hashes.SHA512()
for id, codes, signer in [
    ("ps-salt-0", "pss-parameters", lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha256), 0), sha256)),
    ("ps-salt-20", "pss-parameters", lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha256), 20), sha256)),
    ("ps-salt-most", "pss-parameters", lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha256), padding.PSS.MAX_LENGTH), sha256)),
    ("ps-mgf1-sha-1-salt-20", "pss-parameters", lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha1), 20), sha256)),
    ("ps-all-sha-1", "pss-parameters other-hash", lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha1), 20), sha1)),
    ("ps-mgf1-sha-512", "pss-parameters", lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha512), 32), sha256)),
    ("ps-as-rs", "other-padding", lambda m, k: sign("RS256", m)),
    ("ps-mgf1-sha-1-line-feed", "other-input pss-parameters", lambda m, k: RSA.sign(m + b"\n", padding.PSS(padding.MGF1(sha1), 32), sha256)),
    ("ps-hashed-twice", "other-input", lambda m, k: sign("PS256", hashlib.sha256(m).digest())),
]:
    signed_case("call", id, "PS256", codes, signer)
for id, codes, signer in [
    ("ed-hash-sha-512", "other-input other-algorithm", lambda m, k: ED.sign(hashlib.sha512(m).digest())),
    ("ed-hash-sha-256", "other-input other-algorithm", lambda m, k: ED.sign(hashlib.sha256(m).digest())),
    ("ed-hex-sha-256", "other-input other-algorithm", lambda m, k: ED.sign(hashlib.sha256(m).hexdigest().encode())),
    ("ed-hex-sha-512", "other-input other-algorithm", lambda m, k: ED.sign(hashlib.sha512(m).hexdigest().encode())),
    ("ed-line-feed", "other-input", lambda m, k: ED.sign(m + b"\n")),
    ("ed-payload-only", "other-input", lambda m, k: ED.sign(m.split(b".")[1])),
    ("ed-signed-message", "signature-trailing", lambda m, k: ED.sign(m) + m),
    ("ed-hex", "signature-encoding", lambda m, k: ED.sign(m).hex().encode()),
    ("ed-octets", "signature-wrapped", lambda m, k: b"\x04\x40" + ED.sign(m)),
]:
    signed_case("call", id, "EdDSA", codes, signer)

# ---- The form of the signature ------------------------------------------------------------------------------------------


def until(alg, good, key=None):
    """A message whose signature has a property."""
    while True:
        head, body = tight(header(alg)), tight(payload())
        message = encoded(head, body).encode()
        signature = sign(alg, message, key)
        if good(signature):
            return message.decode(), signature


def found_case(kind, name, alg, codes, good, form, given=None):
    message, signature = until(alg, good)
    part = form(signature)
    part = part if isinstance(part, str) else b64u(part)
    add(kind, name, f"{message}.{part}", given or public(alg), codes)


trim = lambda n: n.lstrip(b"\0")
positive = lambda n: (b"\0" if n[0] > 127 else b"") + n
found_case("form", "form-s-trimmed", "ES256", "signature-zeros", lambda s: s[32] == 0 and s[0], lambda s: s[:32] + trim(s[32:]))
found_case("form", "form-r-trimmed-384", "ES384", "signature-zeros", lambda s: s[0] == 0, lambda s: trim(s[:48]) + s[48:])
found_case("form", "form-both-trimmed-512", "ES512", "signature-zeros", lambda s: s[1] < 128 and s[0] == 0 and s[66] == 0, lambda s: trim(s[:66]) + trim(s[66:]))
found_case("form", "form-sign-byte-s", "ES256", "signature-zeros", lambda s: s[0] < 128 and s[32] > 127, lambda s: s[:32] + positive(s[32:]))
found_case("form", "form-sign-bytes", "ES256", "signature-zeros", lambda s: s[0] > 127 and s[32] > 127, lambda s: positive(s[:32]) + positive(s[32:]))
found_case("form", "form-sign-byte-r-384", "ES384", "signature-zeros", lambda s: s[0] > 127 and s[48] < 128, lambda s: positive(s[:48]) + s[48:])
found_case("form", "form-rsa-zero-lost", "RS256", "signature-zeros", lambda s: s[0] == 0, trim)
found_case("form", "form-rsa-zero-added", "RS256", "signature-zeros signature-trailing", lambda s: True, lambda s: b"\0" + s)
for alg in ["ES256", "ES384", "EdDSA", "RS256", "HS256"]:
    for id, codes, form in [
        ("utf-8", "signature-charset", lambda s: s.decode("latin-1").encode()),
        ("standard-alphabet-space", "signature-charset signature-damaged signature-truncated", lambda s: b64(s).replace("+", " ")),
        ("hex-capital", "signature-encoding", lambda s: s.hex().upper()),
        ("hex-bytes", "signature-encoding", lambda s: s.hex().encode()),
        ("base64-twice", "signature-encoding", lambda s: b64u(s).encode()),
        ("percent", "signature-percent not-canonical", lambda s: urllib.parse.quote(b64(s), safe="")),
        ("0x", "signature-encoding", lambda s: "0x" + s.hex()),
        ("quoted", "signature-encoding", lambda s: ('"' + b64(s) + '"').encode()),
        ("text-mode", "signature-charset signature-damaged signature-trailing", lambda s: s.replace(b"\n", b"\r\n")),
        ("reversed", "signature-reversed", lambda s: s[::-1]),
        ("line-feed-behind", "signature-trailing signature-damaged", lambda s: s + b"\n"),
        ("hex-with-colons", "signature-encoding", lambda s: s.hex(":").encode()),
        ("decimal-list", "signature-encoding", lambda s: str(list(s)).encode()),
    ]:
        if id == "standard-alphabet-space":
            good = lambda s: "+" in b64(s) and "/" not in b64(s)
        elif id == "text-mode":
            good = lambda s: s.count(b"\n") == 1 and b"\r" not in s
        else:
            good = lambda s: True
        secret = text(36) if alg == "HS256" else None
        message, signature = until(alg, good, secret and secret.encode())
        part = form(signature)
        add("form", f"form-{id}-{alg}", message + "." + (part if isinstance(part, str) else b64u(part)), secret or public(alg), codes)
for alg in ["ES256", "ES384", "ES512"]:
    n = SIZE[alg]
    for id, codes, form in [
        ("s-before-r", "signature-swapped", lambda s: s[n:] + s[:n]),
        ("der", "signature-der", der),
        ("der-hex", "signature-encoding signature-der", lambda s: der(s).hex()),
        ("der-base64-text", "signature-encoding signature-der", lambda s: b64(der(s)).encode()),
        ("der-utf-8", "signature-charset signature-der", lambda s: der(s).decode("latin-1").encode()),
        ("der-with-zeros", "signature-der", lambda s: b"\x30" + (b"\x81" if 2 * n + 6 > 127 else b"") + bytes([2 * n + 6]) + b"\x02" + bytes([n + 1]) + b"\0" + s[:n] + b"\x02" + bytes([n + 1]) + b"\0" + s[n:]),
        ("halves-little-endian", "signature-reversed", lambda s: s[:n][::-1] + s[n:][::-1]),
        ("recovery-behind", "signature-trailing", lambda s: s + b"\x1b"),
        ("recovery-before", "signature-trailing", lambda s: b"\x01" + s),
        ("json", "signature-encoding signature-wrapped", lambda s: tight({"r": s[:n].hex(), "s": s[n:].hex()}).encode()),
        ("ssh", "signature-wrapped", lambda s: b"".join(len(p).to_bytes(4, "big") + p for p in [positive(s[:n].lstrip(b"\0")), positive(s[n:].lstrip(b"\0"))])),
        ("der-swapped", "signature-der signature-swapped", lambda s: der(s[n:] + s[:n])),
        ("halves-with-dot", "signature-encoding signature-wrapped signature-trailing", lambda s: s[:n].hex().encode() + b"." + s[n:].hex().encode()),
        ("der-bit-string", "signature-wrapped signature-der", lambda s: b"\x03" + (b"" if len(der(s)) < 127 else b"\x81") + bytes([len(der(s)) + 1]) + b"\0" + der(s)),
    ]:
        signed_case("form", f"form-{id}-{alg}", alg, codes, form=form)

# ---- Damage -------------------------------------------------------------------------------------------------------------


def damage(kind, name, alg, codes, change, given=None, secret=None):
    secret = secret or text(36)
    message = encoded(tight(header(alg)), tight(payload()))
    part = change(b64u(sign(alg, message.encode(), secret.encode())))
    key = given or (secret if alg.startswith("HS") else public(alg))
    add(kind, name, f"{message}.{part}", key, codes)


flip = lambda t, at: t[:at] + ("A" if t[at] != "A" else "B") + t[at + 1:]
for alg, given in [("HS256", None), ("HS512", None), ("EdDSA", pkcs8(ED)), ("RS256", pkcs8(RSA))]:
    for id, codes, change in [
        ("first", "signature-damaged", lambda t: flip(t, 0)),
        ("one", "signature-damaged", lambda t: flip(t, 17)),
        ("two-apart", "signature-damaged", lambda t: flip(flip(t, 5), 31)),
        ("lost", "signature-damaged", lambda t: t[:12] + t[13:]),
        ("lost-two", "signature-damaged", lambda t: t[:12] + t[14:]),
        ("doubled", "signature-damaged", lambda t: t[:12] + t[11] + t[12:]),
        ("turned", "signature-damaged", lambda t: next(t[:i] + t[i + 1] + t[i] + t[i + 2:] for i in range(8, 30) if t[i] != t[i + 1])),
        ("lower", "signature-case", str.lower),
        ("upper", "signature-case", str.upper),
        ("cut-1", "signature-truncated signature-damaged", lambda t: t[:-1]),
        ("cut-half", "signature-truncated", lambda t: t[: len(t) // 2 // 4 * 4]),
        ("cut-front", "signature-truncated signature-damaged", lambda t: t[5:]),
        ("appended", "signature-damaged signature-trailing", lambda t: t + "AB"),
        ("pasted-twice", "signature-trailing signature-damaged", lambda t: t + t),
        ("letters-o-and-0", "signature-damaged", lambda t: t.replace("O", "0").replace("l", "1").replace("I", "1")),
        ("marks-lost", "signature-damaged", lambda t: t.replace("-", "").replace("_", "")),
        ("marks-same", "signature-damaged", lambda t: t.replace("_", "-")),
        ("block-lost", "signature-damaged", lambda t: t[:8] + t[16:]),
    ]:
        if id in ("marks-lost", "marks-same"):
            good = (lambda t: t.count("-") + t.count("_") == 2) if id == "marks-lost" else (lambda t: t.count("_") in (1, 2))
            if alg == "RS256":
                good = lambda t: "_" in t
        elif id == "letters-o-and-0":
            good = lambda t: any(c in t for c in "OlI")
        else:
            good = lambda t: True
        while True:
            before = len(CASES)
            kept = {}
            damage("damage", f"damage-{id}-{alg}", alg, codes + " not-canonical", lambda t: kept.setdefault("t", t) and change(t), given)
            if good(kept["t"]):
                break
            del CASES[before:]

for alg in ["HS256", "RS256", "EdDSA"]:
    secret = text(36)
    for id, codes, change in [
        ("letter", "content-changed", lambda h, p: (h, p.replace("user-", "uses-"))),
        ("digit-lost", "content-changed", lambda h, p: (h, p.replace("1795743299", "179574329"))),
        ("digit-added", "content-changed", lambda h, p: (h, p.replace("1795743299", "17957432990"))),
        ("brace-lost", "content-changed", lambda h, p: (h, p[:-1])),
        ("turned", "content-changed", lambda h, p: (h, p.replace("user-", "suer-"))),
    ]:
        head, body = tight(header(alg)), tight(payload())
        signature = b64u(sign(alg, encoded(head, body).encode(), secret.encode()))
        codes = codes if alg != "EdDSA" else "content-changed key-or-content"
        add("damage", f"damage-payload-{id}-{alg}", encoded(*change(head, body)) + "." + signature, secret if alg == "HS256" else public(alg), codes)
    for id, change in [
        ("encoded-changed", lambda m: m[:60] + ("A" if m[60] != "A" else "B") + m[61:]),
        ("encoded-changed-2", lambda m: m[:81] + ("k" if m[81] != "k" else "m") + m[82:]),
        ("encoded-lost", lambda m: m[:70] + m[71:]),
        ("encoded-added", lambda m: m[:70] + "x" + m[70:]),
        ("encoded-last-lost", lambda m: m[:-1]),
        ("encoded-last-two-lost", lambda m: m[:-2]),
    ]:
        message = encoded(tight(header(alg)), tight(payload()))
        signature = b64u(sign(alg, message.encode(), secret.encode()))
        codes = "content-changed key-or-content" if alg == "EdDSA" else "content-changed"
        add("damage", f"damage-{id}-{alg}", change(message) + "." + signature, secret if alg == "HS256" else public(alg), codes)

# ---- Written anew -------------------------------------------------------------------------------------------------------

words = {"note": "Zoë & <Søn> 'x' + \"y\" = `z` / ✓", "url": "https://a.example/?a=1&b=2"}
def gson(s):
    return s.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("=", "\\u003d").replace("'", "\\u0027")


def net(s):
    out = ""
    for c in s.replace('\\"', "\\u0022"):
        out += "".join(f"\\u{int.from_bytes(c.encode('utf-16-be')[i:i + 2], 'big'):04X}" for i in range(0, len(c.encode("utf-16-be")), 2)) if c in "<>&'+`" or ord(c) > 126 else c
    return out


def upper_escapes(s):
    return "".join(c if ord(c) < 127 else f"\\u{ord(c):04X}" for c in s)


php = lambda v: json.dumps(v, separators=(",", ":")).replace("/", "\\/")
FORMS = [
    ("go", lambda v: tight(v).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")),
    ("gson", lambda v: gson(tight(v))),
    ("net", lambda v: net(tight(v))),
    ("python", lambda v: json.dumps(v)),
    ("python-unicode", lambda v: json.dumps(v, ensure_ascii=False)),
    ("python-sorted", lambda v: json.dumps(v, sort_keys=True)),
    ("python-sorted-tight", lambda v: json.dumps(v, sort_keys=True, separators=(",", ":"))),
    ("python-indented", lambda v: json.dumps(v, indent=4)),
    ("python-indented-sorted", lambda v: json.dumps(v, indent=2, sort_keys=True)),
    ("php", php),
    ("php-unescaped-slashes", lambda v: json.dumps(v, separators=(",", ":"))),
    ("php-pretty", lambda v: json.dumps(v, indent=4).replace("/", "\\/")),
    ("java-ascii", lambda v: upper_escapes(tight(v))),
    ("javascript-indented", lambda v: json.dumps(v, indent=2, ensure_ascii=False)),
    ("tabs", lambda v: json.dumps(v, indent="\t", ensure_ascii=False)),
    ("windows-lines", lambda v: json.dumps(v, indent=2, ensure_ascii=False).replace("\n", "\r\n")),
    ("sorted", lambda v: json.dumps(v, sort_keys=True, separators=(",", ":"), ensure_ascii=False)),
    ("sorted-spaced", lambda v: json.dumps(v, sort_keys=True, ensure_ascii=False)),
    ("ruby", lambda v: tight(v).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("✓", "✓")),
    ("floats", lambda v: tight(v).replace("1795739699", "1.795739699E9").replace("1795743299", "1.795743299E9")),
    ("strings", lambda v: tight(v).replace("1795739699", '"1795739699"').replace("1795743299", '"1795743299"')),
    ("audience-list", lambda v: tight({**v, "aud": ["api"]}) if "aud" in v else tight(v)),
    ("closing-tags", lambda v: tight(v).replace("</", "<\\/")),
    ("space-at-end", lambda v: tight(v) + " "),
    ("mark", lambda v: "\ufeff" + tight(v)),
]
NAMED = "content-rewritten other-input member-order"
for alg in ["HS256", "RS256", "ES256", "EdDSA"]:
    for id, write in FORMS:
        for scope in (["both", "payload"] if id in ("python", "go", "net", "php", "windows-lines") else ["payload"]):
            head, body = header(alg, kid="a/b"), payload(**words, old="</b>")
            if scope == "both":
                signed = (write(head), write(body))
            else:
                signed = (tight(head), write(body))
            if signed == (tight(head), tight(body)):
                continue
            signed_case("anew", f"anew-{id}-{scope}-{alg}", alg, NAMED, sent=(tight(head), tight(body)), signed=signed)
    # Sent by such a writer, signed as it was.
    for id, write in FORMS:
        if id in ("python", "go", "php", "net", "javascript-indented", "python-sorted", "windows-lines", "gson"):
            head, body = header(alg), payload(**words)
            if write(body) != tight(body):
                # The order that there was cannot be found again.
                codes = NAMED + " key-or-content content-changed" if "sorted" in id else NAMED
                signed_case("anew", f"sent-{id}-{alg}", alg, codes, sent=(tight(head), write(body)), signed=(tight(head), tight(body)))
    for id, codes, sent, signed in [
        ("x5t-added", "member-added", header(alg, x5t=text(27)), header(alg)),
        ("kid-and-jku-added", "member-added", header(alg, kid="1", jku="https://a.example/keys"), header(alg)),
        ("typ-lost", "member-lost", {"alg": alg}, header(alg)),
        ("typ-small", "content-changed content-rewritten member-lost", {"alg": alg, "typ": "JWT"}, {"alg": alg, "typ": "jwt"}),
        ("typ-at", "content-changed content-rewritten member-lost", {"alg": alg, "typ": "JWT"}, {"alg": alg, "typ": "at+jwt"}),
        ("typ-first", "member-order content-rewritten", header(alg), {"typ": "JWT", "alg": alg}),
    ]:
        body = tight(payload())
        signed_case("anew", f"member-{id}-{alg}", alg, codes, sent=(tight(sent), body), signed=(tight(signed), body))
    for id, codes, change in [
        ("claim-added", "member-added", lambda v: {**v, "role": "admin"}),
        ("claim-added-first", "member-added", lambda v: {"tenant": "t1", **v}),
        ("claim-added-inside", "member-added", lambda v: {"iss": v["iss"], "email": "a@b.example", **v}),
        ("two-claims-added", "member-added", lambda v: {**v, "role": "admin", "scope": "read"}),
    ]:
        body = payload()
        signed_case("anew", f"member-{id}-{alg}", alg, codes, sent=(tight(header(alg)), tight(change(body))), signed=(tight(header(alg)), tight(body)))
    body = payload(scope="read write", email_verified=True)
    for id, change in [
        ("scope-list", {**body, "scope": ["read", "write"]}),
        ("booleans-as-text", {**body, "email_verified": "true"}),
    ]:
        signed_case("anew", f"anew-{id}-{alg}", alg, NAMED, sent=(tight(header(alg)), tight(body)), signed=(tight(header(alg)), tight(change)))
        signed_case("anew", f"sent-{id}-{alg}", alg, NAMED, sent=(tight(header(alg)), tight(change)), signed=(tight(header(alg)), tight(body)))

# ---- Segments and text --------------------------------------------------------------------------------------------------

for alg in ["HS256", "RS256", "ES256", "EdDSA"]:
    for id, over in [
        ("crlf", lambda h, p: f"{b64u(h)}.{b64u(p)}\r\n"),
        ("padded", lambda h, p: base64.urlsafe_b64encode(h).decode() + "." + base64.urlsafe_b64encode(p).decode()),
        ("standard", lambda h, p: b64(h) + "." + b64(p)),
        ("without-dot", lambda h, p: b64u(h) + b64u(p)),
        ("documents", lambda h, p: h.decode() + "." + p.decode()),
        ("payload-bare", lambda h, p: b64u(h) + "." + p.decode()),
        ("quoted", lambda h, p: f'"{b64u(h)}.{b64u(p)}"'),
        ("bearer", lambda h, p: f"Bearer {b64u(h)}.{b64u(p)}"),
        ("dot-behind", lambda h, p: f"{b64u(h)}.{b64u(p)}."),
        ("upper", lambda h, p: f"{b64u(h)}.{b64u(p)}".upper()),
        ("once-more", lambda h, p: b64(f"{b64u(h)}.{b64u(p)}".encode())),
        ("dot-first", lambda h, p: f".{b64u(h)}.{b64u(p)}"),
        ("two-line-feeds", lambda h, p: f"{b64u(h)}.{b64u(p)}\n\n"),
        ("comma", lambda h, p: f"{b64u(h)},{b64u(p)}"),
    ]:
        head, body = tight(header(alg)).encode(), tight(payload(note="ÿþ?>~")).encode()
        secret = text(30)
        signature = sign(alg, over(head, body).encode(), secret.encode())
        add("input", f"input-{id}-{alg}", encoded(head.decode(), body.decode()) + "." + b64u(signature), secret if alg == "HS256" else public(alg), "other-input content-rewritten")

# ---- Keys ---------------------------------------------------------------------------------------------------------------

numbers = RSA.public_key().public_numbers()
N = numbers.n.to_bytes(256, "big")
jwk = lambda **more: tight({"kty": "RSA", "n": b64u(N), "e": "AQAB", **more})
# A wrong name is refused, and the right one is said.
KEYS_CODES = "key-number jwk-crv jwk-kty"
for id, key in [
    ("e-text", jwk(e="65537")),
    ("e-encoded-text", jwk(e=b64u(b"65537"))),
    ("e-hex", jwk(e="010001")),
    ("e-0x", jwk(e="0x10001")),
    ("e-10001", jwk(e="10001")),
    ("e-twice", jwk(e=b64u(b"AQAB"))),
    ("e-number", jwk(e=65537)),
    ("e-three", jwk(e="Aw")),
    ("e-little-endian", jwk(e=b64u(b"\x01\0\x01\0"))),
    ("e-padded", jwk(e=b64(b"\0\x01\0\x01"))),
    ("n-hex", jwk(n=N.hex())),
    ("n-hex-capital", jwk(n=N.hex().upper())),
    ("n-hex-encoded", jwk(n=b64u(N.hex().encode()))),
    ("n-hex-colons", jwk(n=N.hex(":"))),
    ("n-0x", jwk(n="0x" + N.hex())),
    ("n-openssl", jwk(n="Modulus=" + N.hex().upper())),
    ("n-decimal", jwk(n=str(numbers.n))),
    ("n-decimal-encoded", jwk(n=b64u(str(numbers.n).encode()))),
    ("n-standard", jwk(n=b64(N))),
    ("n-sign-byte", jwk(n=b64u(b"\0" + N))),
    ("n-twice", jwk(n=b64u(b64u(N).encode()))),
    ("n-little-endian", jwk(n=b64u(N[::-1]))),
    ("n-and-e-little-endian", jwk(n=b64u(N[::-1]), e=b64u(b"\x01\0\x01\0"))),
    ("n-hex-e-text", jwk(n=N.hex(), e="65537")),
    ("n-pem", jwk(n=spki(RSA))),
    ("n-pem-encoded", jwk(n=b64u(spki(RSA).encode()))),
    ("n-pem-body", jwk(n="".join(spki(RSA).splitlines()[1:-1]))),
    ("n-der-encoded", jwk(n=b64u(base64.b64decode("".join(spki(RSA).splitlines()[1:-1]))))),
    ("n-lines", jwk(n="\n".join(b64(N)[i:i + 64] for i in range(0, 344, 64)))),
    ("kty-lower", jwk(kty="rsa")),
]:
    message = encoded(tight(header("RS256")), tight(payload()))
    add("key", f"key-{id}", message + "." + b64u(sign("RS256", message.encode())), key, KEYS_CODES, valid=True)

point = P256.public_key().public_numbers()
X, Y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
ecjwk = lambda **more: tight({"kty": "EC", "crv": "P-256", "x": b64u(X), "y": b64u(Y), **more})
for id, key in [
    ("xy-swapped", ecjwk(x=b64u(Y), y=b64u(X))),
    ("x-little-endian", ecjwk(x=b64u(X[::-1]), y=b64u(Y[::-1]))),
    ("x-hex", ecjwk(x=X.hex(), y=Y.hex())),
    ("x-hex-encoded", ecjwk(x=b64u(X.hex().encode()), y=b64u(Y.hex().encode()))),
    ("x-standard", ecjwk(x=b64(X), y=b64(Y))),
    ("x-sign-byte", ecjwk(x=b64u(b"\0" + X), y=b64u(b"\0" + Y))),
    ("x-decimal", ecjwk(x=str(point.x), y=str(point.y))),
    ("x-is-point", ecjwk(x=b64u(b"\x04" + X + Y), y="")),
    ("x-with-prefix", ecjwk(x=b64u(b"\x04" + X))),
    ("x-twice", ecjwk(x=b64u(b64u(X).encode()), y=b64u(b64u(Y).encode()))),
    ("crv-openssl", ecjwk(crv="prime256v1")),
    ("crv-secg", ecjwk(crv="secp256r1")),
    ("crv-without-dash", ecjwk(crv="P256")),
    ("kty-ecdsa", ecjwk(kty="ECDSA")),
    ("y-missing", tight({"kty": "EC", "crv": "P-256", "x": b64u(bytes([2 + Y[-1] % 2]) + X)})),
]:
    message = encoded(tight(header("ES256")), tight(payload()))
    add("key", f"key-{id}", message + "." + b64u(sign("ES256", message.encode())), key, KEYS_CODES, valid=True)

PUB = ED.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
SEED = ED.private_bytes(serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
okp = lambda **more: tight({"kty": "OKP", "crv": "Ed25519", "x": b64u(PUB), **more})
for id, key in [
    ("ed-seed", okp(x=b64u(SEED))),
    ("ed-hex", okp(x=PUB.hex())),
    ("ed-hex-encoded", okp(x=b64u(PUB.hex().encode()))),
    ("ed-standard", okp(x=b64(PUB))),
    ("ed-reversed", okp(x=b64u(PUB[::-1]))),
    ("ed-der", okp(x=b64u(bytes.fromhex("302a300506032b6570032100") + PUB))),
    ("ed-multicodec", okp(x=b64u(b"\xed\x01" + PUB))),
    ("ed-64-bytes", okp(x=b64u(SEED + PUB))),
    ("ed-ssh", okp(x=b64u(b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + PUB))),
    ("ed-twice", okp(x=b64u(b64u(PUB).encode()))),
    ("ed-crv-case", okp(crv="ed25519")),
    ("ed-kty-ec", okp(kty="EC")),
    ("ed-d-is-public", okp(d=b64u(SEED + PUB))),
]:
    message = encoded(tight(header("EdDSA")), tight(payload()))
    add("key", f"key-{id}", message + "." + b64u(sign("EdDSA", message.encode())), key, KEYS_CODES, valid=True)

# ---- The name of the algorithm ------------------------------------------------------------------------------------------

ALG = "alg-other-name"
for alg, names in [
    ("HS256", ["HmacSHA256", "HS-256", "HMACSHA256", "hmac-sha256", "HMAC_SHA_256", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "Hs256", "SHA256", "HMAC256", "HS256 ", "HMAC", "HS_256", "hS256", "HmacSha256Signature", "1.2.840.113549.2.9", "H256", "JWT-HS256", "HSA256", "5"]),
    ("HS512", ["HmacSHA512", "hs512", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512", "SHA-512"]),
    ("RS256", ["RSA256", "rs256", "SHA256withRSA", "RSA-SHA256", "RSASSA_PKCS1_V1_5_SHA_256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "RSA", "sha256WithRSAEncryption", "1.2.840.113549.1.1.11", "RS-256", "rsa-v1_5-sha256", "RSASSA-PKCS1-v1_5 using SHA-256", "RSA_SIGN_PKCS1_2048_SHA256", "R256"]),
    ("PS256", ["RSASSA_PSS_SHA_256", "SHA256withRSAandMGF1", "RSA-PSS", "ps256", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "RSAPSS256", "rsa-pss-sha256", "PS-256"]),
    ("ES256", ["ECDSA", "es256", "SHA256withECDSA", "ECDSA_SHA_256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ES-256", "ecdsa-p256-sha256", "EC256", "ECDSA256", "1.2.840.10045.4.3.2", "ecdsa-with-SHA256", "P-256", "ecdsa-sha2-nistp256", "EC_SIGN_P256_SHA256", "ES256 (P-256)"]),
    ("EdDSA", ["EDDSA", "eddsa", "ED25519", "Ed25519 ", "ed25519", "EdDSA25519", "Ed25519Signature2018", "1.3.101.112", "ssh-ed25519", "EC_SIGN_ED25519", "OKP"]),
]:
    for spelling in names:
        secret = text(40)
        message = encoded(tight(header(spelling)), tight(payload()))
        signature = sign(alg, message.encode(), secret.encode())
        add("header", f"header-{spelling}-{alg}", message + "." + b64u(signature), secret if alg.startswith("HS") else public(alg), ALG)
for alg, number in [("HS256", 5), ("ES256", -7), ("EdDSA", -8), ("RS256", -257)]:
    secret = text(40)
    message = encoded(tight({"alg": number, "typ": "JWT"}), tight(payload()))
    add("header", f"header-cose-{alg}", message + "." + b64u(sign(alg, message.encode(), secret.encode())), secret if alg.startswith("HS") else public(alg), ALG + " alg-type")
secret = text(40)
message = encoded(tight({"typ": "HS256", "alg": "JWT"}), tight(payload()))
add("header", "header-alg-and-typ-swapped", message + "." + b64u(sign("HS256", message.encode(), secret.encode())), secret, ALG)
message = encoded(tight({"Alg": "HS256", "Typ": "JWT"}), tight(payload()))
add("header", "header-capital-member", message + "." + b64u(sign("HS256", message.encode(), secret.encode())), secret, ALG + " alg-missing alg-not-named")
message = encoded(tight({"alg": ["HS256"], "typ": "JWT"}), tight(payload()))
add("header", "header-list", message + "." + b64u(sign("HS256", message.encode(), secret.encode())), secret, ALG + " alg-type")

# ---- Two at once --------------------------------------------------------------------------------------------------------


def two(name, alg, codes, given=None, used=None, over=lambda m: m, form=None, head=None, signer=None):
    used = used if used is not None else text(40).encode()
    message = encoded(tight(head or header(alg)), tight(payload(note="Zoë & co")))
    data = over(message.encode())
    signature = signer(data, used) if signer else sign(alg, data, used)
    part = form(signature) if form else b64u(signature)
    part = part if isinstance(part, str) else b64u(part)
    add("two", f"two-{name}", f"{message}.{part}", given if given is not None else (used.decode() if alg.startswith("HS") else public(alg)), codes)


plain = text(33)
coded = b64(plain.encode())
SECRET = "secret-encoding secret-quotes secret-white-space secret-file secret-escapes secret-percent secret-hashed secret-charset secret-cut secret-case secret-prefix secret-html secret-shell secret-lines other-input signature-encoding signature-damaged signature-truncated content-rewritten member-added"
two("quotes-hex", "HS256", SECRET, f'"{plain.encode().hex()}"', plain.encode())
two("env-base64", "HS256", SECRET, f"JWT_SECRET={coded}", plain.encode())
two("env-quoted-base64", "HS256", SECRET, f'JWT_SECRET="{coded}"', plain.encode())
two("env-quoted-hex", "HS256", SECRET, f"export JWT_SECRET='{plain.encode().hex()}'", plain.encode())
two("json-base64", "HS256", SECRET, '{"secret":"' + coded + '"}', plain.encode())
two("percent-base64", "HS256", SECRET, urllib.parse.quote(b64(b"\xff\xfe\xfd" + plain.encode()), safe=""), b"\xff\xfe\xfd" + plain.encode())
two("base64-line-feed-inside", "HS256", SECRET, b64((plain + "\n").encode()), plain.encode())
two("base64-line-feed-used", "HS256", SECRET, coded, (plain + "\n").encode())
two("base64-quotes-inside", "HS256", SECRET, b64(f'"{plain}"'.encode()), plain.encode())
two("base64-hashed", "HS256", SECRET, coded, hashlib.sha256(plain.encode()).digest())
two("base64-first-32", "HS256", SECRET, b64((plain * 2).encode()), (plain * 2)[:32].encode())
two("lower-utf-16", "HS256", SECRET, plain, plain.lower().encode("utf-16-le"))
two("trimmed-upper", "HS256", SECRET, plain + " ", plain.upper().encode())
two("line-feed-hash-hex", "HS256", SECRET, plain, hashlib.sha256((plain + "\n").encode()).hexdigest().encode())
two("html-quotes", "HS256", SECRET, f"&quot;{plain}&quot;", plain.encode())
two("base64-sig-hex", "HS256", SECRET, coded, plain.encode(), form=lambda s: s.hex())
two("base64-sig-hex-bytes", "HS512", SECRET, coded, plain.encode(), form=lambda s: s.hex().encode())
two("base64-sig-damaged", "HS256", SECRET, coded, plain.encode(), form=lambda s: flip(b64u(s), 9))
two("base64-sig-cut", "HS256", SECRET, coded, plain.encode(), form=lambda s: b64u(s)[:-3])
two("base64-line-feed-text", "HS256", SECRET, coded, plain.encode(), over=lambda m: m + b"\n")
two("quotes-payload-only", "HS256", SECRET, f'"{plain}"', plain.encode(), over=lambda m: m.split(b".")[1])
two("base64-padded", "HS256", SECRET, coded, plain.encode(), over=lambda m: b".".join(base64.urlsafe_b64encode(unb64u(p.decode())) for p in m.split(b".")))
two("base64-hs512", "HS256", SECRET + " other-hash", coded, plain.encode(), signer=lambda m, k: mac(k, m, "sha512"))
two("base64-swapped", "HS256", SECRET + " signer-call", coded, plain.encode(), signer=lambda m, k: mac(m, k))
two("base64-keyed-hash", "HS256", SECRET + " signer-call", coded, plain.encode(), signer=lambda m, k: hashlib.sha256(k + m).digest())
two("line-feed-secret-sig-hex", "HS256", SECRET, plain, (plain + "\n").encode(), form=lambda s: s.hex().encode())
two("alg-name-base64", "HS256", ALG, coded, plain.encode(), head=header("HmacSHA256"))
two("alg-name-line-feed", "HS256", ALG, plain, (plain + "\n").encode(), head=header("hs256"))
two("alg-name-der", "ES256", ALG, form=der, head=header("SHA256withECDSA"))
two("alg-name-sha-1", "RS256", ALG, head=header("RSA"), signer=lambda m, k: RSA.sign(m, padding.PKCS1v15(), hashes.SHA1()))
two("alg-name-line-feed-rs", "RS256", ALG, head=header("RSA256"), over=lambda m: m + b"\n")
FORM = "other-input signature-der signature-encoding other-hash signature-charset signature-swapped signature-zeros signature-reversed signature-percent signature-trailing"
for alg in ["ES256", "ES384"]:
    digest = HASH[alg[-3:]]
    two(f"der-crlf-{alg}", alg, FORM, over=lambda m: m + b"\r\n", form=der)
    two(f"der-sha-1-{alg}", alg, FORM, form=der, signer=lambda m, k: raw(EC[alg], m, hashes.SHA1(), SIZE[alg]))
    two(f"der-hex-bytes-{alg}", alg, FORM, form=lambda s: der(s).hex().encode())
    two(f"der-payload-only-{alg}", alg, FORM, over=lambda m: m.split(b".")[1], form=der)
    two(f"der-padded-{alg}", alg, FORM, over=lambda m: b".".join(base64.urlsafe_b64encode(unb64u(p.decode())) for p in m.split(b".")), form=der)
    two(f"der-hashed-twice-{alg}", alg, FORM, over=lambda m: hashlib.new(digest.name, m).digest(), form=der)
    two(f"sha-1-hex-{alg}", alg, FORM, form=lambda s: s.hex(), signer=lambda m, k: raw(EC[alg], m, hashes.SHA1(), SIZE[alg]))
    two(f"der-percent-{alg}", alg, FORM, form=lambda s: urllib.parse.quote(b64(der(s)), safe=""))
    two(f"line-feed-hex-{alg}", alg, FORM, over=lambda m: m + b"\n", form=lambda s: s.hex())
    two(f"swapped-line-feed-{alg}", alg, FORM, over=lambda m: m + b"\n", form=lambda s: s[len(s) // 2:] + s[: len(s) // 2])
RS = "other-input other-hash other-padding signature-encoding signature-reversed pss-parameters digest-info signature-charset"
two("rs-sha-1-hex", "RS256", RS, form=lambda s: s.hex(), signer=lambda m, k: RSA.sign(m, padding.PKCS1v15(), hashes.SHA1()))
two("rs-line-feed-reversed", "RS256", RS, over=lambda m: m + b"\n", form=lambda s: s[::-1])
two("rs-pss-line-feed", "RS256", RS, over=lambda m: m + b"\n", signer=lambda m, k: sign("PS256", m))
two("rs-hash-no-info-line-feed", "RS256", RS, over=lambda m: m + b"\n", signer=lambda m, k: padded(hashlib.sha256(m).digest()))
two("rs-payload-only-base64", "RS256", RS, over=lambda m: m.split(b".")[1], form=lambda s: b64(s).encode())
two("ps-sha-1-hex", "PS256", RS, form=lambda s: s.hex().encode(), signer=lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha1), 20), sha1))
two("ps-salt-line-feed", "PS256", RS, over=lambda m: m + b"\n", signer=lambda m, k: RSA.sign(m, padding.PSS(padding.MGF1(sha256), 0), sha256))
two("ed-line-feed-hex", "EdDSA", RS, over=lambda m: m + b"\n", form=lambda s: s.hex())
two("ed-hash-reversed", "EdDSA", RS, over=lambda m: hashlib.sha512(m).digest(), form=lambda s: s[::-1])
two("ed-payload-utf-8", "EdDSA", RS, over=lambda m: m.split(b".")[1], form=lambda s: s.decode("latin-1").encode())
two("ed-padded-base64", "EdDSA", RS, over=lambda m: b".".join(base64.urlsafe_b64encode(unb64u(p.decode())) for p in m.split(b".")), form=lambda s: b64u(s).encode())
for id, key in [("e-text-line-feed", jwk(e=b64u(b"65537"))), ("n-little-endian-line-feed", jwk(n=b64u(N[::-1]))), ("n-twice-crlf", jwk(n=b64u(b64u(N).encode())))]:
    two(f"key-{id}", "RS256", "key-number key-repaired other-input", key, over=lambda m: m + (b"\r\n" if "crlf" in id else b"\n"))
two("ed-seed-line-feed", "EdDSA", "key-number", okp(x=b64u(SEED)), over=lambda m: m + b"\n")

(HERE / "neighbours.json").write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":"), ensure_ascii=True) for case in CASES if case) + "\n]\n")
print(len(CASES), "cases")
