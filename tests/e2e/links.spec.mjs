// The token on its way in and out: links that the page was opened with, links that it makes, and other ways to copy it.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import * as jose from 'jose';
import { test, expect, base64url } from './app.mjs';

const PAIR = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = PAIR.publicKey.export({ type: 'spki', format: 'pem' });
const secret = PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' });
const token = await new jose.SignJWT({ sub: 'alice' }).setProtectedHeader({ alg: 'ES256' }).sign(PAIR.privateKey);

const open = async (page, site, fragment) => {
  // A change of the fragment alone would load nothing.
  await page.goto('about:blank');
  await page.goto(`${site}#${fragment}`);
  await page.waitForSelector('body[data-ready="true"]');
};

for (const start of ['token=', 'id_token=', 'access_token=', 'value=', 'debugger-io?token=', 'state=x&id_token=']) {
  test(`#${start} is read, and leaves the address and the history`, async ({ app, page, site }) => {
    await open(page, site, `${start}${token}&publicKey=${encodeURIComponent(pem)}`);
    await expect(app.token).toHaveValue(token);
    await expect(app.key).toHaveValue(pem);
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await expect(app.summary).toContainText('came with the link');
    expect(await page.evaluate(() => location.href)).toBe(site);
    expect(await page.evaluate(() => JSON.stringify(history.state))).toBe('null');
  });
}

test('a private key or a secret in a link is not taken', async ({ app, page, site }) => {
  for (const key of [secret, 'a secret']) {
    await open(page, site, `token=${token}&publicKey=${encodeURIComponent(key)}`);
    await expect(app.token).toHaveValue(token);
    await expect(app.key).toHaveValue('');
    expect(await page.evaluate(() => location.href)).toBe(site);
  }
});

test('a fragment that is none of ours stays, and the sample is shown', async ({ app, page, site }) => {
  await open(page, site, 'section');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  expect(await page.evaluate(() => location.hash)).toBe('#section');
});

test('a link is made only when asked for, says what is in it, and never holds what signs', async ({ app, page, site }) => {
  await app.read({ token, key: secret });
  await page.getByTestId('copy-as').selectOption('Link\u2026');
  const link = page.getByTestId('share-link');
  await expect(page.getByTestId('share-holds')).toContainText('no signature');
  expect(await link.inputValue()).not.toContain(token.split('.')[2]);
  await page.getByTestId('share-signature').check();
  await page.getByTestId('share-key').check();
  await expect(page.getByTestId('share-holds')).toContainText('can use the token');
  const address = await link.inputValue();
  const { d } = PAIR.privateKey.export({ format: 'jwk' });
  for (const text of [address, decodeURIComponent(address)]) {
    expect(text).not.toContain(d);
    expect(text).not.toContain('PRIVATE');
  }
  expect(await page.evaluate(() => location.href)).toBe(site);
  await open(page, site, address.split('#')[1]);
  await expect(app.token).toHaveValue(token);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('a token can be copied as a header line, a command and decoded JSON', async ({ app, page }) => {
  const payload = '{"id":12345678901234567890, "n":1.0}';
  const input = `${base64url('{"alg":"HS256"}')}.${base64url(payload)}`;
  const text = `${input}.${createHmac('sha256', 'x').update(input).digest('base64url')}`;
  await app.read({ token: text });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const [way, expected] of [
    ['Authorization header', `Authorization: Bearer ${text}`],
    ['cURL command', `curl -H 'Authorization: Bearer ${text}' https://api.example.com/`],
    ['Decoded JSON', `{"header":{"alg":"HS256"},"payload":${payload}}`],
  ]) {
    await page.getByTestId('copy-as').selectOption(way);
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(expected);
  }
});
