// Tokens that other implementations make with fresh keys verify, in each format that a key can be exported in. With
// another key, another algorithm of the family, or one changed character, they do not, and the page says which. And what
// the page signs, the others accept.
//
// jose and jsonwebtoken make whole tokens; what they lack is signed by noble (ES256K, Ed448, ML-DSA) and by OpenSSL as
// Node brings it (ES256K, Ed448).
import { createPublicKey, createSecretKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ed448 } from '@noble/curves/ed448.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import * as jose from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { certificate } from './certificate.mjs';
import { test, expect, base64url } from './app.mjs';

const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', ES256K: 'secp256k1' };
const FAMILIES = {
  hmac: ['HS256', 'HS384', 'HS512'],
  pkcs1: ['RS256', 'RS384', 'RS512'],
  pss: ['PS256', 'PS384', 'PS512'],
  ecdsa: ['ES256', 'ES384', 'ES512', 'ES256K'],
  eddsa: ['EdDSA', 'Ed25519', 'Ed448'],
  mldsa: ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
};
// Parameter set and last byte of the object identifier (RFC 9881 section 2).
const ML_DSA = { 'ML-DSA-44': [ml_dsa44, 0x11], 'ML-DSA-65': [ml_dsa65, 0x12], 'ML-DSA-87': [ml_dsa87, 0x13] };
const CLAIMS = { iss: 'https://id.example.org', sub: '248289761001', exp: 4102444800 };
const KID = 'a-key-of-this-run';
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64url'));

/** A fresh key: what signs, and every way to write what verifies. `curve` decides where an algorithm has two. */
function freshKey(alg, curve) {
  if (alg.startsWith('HS')) return secretKey();
  if (ML_DSA[alg]) return latticeKey(alg);
  if (FAMILIES.eddsa.includes(alg)) return edwardsKey(curve ?? alg);
  const pair = CURVES[alg]
    ? generateKeyPairSync('ec', { namedCurve: CURVES[alg] })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = CURVES[alg] ? 'sec1' : 'pkcs1';
  const forms = {
    ...common(pair),
    [`${own} PEM, private`]: [pem(pair.privateKey, own), /private key/],
    certificate: [certificate(pair), /public key.*certificate/],
  };
  if (own === 'pkcs1') forms['pkcs1 PEM, public'] = [pem(pair.publicKey, own), /public key.*RSA PUBLIC KEY/];
  return { signer: pair.privateKey, forms };
}

const pem = (key, type) => key.export({ type, format: 'pem' });

/** The forms that OpenSSL writes every key in. */
function common({ publicKey, privateKey }) {
  const jwk = (key) => JSON.stringify(key.export({ format: 'jwk' }), null, 2);
  return {
    'SPKI PEM': [pem(publicKey, 'spki'), /public key.*PUBLIC KEY/],
    'PKCS#8 PEM': [pem(privateKey, 'pkcs8'), /private key.*PRIVATE KEY/],
    'public JWK': [jwk(publicKey), /public key.*JWK/],
    'private JWK': [jwk(privateKey), /private key.*JWK/],
  };
}

function edwardsKey(curve) {
  const pair = generateKeyPairSync(curve.toLowerCase());
  const x = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x, 'base64url');
  const raw = { 'bytes in hex': [x.toString('hex'), /public key/], 'bytes in base64': [x.toString('base64'), /public key/] };
  return { signer: pair.privateKey, forms: { ...common(pair), ...raw } };
}

/** Node's OpenSSL may have no ML-DSA, so the two PEM forms are put together here (RFC 9881 sections 4 and 6). */
function latticeKey(alg) {
  const [set, last] = ML_DSA[alg];
  const seed = randomBytes(32);
  const { publicKey, secretKey } = set.keygen(seed);
  const der = (tag, ...parts) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
    return Buffer.concat([Buffer.from([tag, ...length]), body]);
  };
  const written = (label, body) =>
    `-----BEGIN ${label}-----\n${body.toString('base64').match(/.{1,64}/g).join('\n')}\n-----END ${label}-----\n`;
  const algorithm = der(0x30, der(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, last]));
  const spki = der(0x30, algorithm, der(0x03, [0], publicKey));
  const pkcs8 = der(0x30, [2, 1, 0], algorithm, der(0x04, der(0x80, seed)));
  const jwk = { kty: 'AKP', alg, pub: base64url(publicKey) };
  return {
    signer: secretKey,
    forms: {
      'SPKI PEM': [written('PUBLIC KEY', spki), /public key.*PUBLIC KEY/],
      'PKCS#8 PEM': [written('PRIVATE KEY', pkcs8), /private key.*PRIVATE KEY/],
      'public JWK': [JSON.stringify(jwk), /public key.*JWK/],
      'private JWK': [JSON.stringify({ ...jwk, priv: base64url(seed) }), /private key.*JWK/],
    },
  };
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

/** A token whose signature is what `make` gives for its bytes. */
const signed = (alg, make) => {
  const input = [{ alg, typ: 'JWT', kid: KID }, CLAIMS].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${input}.${base64url(make(Buffer.from(input)))}`;
};
const seed = (key) => bytes(key.export({ format: 'jwk' }).d);
const rfc7518 = [...FAMILIES.hmac, ...FAMILIES.pkcs1, ...FAMILIES.pss, 'ES256', 'ES384', 'ES512'];

/** Who makes tokens: how, for which algorithms, and on which curve where an algorithm has two. */
const MAKERS = [
  {
    library: 'jose',
    algorithms: [...rfc7518, 'EdDSA', 'Ed25519'],
    curve: 'Ed25519',
    make: (alg, key) => new jose.SignJWT(CLAIMS).setProtectedHeader({ alg, typ: 'JWT', kid: KID }).sign(key),
  },
  {
    library: 'jsonwebtoken',
    algorithms: rfc7518,
    // Its own iat would make two runs differ; with `noTimestamp` it signs the claims as they are.
    make: async (alg, key) => jsonwebtoken.sign(CLAIMS, key, { algorithm: alg, keyid: KID, noTimestamp: true }),
  },
  {
    library: 'noble-curves',
    algorithms: ['ES256K'],
    make: async (alg, key) => signed(alg, (input) => secp256k1.sign(input, seed(key))),
  },
  {
    library: 'noble-curves',
    algorithms: ['EdDSA', 'Ed448'],
    curve: 'Ed448',
    make: async (alg, key) => signed(alg, (input) => ed448.sign(input, seed(key))),
  },
  {
    library: 'noble-curves',
    algorithms: ['Ed25519'],
    make: async (alg, key) => signed(alg, (input) => ed25519.sign(input, seed(key))),
  },
  {
    library: 'OpenSSL',
    algorithms: ['ES256K'],
    make: async (alg, key) => signed(alg, (input) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' })),
  },
  {
    library: 'OpenSSL',
    algorithms: ['Ed448'],
    make: async (alg, key) => signed(alg, (input) => sign(null, input, key)),
  },
  {
    library: 'noble-post-quantum',
    algorithms: FAMILIES.mldsa,
    // With random numbers in it, as its makers advise; the page signs without.
    make: async (alg, key) => signed(alg, (input) => ML_DSA[alg][0].sign(input, key, { extraEntropy: randomBytes(32) })),
  },
];
const familyOf = (alg) => Object.keys(FAMILIES).find((family) => FAMILIES[family].includes(alg));

/** Whether a key that serves `alg` serves `other` of the same family as well, so that only the signature gives it away. */
const sameKey = (alg, other, curve) => {
  if (FAMILIES.eddsa.includes(alg)) return other === 'EdDSA' || other === (alg === 'EdDSA' ? curve : alg);
  return !['ecdsa', 'mldsa'].includes(familyOf(alg));
};

const expectWhy = (seen, what) => {
  expect(seen.signature, what).not.toBe('valid');
  expect(seen.reasons.length + seen.problems.length, `${what}: a reason is given`).toBeGreaterThan(0);
  expect(seen.sentence, what).not.toMatch(/^Valid signature|signature is valid/);
};

for (const { library, algorithms, curve, make } of MAKERS) {
  for (const alg of algorithms) {
    const on = alg === 'EdDSA' ? ` on ${curve}` : '';
    test(`${library}, ${alg}${on}: verifies with its key in each format, and with nothing else`, async ({ app }) => {
      const names = FAMILIES[familyOf(alg)];
      const fresh = freshKey(alg, curve);
      for (const { signer, forms } of [fresh, fresh.also].filter(Boolean)) {
        const token = await make(alg, signer);
        for (const [form, [text, summary, encoding = 'utf8']] of Object.entries(forms)) {
          await test.step(`with its key as ${form}`, async () => {
            const seen = await app.read({ token, key: text, encoding });
            expect(seen.signature, `${form}: ${seen.key}`).toBe('valid');
            expect(seen.format).toBe('ok');
            expect(seen.sentence).toContain(`Valid signature (${alg}).`);
            expect(seen.key).toMatch(summary);
          });
        }
      }

      const token = await make(alg, fresh.signer);
      const [[key, , encoding = 'utf8']] = Object.values(fresh.forms);
      const [header, payload, signature] = token.split('.');

      await test.step('not with another key', async () => {
        const [[other]] = Object.values(freshKey(alg, curve).forms);
        const seen = await app.read({ token, key: other, encoding });
        expectWhy(seen, 'another key');
        expect(seen.signature).toBe('invalid');
        expect(seen.reasons[0].code).toMatch(/^(key-or-content|other-key)$/);
      });

      await test.step('not as another algorithm of the family', async () => {
        for (const other of names.filter((name) => name !== alg)) {
          const told = base64url(JSON.stringify({ alg: other, typ: 'JWT', kid: KID }));
          const seen = await app.read({ token: `${told}.${payload}.${signature}`, key, encoding });
          expectWhy(seen, `as ${other}`);
          expect(seen.signature, `as ${other}`).toBe(sameKey(alg, other, curve) ? 'invalid' : 'key-mismatch');
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

test('an ES256K signature holds with s in either half of its range', async ({ app }) => {
  // (r, s) and (r, -s) are signatures of the same; Bitcoin takes the lower one alone, JOSE both (RFC 8812 section 3.2).
  const { signer, forms } = freshKey('ES256K');
  const [key] = forms['public JWK'];
  const low = signed('ES256K', (input) => secp256k1.sign(input, seed(signer), { lowS: true }));
  const [header, payload, signature] = low.split('.');
  const { r, s } = secp256k1.Signature.fromBytes(bytes(signature), 'compact');
  const high = new secp256k1.Signature(r, secp256k1.Point.Fn.neg(s));
  expect(high.hasHighS()).toBe(true);
  for (const form of [signature, base64url(high.toBytes('compact'))]) {
    expect((await app.read({ token: `${header}.${payload}.${form}`, key })).signature).toBe('valid');
  }
});

/** Whether the libraries that know `alg` accept this token with this public JWK; each of them has to be asked. */
function accepted(alg, token, jwk) {
  const [header, payload, signature] = token.split('.');
  const [input, mark] = [Buffer.from(`${header}.${payload}`), bytes(signature)];
  const answers = {};
  if (ML_DSA[alg]) answers.noble = ML_DSA[alg][0].verify(mark, input, bytes(jwk.pub));
  if (alg === 'ES256K') {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    answers.noble = secp256k1.verify(mark, input, new Uint8Array([4, ...bytes(jwk.x), ...bytes(jwk.y)]));
    answers.OpenSSL = verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, mark);
  }
  if (jwk.kty === 'OKP') {
    answers.noble = { Ed25519: ed25519, Ed448: ed448 }[jwk.crv].verify(mark, input, bytes(jwk.x));
    answers.OpenSSL = verify(null, input, createPublicKey({ key: jwk, format: 'jwk' }), mark);
  }
  return answers;
}

/** Asks every library that knows `alg` whether it accepts `token` under the key of the key field. */
async function expectAccepted(alg, token, text) {
  const jwk = text.startsWith('{') ? JSON.parse(text) : null;
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  const openssl = () => createPublicKey({ key: jwk, format: 'jwk' });
  const key = jwk ? jwk.kty !== 'AKP' && openssl() : createSecretKey(Buffer.from(text));
  const knows = (library) => MAKERS.some((one) => one.library === library && one.algorithms.includes(alg));
  const [byJose, byJsonwebtoken] = [knows('jose'), knows('jsonwebtoken')];
  if (byJose) expect((await jose.jwtVerify(token, key, { algorithms: [alg] })).payload).toEqual(claims);
  if (byJsonwebtoken) expect(jsonwebtoken.verify(token, key, { algorithms: [alg] })).toEqual(claims);
  const others = accepted(alg, token, jwk ?? {});
  expect(Object.values(others), `${alg}: ${JSON.stringify(others)}`).not.toContain(false);
  expect(byJose || Object.keys(others).length > 0, `${alg}: somebody was asked`).toBe(true);
  return claims;
}

test('what the page signs, in a sample and as it is edited, every other library accepts', async ({ app, page }) => {
  const offered = await app.sample.evaluate((select) => [...select.querySelectorAll(':scope > option')].map((option) => option.value).filter(Boolean));
  expect(offered.toSorted(), 'every algorithm has a sample').toEqual(Object.values(FAMILIES).flat().toSorted());
  for (const [turn, alg] of Object.values(FAMILIES).flat().entries()) {
    await app.sample.selectOption(alg);
    await expect(app.header).toContainText(`"alg": "${alg}"`);
    const sample = await app.token.inputValue();
    expect((await expectAccepted(alg, sample, await app.key.inputValue())).sub).toBe(CLAIMS.sub);
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await page.getByTestId('payload-editor').fill(`{"role":"admin","turn":${turn}}`);
    await expect(page.getByTestId('edit-banner')).toContainText(`(${alg}) as you type`);
    const edited = await app.token.inputValue();
    expect(edited).not.toBe(sample);
    expect(await expectAccepted(alg, edited, await app.key.inputValue())).toEqual({ role: 'admin', turn });
    await page.getByTestId('edit-discard').click();
  }
});
