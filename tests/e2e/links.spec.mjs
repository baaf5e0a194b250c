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

const notice = (page) => page.getByTestId('link-notice');
const address = (page) => page.evaluate(() => location.href);
/** A token for somebody else, by the same key or by another. */
const tokenOf = (sub, key = PAIR.privateKey) => new jose.SignJWT({ sub }).setProtectedHeader({ alg: 'ES256' }).sign(key);
/** Follows a link in the page that is open. */
const follow = (page, fragment) => page.evaluate((fragment) => void (location.hash = fragment), fragment);

for (const start of ['token=', 'id_token=', 'access_token=', 'value=', 'debugger-io?token=', 'state=x&id_token=']) {
  test(`#${start} is read, and leaves the address and the history`, async ({ app, page, site }) => {
    await open(page, site, `${start}${token}&publicKey=${encodeURIComponent(pem)}`);
    await expect(app.token).toHaveValue(token);
    await expect(app.key).toHaveValue(pem);
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'self-attested');
    await expect(app.summary).toContainText('came with the link');
    expect(await page.evaluate(() => location.href)).toBe(site);
    expect(await page.evaluate(() => JSON.stringify(history.state))).toBe('null');
  });
}

const escaped = [...token].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('');
for (const [name, fragment] of Object.entries({
  'a slash first': `/token=${token}`,
  'a capital': `Token=${token}`,
  'capitals': `TOKEN=${token}`,
  'the name of an ID token in capitals': `/ID_TOKEN=${token}&state=x`,
  'a bare token': token,
  'a bare token behind a slash': `/${token}`,
  'a bare token, percent-encoded': escaped,
  'all of it percent-encoded': encodeURIComponent(`token=${token}`),
  'a name of its own': `logout_token=${token}`,
})) {
  test(`a link with ${name} is read, when the page opens and when it is open`, async ({ app, page, site }) => {
    await open(page, site, fragment);
    await expect(app.token).toHaveValue(token);
    expect(await address(page)).toBe(site);
    await app.token.fill('another text');
    await follow(page, fragment);
    await expect(app.token).toHaveValue(token);
    expect(await address(page)).toBe(site);
    await expect(notice(page)).toHaveCount(0);
  });
}

test('a second link in an open tab takes the place of token, key and verdict, and leaves the address', async ({ app, page, site }) => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const otherPem = other.publicKey.export({ type: 'spki', format: 'pem' });
  await open(page, site, `token=${token}&publicKey=${encodeURIComponent(pem)}`);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'self-attested');
  const bob = await tokenOf('bob', other.privateKey);
  await follow(page, `token=${bob}&publicKey=${encodeURIComponent(otherPem)}`);
  await expect(app.token).toHaveValue(bob);
  await expect(app.key).toHaveValue(otherPem);
  await expect(app.payload).toContainText('"sub": "bob"');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'self-attested');
  expect(await address(page)).toBe(site);
  // One without a key does not leave the key of the one before.
  await follow(page, `token=${await tokenOf('carol')}`);
  await expect(app.payload).toContainText('"sub": "carol"');
  await expect(app.key).toHaveValue('');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'no-key');
  expect(await address(page)).toBe(site);
  for (const text of [bob, 'carol']) expect(await page.evaluate(() => JSON.stringify([history.state, document.title]))).not.toContain(text);
});

test('what names a token or a key and cannot be read is refused, and leaves the address', async ({ app, page, site }) => {
  for (const [fragment, words] of [
    ['token=', 'no token in it'],
    ['/ID_TOKEN=&state=x', 'no token in it'],
    [`publicKey=${encodeURIComponent(pem)}`, 'without a token'],
    [encodeURIComponent(secret), 'carried a private key'],
    ['secret=kangaroo', 'carried a secret'],
  ]) {
    await open(page, site, fragment);
    await expect(notice(page), fragment).toContainText(words);
    expect(await address(page)).toBe(site);
    await expect(app.lamp('signature'), 'the sample is shown').toHaveAttribute('data-state', 'valid');
  }
  await follow(page, `token=${token}&publicKey=${encodeURIComponent(pem.slice(0, 90))}`);
  await expect(notice(page)).toContainText('cannot be read');
  await expect(app.token).toHaveValue(token);
  await expect(app.key).toHaveValue('');
});

test('a token in the query does not come back with the history', async ({ page, site }) => {
  await page.goto('about:blank');
  await page.goto(`${site}?token=${token}#/learn`);
  await page.waitForSelector('body[data-ready="true"]');
  await page.goBack();
  await page.goForward();
  await page.waitForSelector('body[data-ready="true"]');
  expect(await address(page)).toBe(`${site}#/learn`);
});

test('a token in the query, which the server was sent, is not read, leaves the address, and the page says so', async ({ app, page, site }) => {
  const sample = await app.token.inputValue();
  for (const query of [`token=${token}`, `state=x&ID_TOKEN=${token}`, token, `publicKey=${encodeURIComponent(pem)}`]) {
    await page.goto('about:blank');
    await page.goto(`${site}?${query}#/learn`);
    await page.waitForSelector('body[data-ready="true"]');
    expect(await address(page), query).toBe(`${site}#/learn`);
  }
  await page.goto('about:blank');
  await page.goto(`${site}?token=${token}`);
  await page.waitForSelector('body[data-ready="true"]');
  expect(await address(page)).toBe(site);
  await expect(notice(page)).toContainText('which may have been sent to the server when the page was loaded');
  await expect(notice(page)).toContainText('behind #token=');
  await expect(app.token).not.toHaveValue(token);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  expect((await app.token.inputValue()).split('.')[0]).toBe(sample.split('.')[0]);
  // What stands behind the `#` is read as ever, and what is said of the query stays.
  await page.goto('about:blank');
  await page.goto(`${site}?token=${await tokenOf('bob')}#token=${token}`);
  await page.waitForSelector('body[data-ready="true"]');
  expect(await address(page)).toBe(site);
  await expect(app.token).toHaveValue(token);
  await expect(notice(page)).toContainText('in its query');
});

test('a query that is none of ours stays', async ({ app, page, site }) => {
  await page.goto('about:blank');
  await page.goto(`${site}?utm_source=mail&alg=RS256`);
  await page.waitForSelector('body[data-ready="true"]');
  expect(await address(page)).toBe(`${site}?utm_source=mail&alg=RS256`);
  await expect(notice(page)).toHaveCount(0);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('addresses of views stay', async ({ app, page, site }) => {
  for (const fragment of ['/learn', '/learn/signatures', '/libraries']) {
    await open(page, site, fragment);
    expect(await page.evaluate(() => location.hash)).toBe(`#${fragment}`);
    await follow(page, `${fragment}?x`);
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    expect(await page.evaluate(() => location.hash)).toBe(`#${fragment}?x`);
    await expect(notice(page)).toHaveCount(0);
  }
});

test('a key from a link counts as self-attested until it is taken over, whatever is typed and taken back', async ({ app, page, site }) => {
  const press = page.getByRole('button', { name: 'Use this key as mine' });
  const linked = async (is) => {
    await expect(app.lamp('signature')).toHaveAttribute('data-state', is ? 'self-attested' : 'valid');
    await expect(press).toHaveCount(is ? 1 : 0);
  };
  await open(page, site, `token=${token}&publicKey=${encodeURIComponent(pem)}`);
  await linked(true);
  await expect(app.sentence).toContainText('Verifies only with the key that came with the link, which its sender chose');
  await app.key.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('x');
  await page.keyboard.press('Backspace');
  await expect(app.key).toHaveValue(pem);
  await linked(true);
  // The same key in another form is the same key.
  for (const text of [`\n\n${pem}\n`, JSON.stringify(PAIR.publicKey.export({ format: 'jwk' }))]) {
    await app.key.fill(text);
    await linked(true);
  }
  // So it is when it was away, and with another token.
  await app.key.fill('');
  await app.key.fill(pem);
  await linked(true);
  await app.token.fill(await tokenOf('bob'));
  await linked(true);
  await press.click();
  await linked(false);
  await expect(app.sentence).not.toContainText('link');
  await app.key.fill(`${pem} `);
  await linked(false);
});

test('a key from a link can be taken over beside the verdict', async ({ app, page, site }) => {
  await open(page, site, `token=${token}&publicKey=${encodeURIComponent(pem)}`);
  await page.getByRole('region', { name: 'Verdict' }).getByRole('button', { name: 'Take over the key' }).click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('a link says what to expect, and that it was the link', async ({ app, page, site }) => {
  await open(page, site, `token=${token}&iss=${encodeURIComponent('https://id.example')}&aud=api&alg=ES256`);
  await expect(page.getByTestId('expect-iss')).toHaveValue('https://id.example');
  await expect(page.getByTestId('expect-aud')).toHaveValue('api');
  await expect(app.expected).toHaveValue('ES256');
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'danger');
  await expect(notice(page)).toContainText('The issuer, audience and algorithm to expect came with the link.');
  await follow(page, `token=${token}&alg=ES384`);
  await expect(page.getByTestId('expect-iss')).toHaveValue('');
  await expect(app.expected).toHaveValue('ES384');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'key-mismatch');
  await follow(page, `token=${token}&alg=XS1`);
  await expect(notice(page)).toContainText('XS1');
  await expect(app.expected).toHaveValue('');
});

test('a private key or a secret in a link is not taken', async ({ app, page, site }) => {
  for (const key of [secret, 'a secret']) {
    await open(page, site, `token=${token}&publicKey=${encodeURIComponent(key)}`);
    await expect(app.token).toHaveValue(token);
    await expect(app.key).toHaveValue('');
    expect(await page.evaluate(() => location.href)).toBe(site);
    await expect(notice(page)).toContainText(key === secret ? 'carried a private key' : 'carried a secret');
    await expect(notice(page)).toContainText('was not used');
    await expect(notice(page)).toContainText('consider it disclosed');
  }
  await notice(page).getByRole('button').click();
  await expect(notice(page)).toHaveCount(0);
});

test('a fragment that is none of ours stays, and the sample is shown', async ({ app, page, site }) => {
  await open(page, site, 'section');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  expect(await page.evaluate(() => location.hash)).toBe('#section');
});

test('a link is made only when asked for, says what is in it, and never holds what signs', async ({ app, page, site }) => {
  await app.read({ token, key: secret });
  await app.choose('Copy as', 'Link\u2026');
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
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'self-attested');
});

test('no link is made of a token with a private key inside, and the place is named', async ({ app, page }) => {
  const jwk = PAIR.privateKey.export({ format: 'jwk' });
  const inside = await new jose.SignJWT({ sub: 'alice' }).setProtectedHeader({ alg: 'ES256', jwk }).sign(PAIR.privateKey);
  const deep = await new jose.SignJWT({ cnf: { keys: [{ jwk }] } }).setProtectedHeader({ alg: 'ES256' }).sign(PAIR.privateKey);
  const inText = await new jose.SignJWT({ note: secret }).setProtectedHeader({ alg: 'ES256' }).sign(PAIR.privateKey);
  for (const [text, ...words] of [
    [inside, 'header contains a private key', 'jwk.d'],
    [deep, 'payload contains a private key', 'cnf.keys[0].jwk.d'],
    [inText, 'payload contains a private key', 'note'],
    [`${secret}\n${token}`, 'token field contains a private key'],
  ]) {
    await app.read({ token: text });
    await app.choose('Copy as', 'Link\u2026');
    for (const word of words) await expect(page.getByTestId('share-holds')).toContainText(word);
    await expect(page.getByTestId('share-holds')).toContainText('no link is made');
    await expect(page.getByTestId('share-link')).toHaveValue('');
    await expect(page.getByRole('button', { name: 'Copy link' })).toBeDisabled();
    await page.keyboard.press('Escape');
  }
  await app.read({ token });
  await app.choose('Copy as', 'Link\u2026');
  await expect(page.getByTestId('share-link')).toHaveValue(/#token=/);
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
    await app.choose('Copy as', way);
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(expected);
  }
});
