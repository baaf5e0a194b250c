// Encrypted tokens that the library makes (tests/vectors/jwe-ours.json, held against it by tests/jwe/interop.rs) open with
// `jose`; those with RSA1_5 and X448, which `jose` lacks, with Node's own cryptography.
import { constants, createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as jose from 'jose';
import { test, expect } from './app.mjs';

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const ROWS = JSON.parse(read('vectors/jwe-ours.json'));
const PLAINTEXT = '{"iss":"https://id.example.org"}';
const CEK_BYTES = { 'A128CBC-HS256': 32, 'A192CBC-HS384': 48, 'A256CBC-HS512': 64, A128GCM: 16, A192GCM: 24, A256GCM: 32 };
const bytes = (text) => Buffer.from(text, 'base64url');
// RFC 7748 sections 6.1 and 6.2, the keys of Alice.
const X = Object.fromEntries([...read('jwe.rs').matchAll(/const (X\w+): &str = r#"(.*)"#;/g)].map(([, name, jwk]) => [name, JSON.parse(jwk)]));

function key({ alg, enc, curve }) {
  if (alg.startsWith('RSA')) return createPrivateKey({ key: JSON.parse(read('keys/rsa2048-private.jwk.json')), format: 'jwk' });
  if (alg.startsWith('PBES2')) return Buffer.from('correct horse battery staple');
  if (X[curve]) return createPrivateKey({ key: X[curve], format: 'jwk' });
  if (curve) return createPrivateKey(read(`keys/${curve.toLowerCase().replace('-', '')}-pkcs8.pem`));
  const length = alg === 'dir' ? CEK_BYTES[enc] : Number(alg.slice(1, 4)) / 8;
  return Buffer.from(Array.from({ length }, (_, at) => ((at * 7) & 0xff) ^ 0x35));
}

/** The content key of a token of which `jose` does not know the algorithm. */
function contentKey({ alg, enc, token }, held) {
  const [header, encrypted] = token.split('.');
  if (alg === 'RSA1_5') {
    // Node no longer takes this padding off: 00 02, bytes that are not zero, 00, the key.
    const block = privateDecrypt({ key: held, padding: constants.RSA_NO_PADDING }, bytes(encrypted));
    expect([...block.subarray(0, 2)]).toEqual([0, 2]);
    return block.subarray(block.indexOf(0, 2) + 1);
  }
  const { epk } = JSON.parse(bytes(header));
  const z = diffieHellman({ privateKey: held, publicKey: createPublicKey({ key: epk, format: 'jwk' }) });
  const wraps = alg !== 'ECDH-ES';
  const name = wraps ? alg : enc;
  const length = wraps ? Number(alg.slice(-5, -2)) / 8 : CEK_BYTES[enc];
  const number = (value) => Buffer.from(Uint32Array.of(value).buffer).swap32();
  const info = Buffer.concat([number(name.length), Buffer.from(name), number(0), number(0), number(length * 8)]);
  const round = (counter) => createHash('sha256').update(Buffer.concat([number(counter), z, info])).digest();
  const derived = Buffer.concat([round(1), round(2)]).subarray(0, length);
  if (!wraps) return derived;
  const unwrap = createDecipheriv(`aes${length * 8}-wrap`, derived, Buffer.alloc(8, 0xa6));
  return Buffer.concat([unwrap.update(bytes(encrypted)), unwrap.final()]);
}

/** The content under AES-GCM. */
function content({ enc, token }, cek) {
  const [header, , iv, ciphertext, tag] = token.split('.');
  const cipher = createDecipheriv(`aes-${enc.slice(1, 4)}-gcm`, cek, bytes(iv)).setAAD(Buffer.from(header)).setAuthTag(bytes(tag));
  return Buffer.concat([cipher.update(bytes(ciphertext)), cipher.final()]).toString();
}

test('what the library encrypts opens elsewhere, with each alg and enc', async () => {
  let [byJose, byNode] = [0, 0];
  for (const row of ROWS) {
    const name = `${row.alg} ${row.enc} ${row.curve}`;
    if (row.alg === 'RSA1_5' || row.curve === 'X448') {
      // The other content encryption algorithms are the same under every key.
      if (!row.enc.endsWith('GCM')) continue;
      expect(content(row, contentKey(row, key(row))), name).toBe(PLAINTEXT);
      byNode += 1;
      continue;
    }
    const { plaintext } = await jose.compactDecrypt(row.token, key(row), { keyManagementAlgorithms: [row.alg] });
    expect(Buffer.from(plaintext).toString(), name).toBe(PLAINTEXT);
    byJose += 1;
  }
  expect([ROWS.length, byJose, byNode]).toEqual([210, 180, 15]);
});
