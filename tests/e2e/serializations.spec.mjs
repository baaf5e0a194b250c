// Signed tokens in JSON with several signatures, and tokens whose content was sent apart: the examples of RFC 7515, 7520 and 7797, and
// what `jose` makes.
import { readFileSync } from 'node:fs';
import * as jose from 'jose';
import { test, expect, vectors } from './app.mjs';
import { violationsInBoth } from './axe.mjs';

const example = (source) => vectors('jws-json').find((row) => row.source === source);
const text = ({ token }) => (typeof token === 'string' ? token : JSON.stringify(token));
/** The keys as a set, in which each has the name that its signature gives. */
const set = ({ keys, token }) => JSON.stringify({ keys: keys.map((key, index) => ({ kid: token.signatures?.[index]?.header?.kid, ...key })) });
const pem = (name) => readFileSync(new URL(`../keys/${name}.pem`, import.meta.url), 'utf8');
const encoder = new TextEncoder();

async function audit(page) {
  expect(await violationsInBoth(page)).toEqual([]);
}

test('each signature of a token in JSON has its verdict, and the chosen one fills the panes', async ({ app, page }) => {
  const three = example('RFC 7520 §4.8, general');
  await app.token.fill(text(three));
  await app.key.fill(set(three));
  const signatures = page.getByTestId('signature');
  await expect(signatures).toHaveCount(3);
  for (const index of [0, 1, 2]) await expect(signatures.nth(index)).toHaveAttribute('data-state', 'valid');
  await expect(page.getByRole('region', { name: 'Signatures' })).toContainText('general JSON, 3 signatures');
  await expect(signatures.nth(0)).toHaveAttribute('aria-current', 'true');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(app.sentence).toContainText('RS256');
  await expect(app.header).toContainText('"kid": "bilbo.baggins@hobbiton.example"');
  await expect(page.getByTestId('unprotected-header')).toContainText('Not protected: kid.');

  await page.getByRole('button', { name: /^3\. Valid/ }).click();
  await expect(signatures.nth(2)).toHaveAttribute('aria-current', 'true');
  await expect(app.sentence).toContainText('HS256');
  await expect(app.header).toContainText('018c0ae5-4d9b-471b-bfd6-eef314bc7037');
  await expect(page.getByTestId('unprotected-header')).toHaveCount(0);
  await expect(app.payload).toContainText('It’s a dangerous business');

  await signatures.nth(1).click();
  await expect(app.problems.filter({ hasText: 'unprotected header only' })).toHaveAttribute('data-code', 'jws-alg-unprotected');
  // One of them is changed: the others hold.
  const changed = structuredClone(three.token);
  changed.signatures[2].signature = `A${changed.signatures[2].signature.slice(1)}`;
  await app.token.fill(JSON.stringify(changed, null, 2));
  await expect(signatures.nth(2)).toHaveAttribute('data-state', 'invalid');
  await expect(signatures.nth(0)).toHaveAttribute('data-state', 'valid');
});

test('every example of a token in JSON has its verdict in the page', async ({ app, page }) => {
  for (const row of vectors('jws-json')) {
    const { source, keys, content } = row;
    await app.token.fill(text(row));
    await app.key.fill(keys.length > 1 ? set(row) : JSON.stringify(keys[0]));
    if (content) await page.getByTestId('content-input').fill(content);
    const state = source.includes('not critical') ? 'unsupported' : 'valid';
    await expect(app.lamp('signature'), source).toHaveAttribute('data-state', state);
  }
});

test('content that was sent apart is typed, pasted or opened from a file', async ({ app, page }) => {
  const apart = example('RFC 7797 §4.2, detached');
  await app.token.fill(apart.token);
  await app.key.fill(JSON.stringify(apart.keys[0]));
  const content = page.getByRole('textbox', { name: 'Detached content' });
  await expect(content).toBeVisible();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'unsupported');
  await content.fill('$.02');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(app.payload).toHaveText('$.02');
  await content.fill('$.03');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await page.getByRole('button', { name: 'Clear content' }).click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'unsupported');

  // Bytes that are no text, and line breaks that a text field would change.
  const key = crypto.getRandomValues(new Uint8Array(32));
  const sign = async (bytes, header) => {
    const { protected: head, signature } = await new jose.FlattenedSign(bytes).setProtectedHeader(header).sign(key);
    return `${head}..${signature}`;
  };
  await app.key.fill(JSON.stringify({ kty: 'oct', k: Buffer.from(key).toString('base64url') }));
  const bytes = Uint8Array.of(0xff, 0, 0x2e, 0x80);
  const open = page.getByLabel('Open a file as the content');
  for (const header of [{ alg: 'HS256' }, { alg: 'HS256', b64: false, crit: ['b64'] }]) {
    await app.token.fill(await sign(bytes, header));
    await open.setInputFiles({ name: 'content.bin', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await page.getByRole('button', { name: 'Clear content' }).click();
  }
  await app.token.fill(await sign(encoder.encode('one\r\ntwo\n'), { alg: 'HS256' }));
  await content.focus();
  await app.paste('one\r\ntwo\n');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('the copy menu converts, and says where a form has no room', async ({ app, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const one = example('RFC 7520 §4.4, flattened');
  const { payload, protected: head, signature } = one.token;
  await app.token.fill(`${head}.${payload}.${signature}`);
  await app.choose('Copy as', 'Flattened JSON');
  await expect.poll(copied).toBe(JSON.stringify({ payload, protected: head, signature }));
  await app.choose('Copy as', 'General JSON');
  await expect.poll(copied).toBe(JSON.stringify({ payload, signatures: [{ protected: head, signature }] }));
  await app.choose('Copy as', 'Detached (no payload)');
  await expect.poll(copied).toBe(`${head}..${signature}`);
  await app.token.fill(JSON.stringify(one.token));
  await app.choose('Copy as', 'Compact token');
  await expect.poll(copied).toBe(`${head}.${payload}.${signature}`);

  await app.token.fill(text(example('RFC 7520 §4.8, general')));
  await app.choose('Copy as', 'Compact token');
  await expect(page.getByTestId('not-copied')).toContainText('the token has 3 signatures');
  await app.token.fill(text(example('RFC 7520 §4.6, flattened')));
  await expect(page.getByTestId('not-copied')).toBeEmpty();
  await app.choose('Copy as', 'Compact token');
  await expect(page.getByTestId('not-copied')).toContainText('no place for the unprotected header');
});

test('a token in JSON is found in what is pasted, quoted and escaped', async ({ app, page }) => {
  const flattened = text(example('RFC 7515 §A.7'));
  const { keys } = example('RFC 7515 §A.7');
  await app.key.fill(JSON.stringify(keys[0]));
  for (const pasted of [flattened, `sent ${flattened} at noon`, JSON.stringify({ body: flattened })]) {
    await app.token.fill('');
    await app.token.focus();
    await app.paste(pasted);
    await expect(app.lamp('signature'), pasted).toHaveAttribute('data-state', 'valid');
    await expect(page.getByTestId('signature')).toHaveCount(1);
  }
});

test('tokens in JSON made by jose verify, and changed ones do not', async ({ app, page }) => {
  const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true });
  const eddsa = await jose.generateKeyPair('Ed25519', { extractable: true });
  const keys = [{ ...(await jose.exportJWK(publicKey)), kid: '1' }, await jose.exportJWK(eddsa.publicKey)];
  const payload = encoder.encode('{"sub":"alice"}');
  const general = await new jose.GeneralSign(payload)
    .addSignature(privateKey)
    .setProtectedHeader({ alg: 'ES256' })
    .setUnprotectedHeader({ kid: '1' })
    .addSignature(eddsa.privateKey)
    .setProtectedHeader({ alg: 'Ed25519' })
    .sign();
  await app.token.fill(JSON.stringify(general));
  await app.key.fill(JSON.stringify({ keys }));
  const signatures = page.getByTestId('signature');
  await expect(signatures).toHaveCount(2);
  for (const index of [0, 1]) await expect(signatures.nth(index)).toHaveAttribute('data-state', 'valid');
  await expect(app.payload).toContainText('"sub": "alice"');
  general.payload = Buffer.from('{"sub":"mallory"}').toString('base64url');
  await app.token.fill(JSON.stringify(general));
  for (const index of [0, 1]) await expect(signatures.nth(index)).toHaveAttribute('data-state', 'invalid');
});

test('what the page converts and signs, jose verifies', async ({ app, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.key.fill(pem('p256-pkcs8'));
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByTestId('header-editor').fill('{"alg":"ES256","b64":false,"crit":["b64"]}');
  await page.getByTestId('payload-editor').fill('{"amount":1.5}');
  await page.getByTestId('edit-done').click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(page.getByTestId('content-input')).toHaveValue('{"amount":1.5}');
  await app.choose('Copy as', 'Flattened JSON');
  const made = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(made.payload, 'the content is apart').toBeUndefined();
  const key = await jose.importSPKI(pem('p256-spki'), 'ES256');
  const { payload } = await jose.flattenedVerify({ ...made, payload: '{"amount":1.5}' }, key);
  expect(new TextDecoder().decode(payload)).toBe('{"amount":1.5}');
  await expect(jose.flattenedVerify({ ...made, payload: '{"amount":1.6}' }, key)).rejects.toThrow();
});

test('an encrypted token in JSON opens, and shows its recipients', async ({ app, page }) => {
  const secret = crypto.getRandomValues(new Uint8Array(16));
  const other = crypto.getRandomValues(new Uint8Array(16));
  const token = await new jose.GeneralEncrypt(encoder.encode('{"sub":"alice"}'))
    .setProtectedHeader({ enc: 'A128GCM' })
    .addRecipient(other)
    .setUnprotectedHeader({ alg: 'A128KW', kid: '1' })
    .addRecipient(secret)
    .setUnprotectedHeader({ alg: 'A128KW', kid: '2' })
    .encrypt();
  await app.token.fill(JSON.stringify(token));
  const recipients = page.getByTestId('recipient');
  await expect(recipients).toHaveCount(2);
  await expect(recipients.nth(0)).toHaveAttribute('data-state', 'no-key');
  await app.key.fill(JSON.stringify({ kty: 'oct', k: Buffer.from(secret).toString('base64url') }));
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
  await expect(recipients.nth(1)).toHaveAttribute('data-state', 'opened');
  await expect(recipients.nth(0)).toHaveAttribute('data-state', 'failed');
  await expect(app.payload).toContainText('"sub": "alice"');
});

test('axe finds nothing in these panels, in light and dark', async ({ app, page }) => {
  const three = example('RFC 7520 §4.8, general');
  await app.token.fill(text(three));
  await app.key.fill(set(three));
  await page.getByTestId('signature').nth(1).click();
  await audit(page);
  const apart = example('RFC 7797 §4.2, detached');
  await app.token.fill(apart.token);
  await app.key.fill(JSON.stringify(apart.keys[0]));
  await page.getByTestId('content-input').fill('$.02');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await audit(page);
});
