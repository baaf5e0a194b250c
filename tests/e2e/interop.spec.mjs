// Tokens that jose and jsonwebtoken make with fresh keys verify, in each format that a key can be exported in. With
// another key, another algorithm of the family, or one changed character, they do not, and the page says which.
import { createPublicKey, createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import * as jose from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { certificate } from './certificate.mjs';
import { test, expect, base64url } from './app.mjs';

const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
const FAMILIES = {
  hmac: ['HS256', 'HS384', 'HS512'],
  pkcs1: ['RS256', 'RS384', 'RS512'],
  pss: ['PS256', 'PS384', 'PS512'],
  ecdsa: ['ES256', 'ES384', 'ES512'],
};
const CLAIMS = { iss: 'https://id.example.org', sub: '248289761001', exp: 4102444800 };
const KID = 'a-key-of-this-run';

/** A fresh key: what the libraries sign with, and every way to write what verifies. */
function freshKey(alg) {
  if (alg.startsWith('HS')) return secretKey();
  const pair = CURVES[alg]
    ? generateKeyPairSync('ec', { namedCurve: CURVES[alg] })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = CURVES[alg] ? 'sec1' : 'pkcs1';
  const pem = (key, type) => key.export({ type, format: 'pem' });
  const jwk = (key) => JSON.stringify(key.export({ format: 'jwk' }), null, 2);
  const forms = {
    'SPKI PEM': [pem(pair.publicKey, 'spki'), /public key.*PUBLIC KEY/],
    'PKCS#8 PEM': [pem(pair.privateKey, 'pkcs8'), /private key.*PRIVATE KEY/],
    [`${own} PEM, private`]: [pem(pair.privateKey, own), /private key/],
    'public JWK': [jwk(pair.publicKey), /public key.*JWK/],
    'private JWK': [jwk(pair.privateKey), /private key.*JWK/],
    certificate: [certificate(pair), /public key.*certificate/],
  };
  if (own === 'pkcs1') forms['pkcs1 PEM, public'] = [pem(pair.publicKey, own), /public key.*RSA PUBLIC KEY/];
  return { signer: pair.privateKey, forms };
}

function secretKey() {
  const words = randomBytes(36).toString('base64');
  const bytes = randomBytes(64);
  const text = { signer: createSecretKey(Buffer.from(words)), forms: { 'UTF-8 secret': [words, /48 bytes/, 'utf8'] } };
  const binary = {
    signer: createSecretKey(bytes),
    forms: {
      'base64url secret': [bytes.toString('base64url'), /64 bytes/, 'base64url'],
      'base64 secret': [bytes.toString('base64'), /64 bytes/, 'base64'],
      'hex secret': [bytes.toString('hex'), /64 bytes/, 'hex'],
      JWK: [JSON.stringify(createSecretKey(bytes).export({ format: 'jwk' })), /64 bytes.*JWK/, 'utf8'],
    },
  };
  return { ...binary, also: text };
}

const LIBRARIES = {
  jose: (alg, key) => new jose.SignJWT(CLAIMS).setProtectedHeader({ alg, typ: 'JWT', kid: KID }).sign(key),
  // Its own iat would make two runs differ; with `noTimestamp` it signs the claims as they are.
  jsonwebtoken: async (alg, key) => jsonwebtoken.sign(CLAIMS, key, { algorithm: alg, keyid: KID, noTimestamp: true }),
};

const expectWhy = (seen, what) => {
  expect(seen.signature, what).not.toBe('valid');
  expect(seen.reasons.length + seen.problems.length, `${what}: a reason is given`).toBeGreaterThan(0);
  expect(seen.sentence, what).not.toMatch(/^Signed by this key/);
};

for (const [library, make] of Object.entries(LIBRARIES)) {
  for (const [family, names] of Object.entries(FAMILIES)) {
    for (const alg of names) {
      test(`${library}, ${alg}: verifies with its key in each format, and with nothing else`, async ({ app }) => {
        const fresh = freshKey(alg);
        for (const { signer, forms } of [fresh, fresh.also].filter(Boolean)) {
          const token = await make(alg, signer);
          for (const [form, [text, summary, encoding = 'utf8']] of Object.entries(forms)) {
            await test.step(`with its key as ${form}`, async () => {
              const seen = await app.read({ token, key: text, encoding });
              expect(seen.signature, `${form}: ${seen.key}`).toBe('valid');
              expect(seen.format).toBe('ok');
              expect(seen.sentence).toContain(`Signed by this key with ${alg}`);
              expect(seen.key).toMatch(summary);
            });
          }
        }

        const token = await make(alg, fresh.signer);
        const [[key, , encoding = 'utf8']] = Object.values(fresh.forms);
        const [header, payload, signature] = token.split('.');

        await test.step('not with another key', async () => {
          const [[other]] = Object.values(freshKey(alg).forms);
          const seen = await app.read({ token, key: other, encoding });
          expectWhy(seen, 'another key');
          expect(seen.signature).toBe('invalid');
          expect(seen.sentence).toMatch(/another key/);
        });

        await test.step('not as another algorithm of the family', async () => {
          for (const other of names.filter((name) => name !== alg)) {
            const told = base64url(JSON.stringify({ alg: other, typ: 'JWT', kid: KID }));
            const seen = await app.read({ token: `${told}.${payload}.${signature}`, key, encoding });
            expectWhy(seen, `as ${other}`);
            // A curve belongs to its algorithm; a secret or RSA key serves each hash, and then the hash gives it away.
            expect(seen.signature).toBe(family === 'ecdsa' ? 'key-mismatch' : 'invalid');
          }
        });

        await test.step('not with one changed character in any segment', async () => {
          const parts = { header, payload, signature };
          for (const [name, segment] of Object.entries(parts)) {
            for (const at of new Set([0, segment.length >> 1, segment.length - 4, segment.length - 1])) {
              const changed = segment.slice(0, at) + (segment[at] === 'A' ? 'B' : 'A') + segment.slice(at + 1);
              const text = Object.values({ ...parts, [name]: changed }).join('.');
              const seen = await app.read({ token: text, key, encoding });
              expectWhy(seen, `${name}, character ${at + 1}`);
              if (name !== 'header') expect(seen.signature, `${name}, character ${at + 1}`).toBe('invalid');
            }
          }
        });

        await test.step('and again with its key, after all that', async () => {
          expect((await app.read({ token, key, encoding })).signature).toBe('valid');
        });
      });
    }
  }
}

test('what the page signs for its samples, both libraries accept', async ({ app }) => {
  for (const alg of Object.values(FAMILIES).flat()) {
    await app.sample.selectOption(alg);
    await expect(app.header).toContainText(`"alg": "${alg}"`);
    const [token, text] = [await app.token.inputValue(), await app.key.inputValue()];
    const key = alg.startsWith('HS') ? createSecretKey(Buffer.from(text)) : createPublicKey(text);
    const { payload } = await jose.jwtVerify(token, key, { algorithms: [alg] });
    expect(jsonwebtoken.verify(token, key, { algorithms: [alg] })).toEqual(payload);
  }
});
