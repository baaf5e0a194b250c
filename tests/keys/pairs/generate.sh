#!/bin/sh
# Makes every fixture in this directory anew: key pairs beside the usual ones, in each form that another program
# writes, for tests/convert.rs.
# OpenSSL 3 writes the PEM files, node the JWKs, and the Python package "cryptography" what OpenSSL 3.0 cannot make.
# The keys are for tests only.
set -eu
cd "$(dirname "$0")"

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024-pkcs8.pem
# RSA keys out of the ordinary: more primes than two, and an exponent from which no primes can be computed.
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3 -out rsa2048-three-primes-pkcs8.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out rsa2048-e3-pkcs8.pem
for key in rsa1024 rsa2048-three-primes rsa2048-e3; do
    openssl pkey -in $key-pkcs8.pem -pubout -out $key-spki.pem
    openssl rsa -in $key-pkcs8.pem -traditional -out $key-pkcs1.pem
    openssl rsa -in $key-pkcs8.pem -RSAPublicKey_out -out $key-pkcs1-public.pem
done
for key in rsa1024 rsa2048-e3; do
    node -e '
        const { createPrivateKey } = require("node:crypto");
        const { readFileSync, writeFileSync } = require("node:fs");
        const key = createPrivateKey(readFileSync(process.argv[1] + "-pkcs8.pem"));
        writeFileSync(process.argv[1] + "-private.jwk.json", JSON.stringify(key.export({ format: "jwk" }), null, 2) + "\n");
    ' $key
done
python3 - <<'PYTHON'
import secrets
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import mldsa, rsa


def save(name, key):
    """Writes the PKCS#8 and SubjectPublicKeyInfo of a private key."""
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
    open(name + "-pkcs8.pem", "wb").write(private)
    open(name + "-spki.pem", "wb").write(public)


def prime(bits):
    """A prime of that size whose two highest bits are set, by forty rounds of Miller and Rabin."""
    while True:
        n = secrets.randbits(bits) | (3 << (bits - 2)) | 1
        odd, twos = n - 1, 0
        while odd % 2 == 0:
            odd, twos = odd // 2, twos + 1
        for _ in range(40):
            x = pow(secrets.randbelow(n - 3) + 2, odd, n)
            if x not in (1, n - 1) and not any((x := x * x % n) == n - 1 for _ in range(twos - 1)):
                break
        else:
            return n


# An RSA key with primes of different sizes.
p, q, e = prime(1300), prime(748), 65537
d = pow(e, -1, (p - 1) * (q - 1))
public = rsa.RSAPublicNumbers(e, p * q)
crt = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
save("rsa2048-unequal-primes", rsa.RSAPrivateNumbers(p, q, d, *crt, public).private_key())

# The seed of the examples in RFC 9881, appendix C.
seed = bytes(range(32))
for name, kind in [("44", mldsa.MLDSA44PrivateKey), ("65", mldsa.MLDSA65PrivateKey), ("87", mldsa.MLDSA87PrivateKey)]:
    save("ml-dsa-" + name, kind.from_seed_bytes(seed))
PYTHON
chmod 644 ./*.pem ./*.json
