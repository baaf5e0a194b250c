#!/bin/sh
# Makes every fixture in this directory anew, with openssl 3 and node. The keys are for tests only.
# The JWKs come from node's own exporter, and their kid is the RFC 7638 thumbprint as node computes it.
set -eu
cd "$(dirname "$0")"

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa2048-pkcs8.pem
for bits in 256 384 521; do
    openssl genpkey -quiet -algorithm EC -pkeyopt "ec_paramgen_curve:P-$bits" -out "p$bits-pkcs8.pem"
done
for key in rsa2048 p256 p384 p521; do
    openssl pkey -in $key-pkcs8.pem -pubout -out $key-spki.pem
    openssl req -new -x509 -key $key-pkcs8.pem -subj "/O=JWT Debugger tests/CN=$key.example" -days 3650 -out $key-certificate.pem
    node -e '
        const { createPrivateKey, createPublicKey, createHash } = require("node:crypto");
        const fs = require("node:fs");
        const key = createPrivateKey(fs.readFileSync(process.argv[1] + "-pkcs8.pem"));
        const write = (name, jwk) => {
            const { crv, e, kty, n, x, y } = jwk;
            const required = kty === "RSA" ? { e, kty, n } : { crv, kty, x, y };
            const kid = createHash("sha256").update(JSON.stringify(required)).digest("base64url");
            fs.writeFileSync(process.argv[1] + name, JSON.stringify({ ...jwk, kid }, null, 2) + "\n");
        };
        write("-private.jwk.json", key.export({ format: "jwk" }));
        write("-public.jwk.json", createPublicKey(key).export({ format: "jwk" }));
    ' $key
done
openssl rsa -in rsa2048-pkcs8.pem -traditional -out rsa2048-pkcs1.pem
openssl rsa -in rsa2048-pkcs8.pem -RSAPublicKey_out -out rsa2048-pkcs1-public.pem
for key in p256 p384 p521; do
    openssl ec -in $key-pkcs8.pem -out $key-sec1.pem
    openssl ec -in $key-pkcs8.pem -no_public -out $key-sec1-without-public.pem
    openssl ec -in $key-pkcs8.pem -pubout -conv_form compressed -out $key-spki-compressed.pem
done
{ openssl ecparam -name prime256v1 && cat p256-sec1.pem; } > p256-sec1-with-parameters.pem
openssl x509 -in rsa2048-certificate.pem -text -out rsa2048-certificate-text.pem
cat rsa2048-certificate.pem p256-certificate.pem p384-certificate.pem > certificate-chain.pem

# RSA keys out of the ordinary.
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsa2048-pss-pkcs8.pem
openssl pkey -in rsa2048-pss-pkcs8.pem -pubout -out rsa2048-pss-spki.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3 -out rsa2048-three-primes-pkcs8.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 | openssl pkey -pubout -out rsa1024-spki.pem

# What is no key that can be used here.
openssl pkey -in p256-pkcs8.pem -aes128 -passout pass:test -out p256-pkcs8-encrypted.pem
openssl rsa -in rsa2048-pkcs8.pem -traditional -aes128 -passout pass:test -out rsa2048-pkcs1-encrypted.pem
openssl ec -in p256-pkcs8.pem -param_enc explicit -out p256-sec1-explicit.pem
openssl pkey -in p256-sec1-explicit.pem -pubout -out p256-spki-explicit.pem
openssl ecparam -name prime256v1 -out p256-parameters.pem
openssl req -new -key p256-pkcs8.pem -subj "/CN=p256.example" -out p256-request.pem
openssl genpkey -quiet -algorithm ED25519 | openssl pkey -pubout -out ed25519-spki.pem
openssl genpkey -quiet -algorithm ED448 -out ed448-pkcs8.pem
openssl genpkey -quiet -algorithm X25519 | openssl pkey -pubout -out x25519-spki.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 | openssl pkey -pubout -out secp256k1-spki.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1 -out brainpool256-pkcs8.pem
openssl dsaparam -out dsa-parameters.pem 1024
openssl gendsa dsa-parameters.pem | openssl pkey -pubout -out dsa-spki.pem
rm -f openssh openssh.pub
ssh-keygen -q -t rsa -b 2048 -N "" -C test -f openssh
mv openssh openssh-private.pem
mv openssh.pub openssh-public.txt
chmod 644 ./*.pem
