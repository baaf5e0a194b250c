// Making encrypted tokens on the page: `jose` opens what was made with each family of keys, the public key is enough, and what is
// typed stays in the page. And one signature of a token in JSON, edited in its place.
import * as jose from 'jose';
import { test, expect, vectors } from './app.mjs';
import { violationsInBoth } from './axe.mjs';

const encoder = new TextEncoder();
const at = (page) => ({
  banner: page.getByTestId('edit-banner'),
  alg: page.getByTestId('encrypt-alg'),
  enc: page.getByTestId('encrypt-enc'),
  header: page.getByTestId('header-editor'),
  payload: page.getByTestId('payload-editor'),
  done: page.getByTestId('edit-done'),
  use: page.getByTestId('use-algorithm'),
  kind: (name) => page.getByTestId('token-kind').getByRole('button', { name }),
});

/** A new draft that is to be encrypted, with this key in the field. */
async function begin(app, page, key = '') {
  await app.read({ token: '', key });
  await page.getByTestId('new-token').click();
  await at(page).kind('Encrypted').click();
}

async function opened(app, alg) {
  const [token, text] = [await app.token.inputValue(), await app.key.inputValue()];
  const key = text.startsWith('{') ? await jose.importJWK(JSON.parse(text), alg) : Buffer.from(text);
  const { plaintext } = await jose.compactDecrypt(token, key, { keyManagementAlgorithms: [alg] });
  return Buffer.from(plaintext).toString();
}

// What is made for a key, the algorithms that are to begin with, and others that go with it.
const FAMILIES = [
  ['Secret, 16 bytes', ['dir', 'A128GCM'], [['A128KW', 'A256CBC-HS512'], ['A128GCMKW', 'A128GCM']]],
  ['Secret, 24 bytes', ['dir', 'A192GCM'], [['A192KW', 'A192GCM']]],
  ['Secret, 64 bytes', ['dir', 'A256CBC-HS512'], []],
  ['RSA, 2048 bit', ['RSA-OAEP-256', 'A256GCM'], [['RSA-OAEP', 'A128CBC-HS256'], ['RSA-OAEP-512', 'A192CBC-HS384']]],
  ['EC, P-256', ['ECDH-ES', 'A256GCM'], [['ECDH-ES+A128KW', 'A128GCM']]],
  ['EC, P-384', ['ECDH-ES', 'A256GCM'], []],
  ['EC, P-521', ['ECDH-ES', 'A256GCM'], [['ECDH-ES+A256KW', 'A256CBC-HS512']]],
  ['X25519', ['ECDH-ES', 'A256GCM'], [['ECDH-ES+A192KW', 'A128GCM']]],
  ['Password, 100 bit', ['PBES2-HS256+A128KW', 'A128GCM'], [['PBES2-HS512+A256KW', 'A256GCM']]],
];

test('jose opens what the page encrypts, with a fresh key of each family', async ({ app, page }) => {
  const { banner, alg, enc, payload, use } = at(page);
  for (const [kind, suggested, others] of FAMILIES) {
    await begin(app, page);
    await app.choose('Generate a key', kind);
    // The draft was begun without a key, for a secret of 32 bytes.
    await expect(banner).toContainText('Not encrypted', { timeout: 30000 });
    await use.click();
    await payload.fill('{"sub":"bob"}');
    for (const [management, encryption] of [suggested, ...others]) {
      await alg.selectOption(management);
      await enc.selectOption(encryption);
      await expect(banner, kind).toContainText(`Encrypted as you type (${management}, ${encryption}). It opens with the key on this page.`);
      await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
      expect(await opened(app, management), `${kind} ${management}`).toBe('{"sub":"bob"}');
    }
  }
});

test('X448 encrypts and opens, and a key that only encrypts begins an encrypted token', async ({ app, page }) => {
  const { banner, alg, header } = at(page);
  await app.read({ token: '', key: '' });
  await app.choose('Generate a key', 'X448');
  await page.getByTestId('new-token').click();
  await expect(alg).toHaveValue('ECDH-ES');
  await expect(banner).toContainText('It opens with the key on this page.');
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
  expect(JSON.parse(await header.inputValue())).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'JWT' });
});

test('the public key is enough; then only the holder of the private key can open it, and Undo brings the draft back', async ({ app, page }) => {
  const { banner, payload, done } = at(page);
  const { publicKey, privateKey } = await jose.generateKeyPair('RSA-OAEP-256', { extractable: true });
  await begin(app, page, JSON.stringify({ ...(await jose.exportJWK(publicKey)), kid: 'to-bob' }));
  await payload.fill('{"sub":"only for bob","exp":1}');
  await expect(banner).toContainText('Only the holder of the private key can open it.');
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'none');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'expired');
  const token = await app.token.inputValue();
  const { plaintext, protectedHeader } = await jose.compactDecrypt(token, privateKey);
  expect(Buffer.from(plaintext).toString()).toBe('{"sub":"only for bob","exp":1}');
  expect(protectedHeader).toEqual({ alg: 'RSA-OAEP-256', enc: 'A256GCM', typ: 'JWT', kid: 'to-bob' });
  await done.click();
  await expect(app.token).toHaveValue(token);
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'key-mismatch');
  await expect(app.payload).not.toContainText('only for bob');
  await page.getByTestId('undo').click();
  await expect(payload).toHaveValue('{"sub":"only for bob","exp":1}');
});

test('an opened token is encrypted anew as it is edited, and without a change it is the token that it was', async ({ app, page }) => {
  const { banner, header, payload, done } = at(page);
  const secret = 'a secret of just thirty-two byte';
  const sealed = (header) => new jose.CompactEncrypt(encoder.encode('{"sub":"alice"}')).setProtectedHeader(header);
  for (const token of [
    await sealed({ alg: 'A256GCMKW', enc: 'A128GCM' }).encrypt(encoder.encode(secret)),
    await sealed({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' }).encrypt(encoder.encode(secret)),
  ]) {
    await app.read({ token, key: secret });
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await expect(banner).toContainText('Nothing is changed yet');
    await expect(header).not.toHaveValue(/"(iv|tag|p2s)"/);
    await done.click();
    await expect(app.token).toHaveValue(token);
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await payload.fill('{"sub":"bob"}');
    await page.getByTestId('encrypt-zip').check();
    await expect(banner).toContainText('It opens with the key on this page.');
    await expect(app.token).not.toHaveValue(token);
    const made = await app.token.inputValue();
    const from = JSON.parse(Buffer.from(made.split('.')[0], 'base64url'));
    expect(from.zip).toBe('DEF');
    expect(from.p2s ?? from.iv).not.toBe(JSON.parse(Buffer.from(token.split('.')[0], 'base64url')).p2s);
    await page.getByTestId('encrypt-zip').uncheck();
    await expect(banner).toContainText('It opens with the key on this page.');
    expect(await opened(app, from.alg)).toBe('{"sub":"bob"}');
    await page.getByTestId('edit-discard').click();
    await expect(app.token).toHaveValue(token);
  }
});

test('what does not fit the key says what it needs, and one press mends it', async ({ app, page }) => {
  const { banner, alg, enc, done, use, kind, payload } = at(page);
  await begin(app, page);
  await expect(banner).toContainText('there is no key to encrypt to; dir needs a shared secret');
  await expect(done).toBeDisabled();
  await page.getByTestId('make-key').click();
  await expect(banner).toContainText('It opens with the key on this page.');
  // The choices that fit come first, the others by what they need.
  await expect(enc.locator('> option:not([disabled])')).toHaveText(['A128CBC-HS256', 'A256GCM']);
  await expect(enc.locator('optgroup[label="Needs a shared secret of 64 bytes"]')).toHaveText('A256CBC-HS512');
  await expect(alg.locator('optgroup[label="Needs an RSA key"]')).toContainText('RSA-OAEP-256');
  await alg.selectOption('RSA-OAEP-256');
  await expect(banner).toContainText('RSA-OAEP-256 needs an RSA key');
  await expect(app.token).toHaveValue('');
  await use.click();
  await expect(alg).toHaveValue('dir');
  await payload.fill('{"mine":1}');
  await kind('Signed').click();
  await expect(payload).toHaveValue('{"mine":1}');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await page.getByTestId('undo').click();
  await expect(banner).toContainText('Encrypted as you type');
});

test('neither content nor key gets into a link or the address', async ({ app, page }) => {
  const { payload, banner } = at(page);
  const secret = 'a secret of just thirty-two byte';
  await begin(app, page, secret);
  await payload.fill('{"sub":"PLAINTEXT"}');
  await expect(banner).toContainText('It opens with the key on this page.');
  await app.choose('Copy as', 'Link…');
  await page.getByTestId('share-signature').check({ force: true }).catch(() => {});
  await page.getByTestId('share-key').check({ force: true }).catch(() => {});
  const link = await page.getByTestId('share-link').inputValue();
  const texts = [link, decodeURIComponent(link), page.url(), ...link.split(/[.#=&]/).map((part) => Buffer.from(part, 'base64url').toString('latin1'))];
  for (const text of texts) expect(text).not.toMatch(/PLAINTEXT|thirty-two/);
});

test('an encrypted token is copied in each serialization that has room for it, and each recipient has a state', async ({ app, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await app.sample.selectOption('JWE, dir');
  const token = await app.token.inputValue();
  const secret = await app.key.inputValue();
  const key = encoder.encode(secret);
  for (const [form, open] of [['Flattened JSON', jose.flattenedDecrypt], ['General JSON', jose.generalDecrypt]]) {
    await app.choose('Copy as', form);
    await expect.poll(copied).toMatch(/^\{"protected"/);
    const { plaintext } = await open(JSON.parse(await copied()), key);
    expect(Buffer.from(plaintext).toString()).toContain('Lovelace');
  }
  await app.token.fill(await copied());
  // The key of a sample leaves with it.
  await app.key.fill(secret);
  await expect(app.lamp('decryption')).toHaveAttribute('data-state', 'opened');
  await app.choose('Copy as', 'Compact token');
  await expect.poll(copied).toBe(token);

  await app.sample.selectOption('JWE, general JSON');
  const recipients = page.getByTestId('recipient');
  await expect(recipients).toHaveCount(2);
  await expect(recipients.nth(0)).toHaveAttribute('data-state', 'key-mismatch');
  await expect(recipients.nth(1)).toHaveAttribute('data-state', 'opened');
  await app.choose('Copy as', 'Compact token');
  await expect(page.getByTestId('not-copied')).toContainText('the token has 2 recipients');
  await app.choose('Copy as', 'Detached (no payload)');
  await expect(page.getByTestId('not-copied')).toContainText('no detached form');
});

test('each sample of another form holds with the key that comes with it', async ({ app }) => {
  const names = await app.sample.locator('optgroup option').evaluateAll((all) => all.map((option) => option.value));
  expect(names).toHaveLength(13);
  for (const name of names) {
    await app.sample.selectOption(name);
    const encrypted = name.startsWith('JWE');
    const lamp = app.lamp(encrypted ? 'decryption' : 'signature');
    await expect(lamp, name).toHaveAttribute('data-state', encrypted ? 'opened' : 'valid');
    await expect(app.payload, name).toContainText({ DPoP: '"htm"', 'status-list': '"lst"' }[name] ?? 'Lovelace');
    await expect(app.sample, name).toHaveValue(name);
  }
});

test('one signature of a token in JSON is edited in its place, and the others are told of', async ({ app, page }) => {
  const { banner, header, payload, done } = at(page);
  const secret = 'a secret of more than thirty-two bytes for these tests';
  const general = await new jose.GeneralSign(encoder.encode('{"sub":"alice"}'))
    .addSignature(encoder.encode(secret))
    .setProtectedHeader({ alg: 'HS256' })
    .setUnprotectedHeader({ kid: '1' })
    .addSignature(encoder.encode(secret))
    .setProtectedHeader({ alg: 'HS512' })
    .sign();
  await app.read({ token: JSON.stringify(general), key: secret });
  const signatures = page.getByTestId('signature');
  await signatures.nth(1).click();
  await page.getByRole('button', { name: 'Edit header' }).click();
  await expect(header).toHaveValue(/HS512/);
  await header.fill('{"alg":"HS384","typ":"JWT"}');
  await expect(banner).toContainText('The other signature stays as it is.');
  for (const index of [0, 1]) await expect(signatures.nth(index)).toHaveAttribute('data-state', 'valid');
  await payload.fill('{"sub":"bob"}');
  await expect(banner).toContainText('The other signature no longer verifies');
  await expect(signatures.nth(0)).toHaveAttribute('data-state', 'invalid');
  await expect(signatures.nth(1)).toHaveAttribute('data-state', 'valid');
  await page.getByTestId('unprotected-editor').fill('{"kid":"2"}');
  await expect.poll(async () => JSON.parse(await app.token.inputValue()).signatures[1].header).toEqual({ kid: '2' });
  await done.click();
  const made = JSON.parse(await app.token.inputValue());
  expect(made.signatures[0]).toEqual(general.signatures[0]);
  const { payload: content } = await jose.flattenedVerify({ payload: made.payload, ...made.signatures[1] }, encoder.encode(secret));
  expect(Buffer.from(content).toString()).toBe('{"sub":"bob"}');
  await expect(signatures.nth(1)).toHaveAttribute('aria-current', 'true');
  await page.getByTestId('undo').click();
  await expect(payload).toHaveValue('{"sub":"bob"}');
  await page.getByTestId('edit-discard').click();
  await expect(app.token).toHaveValue(JSON.stringify(general));
});

test('axe finds nothing in an encrypted draft, in light and dark', async ({ app, page }) => {
  const audit = async () => expect(await violationsInBoth(page)).toEqual([]);
  await begin(app, page);
  await audit();
  await page.getByTestId('make-key').click();
  await expect(at(page).banner).toContainText('It opens with the key on this page.');
  await audit();
  await app.token.fill(JSON.stringify(vectors('jws-json').find((row) => row.source === 'RFC 7520 §4.8, general').token));
  await page.getByRole('button', { name: 'Edit header' }).click();
  await expect(page.getByTestId('unprotected-editor')).toBeVisible();
  await audit();
});
