// Encrypted tokens in the page: where one does not open the page says why (those of the RFCs are in vectors.spec.mjs).
// And encrypted tokens that the library makes (tests/vectors/jwe-ours.json, held against it by tests/jwe/interop.rs) open with
// `jose`; those with RSA1_5 and X448, which `jose` lacks, with Node's own cryptography.
import { constants, createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as jose from 'jose';
import { test, expect, compact } from './app.mjs';

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

test('what the library encrypts in JSON opens elsewhere, for each of its recipients', async () => {
  const recipients = ['RSA-OAEP-256', 'A192KW', 'ECDH-ES+A256KW', 'A256GCMKW', 'PBES2-HS256+A128KW'];
  const held = (alg, enc) => key({ alg, enc, curve: alg.startsWith('ECDH') ? 'P-384' : '' });
  const all = JSON.parse(read('vectors/jwe-ours-json.json'));
  let [general, flattened] = [0, 0];
  for (const token of all) {
    const { enc } = JSON.parse(bytes(token.protected));
    const options = (alg) => ({ keyManagementAlgorithms: [alg] });
    const opens = async (opening, alg) => {
      const { plaintext, additionalAuthenticatedData, sharedUnprotectedHeader } = await opening;
      expect(Buffer.from(plaintext).toString(), `${alg} ${enc}`).toBe(PLAINTEXT);
      expect(Buffer.from(additionalAuthenticatedData).toString()).toBe('more');
      expect(sharedUnprotectedHeader).toEqual({ jku: 'https://server.example.com/keys.jwks' });
    };
    if (token.recipients) {
      expect(token.recipients.map(({ header }) => header.alg)).toEqual(recipients);
      for (const alg of recipients) await opens(jose.generalDecrypt(token, held(alg, enc), options(alg)), alg);
      general += recipients.length;
    } else {
      await opens(jose.flattenedDecrypt(token, held(token.header.alg, enc), options(token.header.alg)), token.header.alg);
      flattened += 1;
    }
  }
  expect([general, flattened]).toEqual([30, 30]);
});

const EXAMPLES = JSON.parse(read('vectors/jwe.json')).examples;
const example = (source) => EXAMPLES.find((one) => one.source === source);
const keyOf = ({ keys }) => JSON.stringify(keys[0]);
const SECRET = Buffer.from('a secret of just thirty-two byte');
/** A token for that secret: each time the same one, as what is said of a damaged one depends on its bits. */
const seal = (content, header = {}, secret = SECRET) =>
  new jose.CompactEncrypt(Buffer.from(content))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header })
    .setInitializationVector(Buffer.from('000102030405060708090a0b', 'hex'))
    .encrypt(secret);
/** The same token with one character of a part changed. */
const changed = (token, part) => {
  const parts = token.split('.');
  parts[part] = parts[part].replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  return parts.join('.');
};

test('without a key the header shows, and what is missing', async ({ app }) => {
  const one = example('RFC 7516 A.1');
  const seen = await app.read({ token: one.tokens[0], key: '' });
  expect(seen).toMatchObject({ decryption: 'no-key', payload: '' });
  expect(seen.header).toContain('"enc": "A256GCM"');
  expect(seen.sentence).toContain('enter the private RSA key');
});

test('another key, a key of another kind, and a changed part are told apart', async ({ app }) => {
  const one = example('RFC 7516 A.1');
  const [token, key] = [one.tokens[0], keyOf(one)];
  const told = async (token, key) => {
    const { decryption, reasons, payload } = await app.read({ token, key });
    expect(payload).toBe('');
    return [decryption, ...reasons.map(({ code }) => code)];
  };
  const other = read('keys/rsa2048-pkcs8.pem');
  expect(await told(token, other)).toEqual(['failed', 'jwe-unwrap']);
  expect(await told(token, JSON.stringify({ ...one.keys[0], d: undefined, p: undefined, q: undefined, dp: undefined, dq: undefined, qi: undefined }))).toEqual(['key-mismatch', 'jwe-key-public']);
  expect(await told(token, read('keys/p256-pkcs8.pem'))).toEqual(['key-mismatch', 'jwe-key-kind']);
  for (const part of [2, 3, 4]) expect(await told(changed(token, part), key)).toEqual(['failed', 'jwe-content-changed']);
  expect(await told(changed(token, 1), key)).toEqual(['failed', 'jwe-unwrap']);
});

test('with RSA1_5 nothing tells a changed key from changed content', async ({ app, page }) => {
  const one = example('RFC 7516 A.2');
  const sentences = new Set();
  for (const part of [1, 2, 3, 4]) {
    const { decryption, sentence } = await app.read({ token: changed(one.tokens[0], part), key: keyOf(one) });
    expect(decryption).toBe('failed');
    sentences.add(sentence);
  }
  expect([...sentences]).toHaveLength(1);
  // And the page says what is wrong with the algorithm itself.
  expect((await app.read({ token: one.tokens[0], key: keyOf(one) })).decryption).toBe('opened');
  const finding = page.locator('[data-testid="finding"][data-check="rsa1-5"]');
  await expect(finding).toContainText('RSA encryption with PKCS #1 v1.5 padding');
  await finding.locator('summary').click();
  await expect(finding).toContainText(/decrypts for an attacker/);
});

test('the cause of a token that does not open is searched for, alone and with another', async ({ app, page }) => {
  const secret = Buffer.alloc(32, 0xfb);
  const token = await seal('{"sub":"alice"}', { kid: 'one' }, secret);
  const key = secret.toString('base64');
  const jwk = JSON.stringify({ kty: 'oct', k: secret.toString('base64url') });
  const told = async (token, key) => {
    const { decryption, reasons, sentence } = await app.read({ token, key });
    expect(decryption).toBe('failed');
    return [reasons[0].code, sentence];
  };
  const parts = token.split('.');
  const cut = (length) => [...parts.slice(0, 4), parts[4].slice(0, length)].join('.');
  // No program ends where bits are left over; where none are, a sender may have left the rest out.
  expect(await told(cut(11), jwk)).toEqual(['jwe-tag-length', expect.stringContaining('The token is cut off at its end')]);
  expect(await told(cut(16), jwk)).toEqual(['jwe-tag-length', expect.stringContaining('The authentication tag has 12 bytes, the first of 16.')]);
  const first = parts[3][0];
  const other = changed(token, 3);
  expect(await told(other, jwk)).toEqual(['jwe-content-changed', expect.stringContaining(`character 1 of the ciphertext is \`${first}\`, not \`${other.split('.')[3][0]}\``)]);
  const added = Buffer.from('{"alg":"dir","enc":"A256GCM","kid":"one","typ":"JWT"}').toString('base64url');
  expect(await told([added, ...parts.slice(1)].join('.'), jwk)).toEqual(['jwe-content-changed', expect.stringContaining('`typ` is taken out of the header')]);
  // Two faults; with the secret mended by one press, the other is left.
  expect(await told(other, `"${key}"`)).toEqual(['secret-quotes', expect.stringMatching(/without the quotes around it, and then base64-decoded and character 1 of the ciphertext/)]);
  await told(token, `"${key}"`);
  await page.getByTestId('remedy').click();
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
});

test('a secret in the wrong encoding is told which one opens, and one press reads it so', async ({ app, page }) => {
  const secret = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddee0f', 'hex');
  const token = await seal('{"sub":"alice"}', {}, secret);
  const seen = await app.read({ token, key: secret.toString('base64url') });
  // 43 characters are no key of 32 bytes.
  expect(seen.decryption).not.toBe('opened');
  await page.getByTestId('remedy').click();
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
  await expect(app.payload).toContainText('alice');
});

test('decrypted claims are judged like any others', async ({ app, page }) => {
  const seen = await app.read({ token: await seal('{"exp":1300819380,"sub":"a","sub":"b"}', { typ: 'JWT' }), key: SECRET.toString() });
  expect(seen).toMatchObject({ decryption: 'opened', claims: 'expired', format: 'broken' });
  expect(seen.sentence).toMatch(/^Expired .* ago\. The payload is malformed: duplicate name `sub`; [^.]*\. Decrypted \(dir, A256GCM\)\./);
  expect(seen.problems.map(({ code }) => code)).toContain('duplicate-name');
  await page.getByRole('heading', { name: 'Expectations' }).click();
  await page.getByTestId('expect-iss').fill('https://id.example.org');
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'danger');
});

test('a token in a token shows the innermost, each layer with its verdict and its key of the set', async ({ app, page }) => {
  const { privateKey } = await jose.generateKeyPair('ES256', { extractable: true });
  const signed = await new jose.SignJWT({ sub: 'alice' }).setProtectedHeader({ alg: 'ES256', kid: 'signs' }).sign(privateKey);
  const set = {
    keys: [
      { ...(await jose.exportJWK(privateKey)), kid: 'signs', d: undefined },
      { kty: 'oct', k: Buffer.alloc(32, 1).toString('base64url'), kid: 'other' },
      { kty: 'oct', k: SECRET.toString('base64url'), kid: 'opens' },
    ],
  };
  const token = await seal(signed, { cty: 'JWT', kid: 'opens' });
  await app.token.fill(token);
  await app.key.fill(JSON.stringify(set));
  const layers = page.getByTestId('layer');
  await expect(layers).toHaveCount(2);
  const told = () => layers.evaluateAll((all) => all.map(({ dataset, ariaCurrent }) => [dataset.kind, dataset.state, ariaCurrent]));
  expect(await told()).toEqual([['jwe', 'opened', null], ['jws', 'valid', 'true']]);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(app.payload).toContainText('alice');
  await layers.first().click();
  expect(await told()).toEqual([['jwe', 'opened', 'true'], ['jws', 'valid', null]]);
  // What there is to report on a layer is seen from each other one.
  await expect(layers.last().getByRole('img')).toHaveAccessibleName(/^\d+ findings, worst: defect$/);
  const others = page.getByRole('list', { name: 'Findings in other layers' });
  await others.getByRole('button', { name: /^\d+ findings? in the inner layer \(JWS\)$/ }).click();
  expect(await told()).toEqual([['jwe', 'opened', null], ['jws', 'valid', 'true']]);
  await layers.first().click();
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
  await expect(app.header).toContainText('"cty": "JWT"');
  await expect(app.payload).toHaveText(signed);
  // Another text is looked at anew.
  await app.token.fill(await seal(signed, { cty: 'JWT' }));
  expect(await told()).toEqual([['jwe', 'opened', null], ['jws', 'valid', 'true']]);
  // With the set gone, the outermost layer is all there is.
  await app.key.fill('');
  expect(await told()).toEqual([['jwe', 'no-key', 'true']]);
});

test('what was computed on the way shows on request, and secrets only when they are asked for', async ({ app, page }) => {
  const one = example('RFC 7516 A.3');
  await app.read({ token: one.tokens[0], key: keyOf(one) });
  const names = page.getByTestId('intermediate');
  await page.getByText('How it was decrypted, step by step').click();
  await expect(names).toHaveText(['KEK', 'CEK', 'MAC key', 'Encryption key', 'AAD']);
  const box = page.getByTestId('intermediates');
  const kek = bytes(one.keys[0].k).toString('hex');
  expect(await page.content()).not.toContain(kek);
  await page.getByRole('button', { name: 'Show KEK' }).click();
  await expect(box).toContainText(kek);
  await page.getByRole('button', { name: 'Hide KEK' }).click();
  expect(await page.content()).not.toContain(kek);
  await expect(box).toContainText(Buffer.from(one.tokens[0].split('.')[0]).toString('hex'));
});

test.describe('a password and many rounds', () => {
  const sealed = async (rounds) =>
    new jose.CompactEncrypt(Buffer.from('{"sub":"alice"}'))
      .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' })
      .setKeyManagementParameters({ p2c: rounds })
      .encrypt(Buffer.from('correct horse battery staple'));

  test('open in a worker', async ({ app }) => {
    await app.token.fill(await sealed(600_000));
    await app.key.fill('correct horse battery staple');
    await expect(app.sentence).toContainText('600000 rounds');
    await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened', { timeout: 60_000 });
    await expect(app.payload).toContainText('alice');
  });

  test('are not computed where there are more than a worker is given', async ({ app }) => {
    const header = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAAAAAAAAAAAAAAAAAAAA', p2c: 10_000_001 };
    const token = [Buffer.from(JSON.stringify(header)), Buffer.alloc(24), Buffer.alloc(12), Buffer.alloc(8), Buffer.alloc(16)].map((part) => part.toString('base64url'));
    const { decryption, reasons, sentence } = await app.read({ token: token.join('.'), key: 'correct horse battery staple' });
    expect([decryption, reasons[0].code]).toEqual(['unsupported', 'jwe-iterations']);
    expect(sentence).toContain('10000001');
  });

  test('can be stopped, and begun again', async ({ app, page }) => {
    await app.token.fill(await sealed(4_000_000));
    await app.key.fill('correct horse battery staple');
    const waits = page.getByTestId('deriving');
    await waits.getByRole('button', { name: 'Stop' }).click();
    await expect(waits).toContainText('Stopped.');
    await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'none');
    await waits.getByRole('button', { name: 'Decrypt' }).click();
    await expect(waits.getByRole('button', { name: 'Stop' })).toBeVisible();
    await app.key.fill('');
    await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'no-key');
  });
});

// What the settings of these have is no key: one is derived from it.
for (const [who, enc, salt, info, length] of [
  ['NextAuth.js 4', 'A256GCM', '', 'NextAuth.js Generated Encryption Key', 32],
  ['Auth.js', 'A256CBC-HS512', '__Secure-authjs.session-token', 'Auth.js Generated Encryption Key (__Secure-authjs.session-token)', 64],
]) {
  test(`a session of ${who} opens with the secret of its settings`, async ({ app, page }) => {
    const secret = 'p9mXw0bq1Zr7Yk3Jd5Lh8Tn2Vc6Sg4Fa+EuIoQvRxBs=';
    const key = new Uint8Array(hkdfSync('sha256', secret, salt, info, length));
    const session = await new jose.CompactEncrypt(Buffer.from('{"name":"Ada","sub":"7"}')).setProtectedHeader({ alg: 'dir', enc }).encrypt(key);
    await app.token.fill(session);
    await app.key.fill(secret);
    await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'failed');
    await expect(app.sentence).toContainText(`opens if the secret is replaced by the key that ${who}`);
    await page.getByTestId('remedy').click();
    await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
    await expect(app.payload).toContainText('"Ada"');
  });
}
