"""Writes neighbours.json: keys and pasted texts of the kinds that people have, made by Python's own cryptography.

    python3 tests/cases/neighbours.py      (needs the package `cryptography`)

Each case has what the person pasted and put into the key field, and what is to be said of it: the verdict (`state`), and codes.
"""

import base64
import hashlib
import json
import pathlib
import urllib.parse
import zlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

HERE = pathlib.Path(__file__).parent
KEYS = HERE.parent / "keys"
CASES = []
NOW = 1795739700


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def b64(data):
    return base64.b64encode(data).decode()


def private(name):
    return serialization.load_pem_private_key((KEYS / f"{name}-pkcs8.pem").read_bytes(), None)


RSA, P256, P384, ED = (private(name) for name in ["rsa2048", "p256", "p384", "ed25519"])
PEM, DER, RAW = serialization.Encoding.PEM, serialization.Encoding.DER, serialization.Encoding.Raw
SPKI = serialization.PublicFormat.SubjectPublicKeyInfo


def spki(key):
    return key.public_key().public_bytes(PEM, SPKI).decode()


def der(key):
    return key.public_key().public_bytes(DER, SPKI)


def pkcs8(key):
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def raw(key, message, digest, size):
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(digest)))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def signature(alg, message):
    if alg == "RS256":
        return RSA.sign(message, padding.PKCS1v15(), hashes.SHA256())
    if alg == "ES256":
        return raw(P256, message, hashes.SHA256(), 32)
    if alg == "ES384":
        return raw(P384, message, hashes.SHA384(), 48)
    return ED.sign(message)


def token(alg, **header):
    parts = [{"alg": alg, "typ": "JWT", **header}, {"sub": "user-1", "iat": NOW - 60, "exp": NOW + 3600}]
    message = ".".join(b64u(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return message + "." + b64u(signature(alg, message.encode()))


def add(name, had, pasted, key, state, *has, lacks=()):
    case = {"id": name, "had": had, "token": pasted, "key": key, "state": state, "has": list(has)}
    CASES.append({**case, "lacks": list(lacks)} if lacks else case)


def given(name, had, key, alg, *has, **header):
    """A key that verifies the token, in whatever form it is."""
    add(name, had, token(alg, **header), key, f"valid {alg}", *has)


def none(name, had, key, code, alg="RS256"):
    """What is no key."""
    add(name, had, token(alg), key, f"no-key {alg}", code)


def numbers(key):
    point = key.public_key().public_numbers()
    size = (key.curve.key_size + 7) // 8
    return point.x.to_bytes(size, "big"), point.y.to_bytes(size, "big")


def jwk(key, **more):
    if key is RSA:
        n = key.public_key().public_numbers().n.to_bytes(256, "big")
        return {"kty": "RSA", "n": b64u(n), "e": "AQAB", **more}
    if key is ED:
        return {"kty": "OKP", "crv": "Ed25519", "x": b64u(key.public_key().public_bytes(RAW, serialization.PublicFormat.Raw)), **more}
    x, y = numbers(key)
    return {"kty": "EC", "crv": "P-256" if key is P256 else "P-384", "x": b64u(x), "y": b64u(y), **more}


X, Y = numbers(P256)
POINT = b"\x04" + X + Y
SHORT = bytes([2 + Y[-1] % 2]) + X
PUB = ED.public_key().public_bytes(RAW, serialization.PublicFormat.Raw)
SEED = ED.private_bytes(RAW, serialization.PrivateFormat.Raw, serialization.NoEncryption())
X384, Y384 = numbers(P384)

# Bare points.
for name, key in [
    ("hex", POINT.hex()), ("hex-capital", POINT.hex().upper()), ("hex-0x", "0x" + POINT.hex()), ("hex-colons", POINT.hex(":")),
    ("hex-openssl", "pub:\n    " + ":\n    ".join(POINT[at:at + 15].hex(":") for at in range(0, 65, 15))),
    ("base64", b64(POINT)), ("base64url", b64u(POINT)), ("compressed-hex", SHORT.hex()), ("compressed-base64", b64(SHORT)),
    ("compressed-base64url", b64u(SHORT)), ("without-mark-hex", (X + Y).hex()), ("without-mark-base64", b64(X + Y)),
    ("quoted", f'"{b64u(POINT)}"'), ("env", f"VAPID_PUBLIC_KEY={b64u(POINT)}"),
]:
    given(f"point-{name}", "the bare point of a P-256 key", key, "ES256")
given("point-384-hex", "the bare point of a P-384 key", (b"\x04" + X384 + Y384).hex(), "ES384")
given("point-384-compressed", "a compressed point of P-384", b64(bytes([2 + Y384[-1] % 2]) + X384), "ES384")
for name, key in [("hex", PUB.hex()), ("hex-0x", "0x" + PUB.hex()), ("base64", b64(PUB)), ("base64url", b64u(PUB)), ("colons", PUB.hex(":"))]:
    given(f"ed25519-{name}", "the 32 bytes of an Ed25519 key", key, "EdDSA")
for name, key in [("hex", (SEED + PUB).hex()), ("base64", b64(SEED + PUB)), ("base64url", b64u(SEED + PUB))]:
    given(f"sodium-{name}", "libsodium's 64 bytes: seed and public key", key, "EdDSA")
given("sodium-list", "libsodium's 64 bytes as tweetnacl in Node prints them", "[" + ",".join(str(b) for b in SEED + PUB) + "]", "EdDSA")

# did:key and multibase.
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data):
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        out = ALPHABET[digit] + out
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + out


ED_CODE, P256_CODE = b"\xed\x01" + PUB, b"\x80\x24" + SHORT
did = "did:key:z" + base58(ED_CODE)
for name, key, alg in [
    ("did-key-ed25519", did, "EdDSA"), ("did-key-with-fragment", f"{did}#z{base58(ED_CODE)}", "EdDSA"),
    ("did-key-p256", "did:key:z" + base58(P256_CODE), "ES256"), ("multibase-z", "z" + base58(ED_CODE), "EdDSA"),
    ("multibase-u", "u" + b64u(ED_CODE), "EdDSA"), ("multibase-f", "f" + ED_CODE.hex(), "EdDSA"),
    ("did-jwk", "did:jwk:" + b64u(json.dumps(jwk(P256)).encode()), "ES256"), ("did-jwk-fragment", "did:jwk:" + b64u(json.dumps(jwk(P256)).encode()) + "#0", "ES256"),
    ("base58-alone", base58(PUB), "EdDSA"),
]:
    given(name, "a did:key or multibase text", key, alg)

# A key in the answer of a service.
for name, value, alg in [
    ("azure", {"key": {**jwk(RSA, kid="https://v.vault.azure.net/keys/k/1"), "kty": "RSA-HSM", "key_ops": ["verify"]}, "attributes": {"enabled": True}}, "RS256"),
    ("azure-ec", {"key": {**jwk(P256, kid="k"), "kty": "EC-HSM"}}, "ES256"),
    ("jwk-member", {"jwk": jwk(P256)}, "ES256"), ("public-key-jwk", {"publicKeyJwk": jwk(ED)}, "EdDSA"), ("cnf", {"cnf": {"jwk": jwk(P256)}}, "ES256"),
    ("activitypub", {"id": "https://a.example/u#main-key", "owner": "https://a.example/u", "publicKeyPem": spki(RSA)}, "RS256"),
    ("gcp", {"pem": spki(P256), "algorithm": "EC_SIGN_P256_SHA256", "name": "projects/p"}, "ES256"),
    ("aws", {"KeyId": "arn:aws:kms:eu-west-1:0:key/1", "PublicKey": b64(der(RSA)), "KeySpec": "RSA_2048", "SigningAlgorithms": ["RSASSA_PKCS1_V1_5_SHA_256"]}, "RS256"),
    ("keycloak", {"realm": "demo", "public_key": b64(der(RSA)), "token-service": "https://a.example/realms/demo"}, "RS256"),
    ("data-wrapped", {"data": {"keys": [jwk(P256, kid="1")]}}, "ES256"), ("jwks-member", {"jwks": {"keys": [jwk(P256, kid="1")]}}, "ES256"),
    ("list", [jwk(P256, kid="1")], "ES256"), ("auth0-signing-keys", [{"kid": "1", "cert": "", "pem": spki(RSA)}], "RS256"),
    ("kid-to-pem", {"k1": spki(RSA), "k2": spki(P256)}, "RS256"), ("kid-to-jwk", {"k1": jwk(RSA), "k2": jwk(P256)}, "RS256"),
    ("kid-to-der", {"k1": b64(der(RSA)), "k2": b64(der(P256))}, "RS256"),
    ("service-account", {"type": "service_account", "project_id": "p", "private_key_id": "k1", "private_key": pkcs8(RSA), "client_email": "a@p.iam.gserviceaccount.com"}, "RS256"),
]:
    more = {"kid": "k1"} if name in ("kid-to-pem", "kid-to-jwk", "kid-to-der", "service-account") else {}
    given(f"service-{name}", "a key within the answer of a service", json.dumps(value, indent=2), alg, **more)

# Several keys are a set.
given("set-two-pems", "two PEM blocks, the second is the signer's", spki(P384) + spki(P256), "ES256")
given("set-pem-and-certificate", "a certificate and a PEM block", (KEYS / "p384-certificate.pem").read_text() + spki(RSA), "RS256")
given("set-three-pems-with-names", "PEM blocks with comments between", f"# old\n{spki(P384)}\n# new\n{spki(RSA)}\n# next\n{spki(P256)}", "RS256")
given("set-json-lines", "one JWK a line", "\n".join(json.dumps(jwk(key, kid=str(index))) for index, key in enumerate([P384, P256])), "ES256")
given("set-openssh-lines", "an authorized_keys file", "\n".join(key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH).decode() + " me@host" for key in [P384, P256]), "ES256")

# A set or a key, encoded once more.
SET = json.dumps({"keys": [jwk(P384, kid="a"), jwk(P256, kid="b")]})
for name, key in [
    ("base64", b64(SET.encode())), ("base64url", b64u(SET.encode())), ("escaped", json.dumps(SET)), ("escaped-bare", json.dumps(SET)[1:-1]),
    ("percent", urllib.parse.quote(SET)), ("base64-twice", b64(b64(SET.encode()).encode())), ("single-quotes", f"'{SET}'"),
    ("env", f"JWKS='{SET}'"), ("env-base64", f"JWKS_B64={b64(SET.encode())}"), ("python", str(json.loads(SET))),
    ("javascript", SET.replace('"keys"', "keys").replace('"kty"', "kty").replace('"crv"', "crv").replace('"kid"', "kid").replace('"x"', "x").replace('"y"', "y")),
    ("curly", SET.replace('"', "“", 1).replace('"', "”")), ("no-break-spaces", SET.replace(": ", ":\u00a0")), ("trailing-comma", SET[:-2] + ",]}"),
    ("html", SET.replace('"', "&quot;")), ("hex", SET.encode().hex()), ("cut-front", "const jwks = " + SET + ";"),
]:
    given(f"coded-set-{name}", "a JWK Set that went through something", key, "ES256")
P = spki(RSA)
for name, key in [
    ("base64", b64(P.encode())), ("escaped", json.dumps(P)), ("escaped-bare", P.replace("\n", "\\n")), ("one-line", P.replace("\n", "")),
    ("spaces", P.replace("\n", " ")), ("xml", P.replace("\n", "&#xA;")), ("xml-crlf", P.replace("\n", "&#xD;&#xA;")), ("xml-decimal", P.replace("\n", "&#10;")),
    ("br", P.replace("\n", "<br>")), ("env", 'JWT_PUBLIC_KEY="' + P.replace("\n", "\\n") + '"'), ("env-lines", f'JWT_PUBLIC_KEY="{P}"'),
    ("yaml", "public_key: |\n" + "".join(f"  {line}\n" for line in P.splitlines())), ("indented", "".join(f"    {line}\n" for line in P.splitlines())),
    ("javascript", "const key = `" + P + "`;"), ("joined", " +\n".join(f'"{line}\\n"' for line in P.splitlines())), ("double-lines", P.replace("\n", "\n\n")),
    ("percent", urllib.parse.quote(P)), ("body", "".join(P.splitlines()[1:-1])), ("body-lines", "\n".join(P.splitlines()[1:-1])),
    ("body-env", "PUBLIC_KEY=" + "".join(P.splitlines()[1:-1])), ("body-url", b64u(der(RSA))), ("der-hex", der(RSA).hex()), ("quoted-mail", "".join(f"> {line}\n" for line in P.splitlines())), ("double-escaped", P.replace("\n", "\\\\n")),
    ("literal-r-n", P.replace("\n", "\\r\\n")), ("python-bytes", repr(P.encode())), ("base64-env", f"JWT_PUBLIC_KEY_BASE64={b64(P.encode())}"),
]:
    given(f"coded-pem-{name}", "a PEM that went through something", key, "RS256")

for name, key in [("dashes", P.replace("-----", "—————")), ("four-dashes", P.replace("-----", "----"))]:
    none(f"coded-pem-{name}", "a PEM whose boundaries are none", key, "pem-boundary")

# What is no key.
for name, key, code in [
    ("fingerprint-colons", hashlib.sha256(b"x").digest().hex(":").upper(), "key-fingerprint"),
    ("fingerprint-openssl", "SHA256 Fingerprint=" + hashlib.sha256(b"x").digest().hex(":").upper(), "key-fingerprint"),
    ("fingerprint-openssh", "256 SHA256:" + b64(hashlib.sha256(b"x").digest()).rstrip("=") + " me@host (ED25519)", "key-fingerprint"),
    ("thumbprint", b64u(hashlib.sha256(b"x").digest()), "key-fingerprint"),
    ("address-bare", "idp.example/.well-known/jwks.json", "key-address"),
    ("address-quoted", '"https://idp.example/.well-known/jwks.json"', "key-address"),
    ("address-env", "JWKS_URI=https://idp.example/keys", "key-address"),
    ("issuer", "https://login.example/realms/demo", "key-address"),
    ("issuer-entra", "https://login.microsoftonline.com/5b1e2c6e-7f0a-4d0c-9f43-1a2b3c4d5e6f/v2.0", "key-address"),
    ("client-id-google", "1234-abc.apps.googleusercontent.com", "key-client-id"),
    ("client-id-uuid", "{5B1E2C6E-7F0A-4D0C-9F43-1A2B3C4D5E6F}", "key-client-id"),
    ("client-email", "robot@project.iam.gserviceaccount.com", "key-client-id"),
    ("path", "/etc/ssl/keys/public.pem", "key-address"), ("path-windows", "C:\\keys\\public.pem", "key-address"), ("file-name", "jwtRS256.key.pub", "key-address"),
    ("kms-name", "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", "key-address"),
    ("vault-name", "projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1", "key-address"),
    ("null", "null", "key-null"), ("object", "[object Object]", "key-null"), ("html", "<!DOCTYPE html><html></html>", "key-html"),
    ("error", '{"error":"invalid_client","error_description":"x"}', "key-error-answer"), ("gateway", "<html><head><title>502 Bad Gateway</title></head></html>", "key-html"),
    ("token", token("RS256"), "key-token"), ("bearer", "Bearer " + token("RS256"), "key-token"),
]:
    none(f"no-key-{name}", "a text that is no key", key, code)

# Names of keys.
libtrust = base64.b32encode(hashlib.sha256(der(RSA)).digest()[:30]).decode()
for name, kid in [
    ("spki-hex", hashlib.sha256(der(RSA)).hexdigest()), ("spki-base64", b64(hashlib.sha256(der(RSA)).digest())), ("spki-base64url", b64u(hashlib.sha256(der(RSA)).digest())),
    ("libtrust", ":".join(libtrust[at:at + 4] for at in range(0, 48, 4))), ("spki-sha-1", hashlib.sha1(der(RSA)).hexdigest()),
    ("thumbprint", b64u(hashlib.sha256(json.dumps({"e": "AQAB", "kty": "RSA", "n": jwk(RSA)["n"]}, separators=(",", ":")).encode()).digest())),
]:
    given(f"kid-{name}", "the key's name is worked out from the key", P, "RS256", "kid-names-key", kid=kid)

# What is a token.
T = token("RS256")
H, B, S = T.split(".")
for name, pasted, *has in [
    ("base64", b64(T.encode()), "pasted-base64"), ("base64url", b64u(T.encode()), "pasted-base64"), ("base64-twice", b64(b64(T.encode()).encode()), "pasted-base64"),
    ("base64-lines", "\n".join(b64(T.encode())[at:at + 76] for at in range(0, len(T) * 4 // 3, 76)), "pasted-base64"),
    ("bearer", f"Authorization: Bearer {T}"), ("bearer-twice", f"Bearer Bearer {T}"), ("json", json.dumps({"access_token": T, "token_type": "Bearer"})),
    ("curl", f"curl -H 'Authorization: Bearer {T}' https://api.example"), ("url", f"https://a.example/cb#id_token={T}&state=1"), ("cookie", f"Cookie: a=b; session={T}; c=d"),
    ("set-cookie", f"Set-Cookie: session={T}; Path=/; HttpOnly"), ("quotes", f'"{T}"'), ("lines", "\n".join(T[at:at + 64] for at in range(0, len(T), 64))),
    ("dots-spaced", f"{H} . {B} . {S}"), ("dots-lines", f"{H}.\n{B}.\n{S}"), ("zero-width", f"{H}.{B[:9]}\u200b{B[9:]}.{S}"), ("percent-dots", T.replace(".", "%2E")),
    ("escaped-dots", T.replace(".", "\\u002e")), ("kong", f"jwt={T}"), ("graphql", json.dumps({"headers": {"x-token": f"JWT {T}"}})), ("devtools", f"authorization\n  Bearer {T}"),
    ("yaml", f"token: >-\n  {T}"), ("kubeconfig", f"    token: {T}"), ("log", f'2026-11-27T10:00:00Z WARN rejected token="{T}" reason=expired'), ("xml", f"<token>{T}</token>"),
    ("markdown", f"`{T}`"), ("comma", f"{T},"), ("brackets", f"<{T}>"), ("env", f"export TOKEN={T}"), ("websocket", f"Sec-WebSocket-Protocol: access_token, {T}"), ("full-stop", f"The token is {T}."),
]:
    add(f"token-{name}", "a token in what is around it", pasted, P, "valid RS256", *has)
for name, pasted, code in [
    ("stray-hash", f"{H}.{B[:20]}#{B[20:]}.{S}", "base64url-alphabet"), ("stray-quote", f'{H}.{B[:20]}"{B[20:]}.{S}', "base64url-alphabet"),
    ("stray-bang", f"{H}.{B}.{S[:20]}!{S[20:]}", "base64url-alphabet"), ("stray-dollar", f"{H[:9]}${H[9:]}.{B}.{S}", "base64url-alphabet"), ("stray-umlaut", f"{H}.{B[:20]}é{B[20:]}.{S}", "base64url-alphabet"),
]:
    add(f"token-{name}", "one character that does not belong there", pasted, P, "invalid not-canonical", code)
for name, pasted, code in [
    ("bearer-null", "Bearer null", "no-token"), ("bearer-undefined", "Authorization: Bearer undefined", "no-token"), ("bearer-empty", "Authorization: Bearer", "no-token"), ("object", "Bearer [object Object]", "no-token"), ("none-python", "Bearer None", "no-token"),
    ("promise", "Bearer [object Promise]", "no-token"), ("braces", "Bearer {{token}}", "no-token"), ("variable", "Bearer ${TOKEN}", "no-token"), ("angle", "Bearer <token>", "no-token"),
    ("google", "ya29.a0AfB_byC-example_example_example-example1234567890", "other-token"), ("github", "ghp_" + "a1B2" * 9, "other-token"), ("github-new", "github_pat_11AAAAAAA0" + "x1Y2" * 14, "other-token"),
    ("gitlab", "glpat-" + "x1Y2" * 5, "other-token"), ("slack", "xoxb-123456789012-123456789012-" + "aB3d" * 6, "other-token"), ("stripe", "sk_live_" + "aB3d" * 6, "other-token"), ("aws", "AKIAIOSFODNN7EXAMPLE", "other-token"),
    ("facebook", "EAACEdEose0cBA" + "x1Y2" * 20, "other-token"), ("uuid", "5b1e2c6e-7f0a-4d0c-9f43-1a2b3c4d5e6f", "other-token"), ("hex", hashlib.sha256(b"t").hexdigest(), "other-token"), ("paseto", "v4.public." + b64u(b"x" * 90), "other-token"),
    ("okta-opaque", "00" + "aB3dE" * 8, "other-token"), ("django", "eyJ1c2VyIjoxfQ:1vG3aB:" + b64u(b"x" * 32), "other-token"), ("django-compressed", "." + b64u(zlib.compress(b'{"user":1,"a":"bbbbbbbbbbbbbb"}')) + ":1vG3aB:" + b64u(b"x" * 32), "other-token"),
    ("flask", b64u(b'{"user_id":1}') + ".Zz1aBg." + b64u(b"x" * 20), "other-token"), ("flask-compressed", "." + b64u(zlib.compress(b'{"user_id":1,"n":"aaaaaaaaaaaaaaaaaa"}')) + ".Zz1aBg." + b64u(b"x" * 20), "other-token"),
    ("rails", b64(b'{"_rails":1}') + "--" + hashlib.sha1(b"x").hexdigest(), "other-token"), ("macaroon", "MDAxY2xvY2F0aW9uIGh0dHBzOi8vYS5leGFtcGxl", "other-token"), ("saml", b64(b"<samlp:Response xmlns:samlp='urn'>" + b"x" * 80 + b"</samlp:Response>"), "other-token"),
    ("basic", "Authorization: Basic " + b64(b"user:pass"), "other-token"),
    ("masked-dots", f"{H[:12]}...{S[-6:]}", "token-shortened"), ("masked-stars", f"{H}.{B}.***", "token-shortened"), ("masked-redacted", f"{H}.{B}.[REDACTED]", "token-shortened"), ("masked-word", f"{H}.{B}.REDACTED", "token-shortened"), ("masked-filtered", f"{H}.[FILTERED]", "token-shortened"),
    ("masked-ellipsis", f"{H}.{B[:30]}…", "token-shortened"), ("masked-x", f"{H}.{B}.xxxxxxxx", "token-shortened"), ("masked-signature", f"{H}.{B}.<signature>", "token-shortened"), ("masked-truncated", f"{H}.{B[:30]}...(truncated)", "token-shortened"), ("masked-bullets", f"{H}.{B}.••••••", "token-shortened"), ("gcp-signature-removed", f"{H}.{B}.SIGNATURE_REMOVED_BY_GOOGLE", "token-shortened"),
]:
    CASES.append({"id": f"text-{name}", "had": "a text that is no token, or not all of one", "token": pasted, "key": "", "state": "*", "has": [code]})

(HERE / "neighbours.json").write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in CASES) + "\n]\n")
print(len(CASES), "cases")
