// Makes jwe-made.json: encrypted tokens of `jose` for each of its algorithms, and of Node's own RSA for RSA1_5, which `jose`
// lacks. Keys and content encryption keys are fresh each time. Run it in any folder: `node jwe-made.mjs`.
import { constants, createPublicKey, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as jose from 'jose';

const file = (name) => readFileSync(new URL(`../keys/${name}`, import.meta.url), 'utf8');
const ENC = { 'A128CBC-HS256': 32, 'A192CBC-HS384': 48, 'A256CBC-HS512': 64, A128GCM: 16, A192GCM: 24, A256GCM: 32 };
const ALG = [
  'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512', 'A128KW', 'A192KW', 'A256KW', 'dir', 'ECDH-ES', 'ECDH-ES+A128KW',
  'ECDH-ES+A192KW', 'ECDH-ES+A256KW', 'A128GCMKW', 'A192GCMKW', 'A256GCMKW', 'PBES2-HS256+A128KW', 'PBES2-HS384+A192KW',
  'PBES2-HS512+A256KW',
];
const PLAINTEXT = '{"iss":"https://id.example.org"}';
const PASSWORD = 'correct horse battery staple';
const text = new TextEncoder();
const oct = (bytes) => ({ kty: 'oct', k: Buffer.from(bytes).toString('base64url') });

const x25519 = await jose.exportJWK((await jose.generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true })).privateKey);
const jwk = (name) => JSON.parse(file(`${name}-private.jwk.json`));
const CURVES = [['p256', jwk('p256')], ['p384', jwk('p384')], ['p521', jwk('p521')], [x25519, x25519]];
const publicOf = ({ d, ...jwk }) => jwk;

/** The keys that go with an algorithm: what encrypts, and what the test decrypts with: the name of a file, a JWK or a password. */
function keys(alg, enc) {
  if (alg.startsWith('RSA')) return [[publicOf(jwk('rsa2048')), 'rsa2048']];
  if (alg.startsWith('ECDH')) return CURVES.map(([held, key]) => [publicOf(key), held]);
  if (alg.startsWith('PBES2')) return [[text.encode(PASSWORD), PASSWORD]];
  const bytes = randomBytes(alg === 'dir' ? ENC[enc] : Number(alg.slice(1, 4)) / 8);
  return [[new Uint8Array(bytes), oct(bytes)]];
}

const tokens = [];
for (const alg of ALG) {
  for (const enc of Object.keys(ENC)) {
    for (const [key, held] of keys(alg, enc)) {
      const { d, p, q, dp, dq, qi, ...rest } = key;
      const imported = key.kty ? await jose.importJWK(rest, alg) : key;
      const encrypt = new jose.CompactEncrypt(text.encode(PLAINTEXT)).setProtectedHeader({ alg, enc });
      if (alg.startsWith('PBES2')) encrypt.setKeyManagementParameters({ p2c: 1000 });
      tokens.push({ alg, enc, key: held, token: await encrypt.encrypt(imported) });
    }
  }
}
// With names of the parties, compressed, flattened and general.
const p256 = await jose.importJWK(publicOf(jwk('p256')), 'ECDH-ES');
tokens.push({
  alg: 'ECDH-ES', enc: 'A256GCM', key: 'p256',
  token: await new jose.CompactEncrypt(text.encode(PLAINTEXT)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .setKeyManagementParameters({ apu: text.encode('Alice'), apv: text.encode('Bob') }).encrypt(p256),
});
const secret = randomBytes(16);
tokens.push({
  alg: 'A128KW', enc: 'A128GCM', key: oct(secret),
  token: JSON.stringify(await new jose.FlattenedEncrypt(text.encode(PLAINTEXT)).setProtectedHeader({ enc: 'A128GCM' })
    .setSharedUnprotectedHeader({ alg: 'A128KW' }).setUnprotectedHeader({ kid: 'one' })
    .setAdditionalAuthenticatedData(text.encode('more')).encrypt(new Uint8Array(secret))),
});
const general = new jose.GeneralEncrypt(text.encode(PLAINTEXT)).setProtectedHeader({ enc: 'A256CBC-HS512' });
general.addRecipient(new Uint8Array(secret)).setUnprotectedHeader({ alg: 'A128KW' });
general.addRecipient(p256).setUnprotectedHeader({ alg: 'ECDH-ES+A256KW' });
tokens.push({ alg: 'A128KW', enc: 'A256CBC-HS512', key: oct(secret), token: JSON.stringify(await general.encrypt()) });
tokens.push({ alg: 'ECDH-ES+A256KW', enc: 'A256CBC-HS512', key: 'p256', token: tokens.at(-1).token });

// RSA1_5.
const b64u = (bytes) => Buffer.from(bytes).toString('base64url');
const header = b64u(JSON.stringify({ alg: 'RSA1_5', enc: 'A256GCM' }));
const [cek, iv] = [randomBytes(32), randomBytes(12)];
const cipher = createCipheriv('aes-256-gcm', cek, iv).setAAD(Buffer.from(header));
const ciphertext = Buffer.concat([cipher.update(PLAINTEXT), cipher.final()]);
const rsa = createPublicKey(file('rsa2048-spki.pem'));
const wrapped = publicEncrypt({ key: rsa, padding: constants.RSA_PKCS1_PADDING }, cek);
tokens.push({
  alg: 'RSA1_5', enc: 'A256GCM', key: 'rsa2048',
  token: [header, b64u(wrapped), b64u(iv), b64u(ciphertext), b64u(cipher.getAuthTag())].join('.'),
});

const about = 'Made by jwe-made.mjs with jose and Node; a key is a JWK, the name of one in tests/keys, or a password.';
const lines = tokens.map((row) => JSON.stringify(row)).join(',\n');
writeFileSync(new URL('jwe-made.json', import.meta.url), `{"about":${JSON.stringify(about)},"plaintext":${JSON.stringify(PLAINTEXT)},"tokens":[\n${lines}\n]}\n`);
