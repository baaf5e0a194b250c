#!/bin/sh
# Makes every fixture in this directory anew, with openssl 3, ssh-keygen and node. The keys are for tests only.
# The JWKs come from node's own exporter, and their kid is the RFC 7638 thumbprint as node computes it.
set -eu
cd "$(dirname "$0")"

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa2048-pkcs8.pem
for bits in 256 384 521; do
    openssl genpkey -quiet -algorithm EC -pkeyopt "ec_paramgen_curve:P-$bits" -out "p$bits-pkcs8.pem"
done
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out secp256k1-pkcs8.pem
openssl genpkey -quiet -algorithm ED448 -out ed448-pkcs8.pem
# ssh-keygen makes the Ed25519 key, for it converts none: the seed stands before the last copy of the public key.
rm -f ed25519 ed25519.pub
ssh-keygen -q -t ed25519 -N "" -C "me@example, with a comment" -f ed25519
node -e '
    const fs = require("node:fs");
    const key = Buffer.from(fs.readFileSync("ed25519.pub", "utf8").split(" ")[1], "base64").subarray(-32);
    const file = Buffer.from(fs.readFileSync("ed25519", "utf8").replace(/-----[^-]*-----/g, ""), "base64");
    const at = file.lastIndexOf(key);
    process.stdout.write(Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), file.subarray(at - 32, at)]));
' | openssl pkey -inform DER -out ed25519-pkcs8.pem
mv ed25519.pub ed25519-openssh.txt
rm ed25519
for key in rsa2048 p256 p384 p521 secp256k1 ed25519 ed448; do
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
for key in rsa2048 p256 p384 p521; do
    ssh-keygen -i -m PKCS8 -f $key-spki.pem > $key-openssh.txt
done
openssl rsa -in rsa2048-pkcs8.pem -traditional -out rsa2048-pkcs1.pem
openssl rsa -in rsa2048-pkcs8.pem -RSAPublicKey_out -out rsa2048-pkcs1-public.pem
for key in p256 p384 p521 secp256k1; do
    openssl ec -in $key-pkcs8.pem -out $key-sec1.pem
    openssl ec -in $key-pkcs8.pem -no_public -out $key-sec1-without-public.pem
    openssl ec -in $key-pkcs8.pem -pubout -conv_form compressed -out $key-spki-compressed.pem
done
{ openssl ecparam -name prime256v1 && cat p256-sec1.pem; } > p256-sec1-with-parameters.pem
# A certificate that says what its key is for.
openssl req -new -x509 -key p256-pkcs8.pem -subj "/O=JWT Debugger tests/CN=p256.example" -days 3650 \
    -addext "subjectAltName=DNS:p256.example,DNS:*.p256.example,email:keys@p256.example,URI:https://p256.example/,IP:192.0.2.1,IP:2001:db8::1" \
    -addext "keyUsage=critical,digitalSignature,keyAgreement" -addext "extendedKeyUsage=serverAuth,clientAuth,1.2.3.4" \
    -addext "basicConstraints=critical,CA:FALSE" -out p256-certificate-extensions.pem
openssl x509 -in rsa2048-certificate.pem -text -out rsa2048-certificate-text.pem
cat rsa2048-certificate.pem p256-certificate.pem p384-certificate.pem > certificate-chain.pem

# Under a passphrase: each cipher and each hash that is read, and some that are not.
lock() {
    in=$1 out=$2
    shift 2
    openssl pkcs8 -topk8 -in "$in-pkcs8.pem" -passout "$passphrase" -out "$in-pkcs8-$out.pem" "$@"
}
passphrase=pass:test
lock p256 aes128-sha256 -v2 aes-128-cbc
lock ed25519 aes128-sha1 -v2 aes-128-cbc -v2prf hmacWithSHA1
lock p384 aes192-sha384 -v2 aes-192-cbc -v2prf hmacWithSHA384
lock rsa2048 aes256-sha512 -v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 3
passphrase='pass:grün ☃ '
lock secp256k1 aes256-sha1 -v2 aes-256-cbc -v2prf hmacWithSHA1
passphrase=pass:test
lock p256 scrypt -scrypt
lock p256 des3 -v2 des3
lock p256 pkcs12-des3 -v1 PBE-SHA1-3DES
lock p256 sha224 -v2 aes-256-cbc -v2prf hmacWithSHA224
lock p256 pbes1-md5-des -provider default -provider legacy -v1 PBE-MD5-DES
openssl genpkey -quiet -algorithm X25519 -out x25519-pkcs8.pem
lock x25519 aes256-sha256 -v2 aes-256-cbc

# RSA keys out of the ordinary.
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsa2048-pss-pkcs8.pem
openssl pkey -in rsa2048-pss-pkcs8.pem -pubout -out rsa2048-pss-spki.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3 -out rsa2048-three-primes-pkcs8.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 | openssl pkey -pubout -out rsa1024-spki.pem

# What is no key that can be used here.
openssl rsa -in rsa2048-pkcs8.pem -traditional -aes128 -passout pass:test -out rsa2048-pkcs1-encrypted.pem
openssl ec -in p256-pkcs8.pem -param_enc explicit -out p256-sec1-explicit.pem
openssl pkey -in p256-sec1-explicit.pem -pubout -out p256-spki-explicit.pem
openssl ecparam -name prime256v1 -out p256-parameters.pem
openssl req -new -key p256-pkcs8.pem -subj "/CN=p256.example" -out p256-request.pem
openssl pkey -in x25519-pkcs8.pem -pubout -out x25519-spki.pem
rm x25519-pkcs8.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1 -out brainpool256-pkcs8.pem
openssl dsaparam -out dsa-parameters.pem 1024
openssl gendsa dsa-parameters.pem | openssl pkey -pubout -out dsa-spki.pem
rm -f openssh openssh.pub
ssh-keygen -q -t rsa -b 2048 -N "" -C test -f openssh
mv openssh openssh-private.pem
mv openssh.pub openssh-public.txt
chmod 644 ./*.pem

# A chain that holds together: each certificate signed by the next, with three kinds of key.
issue() { openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -set_serial "$3" -days 3650 -sha256 -out "$1.crt" 2>/dev/null; }
for name in root between leaf; do
  case $name in
    root) openssl ecparam -name secp384r1 -genkey -noout -out root.key ;;
    between) openssl genrsa -out between.key 2048 2>/dev/null ;;
    leaf) openssl ecparam -name prime256v1 -genkey -noout -out leaf.key ;;
  esac
  openssl req -new -key $name.key -subj "/O=JWT Debugger tests/CN=$name.example" -out $name.csr
done
openssl x509 -req -in root.csr -key root.key -set_serial 1 -days 3650 -sha256 -out root.crt 2>/dev/null
issue between root 2
issue leaf between 3
cat leaf.crt between.crt root.crt > certificate-chain-signed.pem
rm -f root.* between.* leaf.*

# A root, an authority that it certified, a key that this one certified, and a certificate by that key, which may issue none.
for name in root between leaf by-leaf; do
    openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out trust-$name.key.pem
    openssl req -new -key trust-$name.key.pem -subj "/CN=$name.example" -out trust-$name.csr
done
printf 'basicConstraints=critical,CA:TRUE\n' > authority.ext
printf 'basicConstraints=critical,CA:FALSE\n' > end.ext
openssl x509 -req -in trust-root.csr -signkey trust-root.key.pem -days 3650 -extfile authority.ext -out trust-root.pem
certify() { openssl x509 -req -in trust-$1.csr -CA trust-$2.pem -CAkey trust-$2.key.pem -set_serial $3 -days 3650 -extfile $4 -out trust-$1.pem; }
certify between root 2 authority.ext
certify leaf between 3 end.ext
certify by-leaf leaf 4 end.ext
rm trust-*.csr authority.ext end.ext trust-root.key.pem trust-between.key.pem trust-by-leaf.key.pem
