"""Makes senders.json: encrypted tokens as senders make them that depart from the standard, by Python's own cryptography.

Usage: python3 tests/jwe/senders.py > tests/jwe/senders.json
Needs the package cryptography. All that is random is drawn from a seed, so that each run gives the same.
"""
import base64, gzip, hashlib, hmac, json, random, struct, zlib
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as asymmetric
from cryptography.hazmat.primitives.asymmetric import x25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap, aes_key_wrap_with_padding

rng = random.Random(20261128)
some = lambda n: rng.randbytes(n)
b = lambda x: base64.urlsafe_b64encode(x if isinstance(x, bytes) else x.encode()).rstrip(b'=').decode()
PT = b'{"sub":"alice","scope":"read write"}'
SIZES = {'A128CBC-HS256': (16, 'sha256'), 'A192CBC-HS384': (24, 'sha384'), 'A256CBC-HS512': (32, 'sha512')}


def pkcs7(text):
    p = padding.PKCS7(128).padder()
    return p.update(text) + p.finalize()


def cbc(enc, cek, text, aad, tag=None, aes=None, pad=pkcs7):
    n, h = SIZES[enc]
    iv = some(16)
    e = Cipher(algorithms.AES(aes or cek[n:]), modes.CBC(iv)).encryptor()
    c = e.update(pad(text)) + e.finalize()
    return iv, c, hmac.new(cek[:n], aad + iv + c + struct.pack('>Q', len(aad) * 8), h).digest()[:tag or n]


def gcm(cek, text, aad, iv=12):
    iv = some(iv)
    c = AESGCM(cek).encrypt(iv, text, aad)
    return iv, c[:-16], c[-16:]


def joined(header, key, make):
    aad = b(json.dumps(header, separators=(',', ':')))
    return '.'.join([aad, b(key), *map(b, make(aad.encode()))])


def derived(z, enc, size, rounds):
    part = lambda x: struct.pack('>I', len(x)) + x
    info = part(enc.encode()) + part(b'') + part(b'') + struct.pack('>I', size * 8)
    made = b''.join(hashlib.sha256(struct.pack('>I', i + 1) + z + info).digest() for i in range(rounds))
    return made[:size].ljust(size, b'\0')


CASES = []
def case(name, token, key, code, says, opens=False):
    CASES.append({'name': name, 'token': token, 'key': key, 'code': code, 'says': says, **({'opens': True} if opens else {})})


oct = lambda k: json.dumps({'kty': 'oct', 'k': b(k)})
raw = lambda k: k.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)

# The tag, cut.
for alg in ('A128KW', 'dir'):
    for enc, tag, code, says in [
        ('A256CBC-HS512', 16, 'jwe-tag-length', 'the sender cut the authentication tag to 16 bytes: they are the first of 32'),
        ('A192CBC-HS384', 16, 'jwe-tag-length', 'the sender cut the authentication tag to 16 bytes: they are the first of 24'),
        ('A256CBC-HS512', 24, 'jwe-tag-length', '24 bytes, the first of 32: the sender left the rest out, or the token is cut off'),
        ('A128CBC-HS256', 12, 'jwe-tag-length', '12 bytes, the first of 16: the sender left the rest out, or the token is cut off'),
        ('A256CBC-HS512', 17, 'jwe-tag-length', 'the token is cut off at its end'),
    ]:
        cek = some(2 * SIZES[enc][0])
        kek = some(16)
        key, held = (b'', cek) if alg == 'dir' else (aes_key_wrap(kek, cek), kek)
        case(f'{alg} {enc} with a tag of {tag} bytes', joined({'alg': alg, 'enc': enc}, key, lambda a: cbc(enc, cek, PT, a, tag)), oct(held), code, says)
cek = some(64)
t = joined({'alg': 'dir', 'enc': 'A256CBC-HS512'}, b'', lambda a: cbc('A256CBC-HS512', cek, PT, a, 16))
case('a cut tag and another key', t, oct(some(64)), 'jwe-tag-length', 'the authentication tag has 16 bytes; A256CBC-HS512 needs 32')

# The key derivation, stopped after its first round.
for enc in ('A256CBC-HS512', 'A192CBC-HS384', 'A128CBC-HS256'):
    mine, theirs = x25519.X25519PrivateKey.from_private_bytes(some(32)), x25519.X25519PrivateKey.from_private_bytes(some(32))
    z, size = theirs.exchange(mine.public_key()), 2 * SIZES[enc][0]
    epk = {'kty': 'OKP', 'crv': 'X25519', 'x': b(raw(theirs.public_key()))}
    d = mine.private_bytes(serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    held = json.dumps({'kty': 'OKP', 'crv': 'X25519', 'x': b(raw(mine.public_key())), 'd': b(d)})
    key = derived(z, enc, size, 1)
    t = joined({'alg': 'ECDH-ES', 'enc': enc, 'epk': epk}, b'', lambda a: cbc(enc, key, PT, a))
    if enc == 'A128CBC-HS256':
        case(f'{enc} of one round, which is enough', t, held, '', '', opens=True)
    else:
        case(f'{enc} of one round', t, held, 'jwe-method', 'the key derivation stops after its first round and zeros fill up the key')

# What AES makes of the content is not padded.
cek = some(64)
h = {'alg': 'dir', 'enc': 'A256CBC-HS512'}
for name, text, how, code, says in [
    ('no padding', PT + b' ' * (-len(PT) % 16), dict(pad=lambda t: t), 'jwe-content-padding', 'the content ends with its text'),
    ('zeros for padding', PT, dict(pad=lambda t: t + b'\0' * (-len(t) % 16)), 'jwe-content-padding', 'the content ends with zeros'),
    ('the half of the HMAC for AES', PT, dict(aes=cek[:32]), 'jwe-method', 'AES uses the half of the content key that is for the HMAC'),
    ('another key for AES', PT, dict(aes=some(32)), 'jwe-content-padding', 'what AES makes of the content is not padded as'),
]:
    case(name, joined(h, b'', lambda a: cbc('A256CBC-HS512', cek, text, a, **how)), oct(cek), code, says)

# Initialization vectors of AES-GCM.
for size, iv in [(16, 16), (24, 16), (32, 8), (32, 16)]:
    cek = some(size)
    t = joined({'alg': 'dir', 'enc': f'A{size * 8}GCM'}, b'', lambda a: gcm(cek, PT, a, iv))
    case(f'A{size * 8}GCM with a vector of {iv} bytes', t, oct(cek), 'jwe-method', f'the sender used an initialization vector of {iv} bytes: AES-GCM opens the token with it')
case('a vector of 16 bytes, and another key', t, oct(some(32)), 'jwe-iv-length', 'the initialization vector has 16 bytes; A256GCM needs 12')

# What stands around the DEFLATE.
cek = some(32)
h = {'alg': 'dir', 'enc': 'A256GCM', 'zip': 'DEF'}
bare = zlib.compressobj(9, zlib.DEFLATED, -15)
for name, text in [('DEFLATE', bare.compress(PT) + bare.flush()), ('ZLIB', zlib.compress(PT)), ('ZLIB, in a hurry', zlib.compress(PT, 1)), ('gzip', gzip.compress(PT, mtime=0))]:
    case(name, joined(h, b'', lambda a: gcm(cek, text, a)), oct(cek), '', '', opens=True)
case('no DEFLATE', joined(h, b'', lambda a: gcm(cek, PT, a)), oct(cek), 'jwe-deflate', 'its content is not DEFLATE')

# Rounds of PBKDF2.
for said, used in [(20000, 8192), (310000, 4096), (10000, 1000), (4096, 8192)]:
    cek, salt, alg = some(16), some(16), 'PBES2-HS256+A128KW'
    kek = hashlib.pbkdf2_hmac('sha256', b'correct horse', alg.encode() + b'\0' + salt, used, 16)
    h = {'alg': alg, 'enc': 'A128GCM', 'p2s': b(salt), 'p2c': said}
    t = joined(h, aes_key_wrap(kek, cek), lambda a: gcm(cek, PT, a))
    case(f'{used} rounds where p2c says {said}', t, 'correct horse', 'jwe-method', f'PBKDF2 runs for {used} rounds, whatever `p2c` says')
case('another password', t, 'wrong horse', 'jwe-unwrap', 'another password, or other rounds than `p2c` says')

# Names of algorithms.
cek = some(32)
for alg, enc, code, says in [
    ('direct', 'A256GCM', 'jwe-alg', '`dir` is probably meant, and read so the token opens'),
    ('DIR', 'A256GCM', 'jwe-alg', '`dir` is probably meant, and read so the token opens'),
    ('dir', 'A256_GCM', 'jwe-enc', '`A256GCM` is probably meant, and read so the token opens'),
    ('dir', 'http://www.w3.org/2009/xmlenc11#aes256-gcm', 'jwe-enc', 'a name of XML Encryption; in JWE it is `A256GCM`, and read so the token opens'),
    ('direct', 'a256gcm', 'jwe-alg', 'read so, with `A256GCM` as `enc`, the token opens'),
]:
    case(f'alg {alg}, enc {enc}', joined({'alg': alg, 'enc': enc}, b'', lambda a: gcm(cek, PT, a)), oct(cek), code, says)
case('alg direct, and another key', joined({'alg': 'direct', 'enc': 'A256GCM'}, b'', lambda a: gcm(cek, PT, a)), oct(some(32)), 'jwe-alg', '`dir` is probably meant')
case('alg custom', joined({'alg': 'custom', 'enc': 'A256GCM'}, b'', lambda a: gcm(cek, PT, a)), oct(cek), 'jwe-alg', 'is not a key management algorithm known here')
kek = some(16)
case('key wrap by its name in XML', joined({'alg': 'http://www.w3.org/2001/04/xmlenc#kw-aes128', 'enc': 'A256GCM'}, aes_key_wrap(kek, cek), lambda a: gcm(cek, PT, a)), oct(kek), 'jwe-alg', 'in JWE it is `A128KW`, and read so the token opens')

# The content key, and how it travelled.
rsa = serialization.load_pem_private_key(open('tests/keys/rsa2048-pkcs8.pem', 'rb').read(), None)
pem = open('tests/keys/rsa2048-pkcs8.pem').read()
oaep = asymmetric.OAEP(mgf=asymmetric.MGF1(hashes.SHA1()), algorithm=hashes.SHA1(), label=None)
for name, text, says in [
    ('in base64', base64.b64encode(cek), 'the content key is decoded from base64'),
    ('in hexadecimal', cek.hex().encode(), 'the content key is decoded from hexadecimal'),
]:
    key = rsa.public_key().encrypt(text, oaep)
    case(f'the content key {name}', joined({'alg': 'RSA-OAEP', 'enc': 'A256GCM'}, key, lambda a: gcm(cek, PT, a)), pem, 'jwe-method', says)
kek = some(32)
case('A256KW where alg says A128KW', joined({'alg': 'A128KW', 'enc': 'A256GCM'}, aes_key_wrap(kek, cek), lambda a: gcm(cek, PT, a)), oct(kek), 'jwe-method', 'the encrypted key is unwrapped with A256KW, whatever `alg` says')
case('key wrap with padding', joined({'alg': 'A256KW', 'enc': 'A256GCM'}, aes_key_wrap_with_padding(kek, cek), lambda a: gcm(cek, PT, a)), oct(kek), 'jwe-method', 'AES Key Wrap with Padding (RFC 5649)')
case('key wrap with padding, and another key', joined({'alg': 'A256KW', 'enc': 'A256GCM'}, aes_key_wrap_with_padding(kek, cek), lambda a: gcm(cek, PT, a)), oct(some(32)), 'jwe-unwrap', 'this secret does not open the encrypted key')
word = 'KmrtiA7TB6hM35Ni6aMXWHFm2SkgPQNEF7NvmepwkEG6'
made = HKDF(hashes.SHA256(), 32, b'', b'JWE CEK').derive(word.encode())
case('the session of an SDK of Auth0', joined({'alg': 'dir', 'enc': 'A256GCM'}, b'', lambda a: gcm(made, PT, a)), word, 'secret-hashed', 'an SDK of Auth0 (nextjs-auth0, express-openid-connect)')
case('a short key, filled up with zeros', joined({'alg': 'dir', 'enc': 'A256GCM'}, b'', lambda a: gcm(b'short-key-1'.ljust(32, b'\0'), PT, a)), 'short-key-1', 'secret-altered', 'filled up to 32 characters')

print(json.dumps(CASES, indent=1, ensure_ascii=False))
