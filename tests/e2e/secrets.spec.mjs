// Through everything that a person can do with secrets and private keys: afterwards none of them is in the address, the
// history, any storage, a link, a request, the title, or anywhere in the document but where it was asked for.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';

// With the worker that keeps the page, as everybody has it.
test.use({ serviceWorkers: 'allow' });

const SECRET = 'kangaroo-7731-battery-horse-staple-long-enough';
const PASSPHRASE = 'wombat-4456-passphrase';
const input = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url('{"sub":"alice"}')}`;
const TOKEN = `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;

/** How a text could be written elsewhere. */
const forms = (text) => {
  const bytes = Buffer.from(text);
  const base64 = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  return [text, encodeURIComponent(text), bytes.toString('hex'), ...base64, JSON.stringify(text).slice(1, -1)];
};
/** And the private number of a JWK. */
const number = (text) => {
  const bytes = Buffer.from(text, 'base64url');
  return [text, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex')];
};

test('no secret gets out of its field', async ({ app, page, context }) => {
  test.slow();
  const needles = new Set([...forms(SECRET), ...forms(PASSPHRASE)]);
  const sent = [];
  context.on('request', (request) => sent.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers())));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);

  // Read, verify, fail, choose an encoding.
  await app.token.fill(TOKEN);
  await app.key.fill(SECRET);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  for (const encoding of ['base64url', 'base64', 'hex', 'utf8']) await app.encoding.selectOption(encoding);
  await app.key.fill(`${SECRET}\n`);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await app.key.fill(SECRET);
  await app.theme.click();

  // Edit and sign, with helpers, and take the token out in every way.
  await page.getByRole('button', { name: 'Edit payload' }).click();
  await page.getByTestId('payload-editor').fill('{"sub":"bob"}');
  await app.choose('Set time', 'exp in 1 hour');
  await page.getByTestId('edit-done').click();
  for (const way of ['Authorization header', 'cURL command', 'Decoded JSON']) {
    await app.choose('Copy as', way);
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/Bearer|header/);
  }

  // Keys of every kind, made here; each written as a private form, and shared.
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE });
  const links = [];
  for (const kind of ['Secret, 32 bytes', 'EC, P-256', 'Ed25519', 'Ed448', 'ML-DSA-44', 'RSA, 2048 bit']) {
    const before = await app.key.inputValue();
    await app.choose('Generate a key', kind);
    await expect(app.key).not.toHaveValue(before, { timeout: 30_000 });
    const jwk = JSON.parse(await app.key.inputValue());
    for (const name of ['k', 'd', 'p', 'q', 'priv']) if (jwk[name]) number(jwk[name]).forEach((form) => needles.add(form));
    await page.getByTestId('key-about').locator('summary').click();
    await page.getByTestId('key-format').selectOption({ label: 'JWK, private' });
    await expect(page.getByTestId('key-form')).toContainText('"kty"');
    await app.choose('Copy as', 'Link…');
    for (const box of ['share-signature', 'share-key']) await page.getByTestId(box).check();
    links.push(await page.getByTestId('share-link').inputValue());
    for (const box of ['share-signature', 'share-key']) await page.getByTestId(box).uncheck();
    await page.keyboard.press('Escape');
  }
  await app.key.fill(locked);
  await page.getByTestId('passphrase').fill('not this one');
  await page.getByTestId('unlock').click();
  await expect(page.locator('[data-code="passphrase-wrong"]')).toBeVisible({ timeout: 30_000 });
  await page.getByTestId('passphrase').fill(PASSPHRASE);
  await page.getByTestId('unlock').click();
  await expect(app.summary).toContainText('EC private key', { timeout: 30_000 });
  forms(privateKey.export({ format: 'jwk' }).d).slice(0, 1).flatMap(number).forEach((form) => needles.add(form));

  // Away with them, and look everywhere.
  await page.getByRole('button', { name: 'Clear key' }).click();
  await app.sample.selectOption('ES256');
  const everywhere = await page.evaluate(async () => {
    const databases = (await indexedDB.databases?.()) ?? [];
    const cached = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return JSON.stringify({
      href: location.href,
      state: history.state,
      name: window.name,
      title: document.title,
      cookie: document.cookie,
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases,
      cached,
      resources: performance.getEntries().map(({ name }) => name),
      referrer: document.referrer,
      document: document.documentElement.outerHTML,
      fields: [...document.querySelectorAll('input, textarea, select')].map(({ value }) => value),
    });
  });
  const cookies = JSON.stringify(await context.cookies());
  expect(needles.size).toBeGreaterThan(25);
  for (const needle of needles) {
    for (const [place, text] of Object.entries({ everywhere, cookies, links: links.join('\n'), sent: sent.join('\n') })) {
      expect(text.includes(needle), `${place} holds a secret`).toBe(false);
    }
  }
  expect(JSON.parse(everywhere).local, 'the theme alone is stored').toEqual({ theme: 'light' });
  expect(await page.evaluate(() => history.length), 'no history is written').toBeLessThanOrEqual(2);
  expect(links.filter((link) => link.includes('publicKey=')).length, 'public keys are in the links that were asked for').toBe(5);
});
