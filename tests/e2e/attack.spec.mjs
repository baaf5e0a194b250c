// Texts made to stop the page: it answers in words and in bounded time, keeps what is in the field, and goes on.
//
// Time is the page's own, on its main thread, as the browser counts it: unlike a clock on the wall it does not grow with
// whatever else the machine does. A few seconds are what a person waits before taking a page for dead.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { test, expect, base64url, compact } from './app.mjs';

// Alone, none takes more than 3.5; beside another test on the second core a processor counts up to twice that.
const SECONDS = 9;
const SECRET = 'a secret for the tests under attack, 32+ bytes';
/** A good token, good for so many seconds. */
const good = (seconds = 600) => {
  const payload = JSON.stringify({ sub: 'afterwards', exp: Math.floor(Date.now() / 1000) + seconds });
  const input = `${base64url('{"alg":"HS256"}')}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
};
const set = (count, key) => JSON.stringify({ keys: Array.from({ length: count }, (_, index) => ({ ...key, kid: `key ${index}` })) });
const members = (count) => Array.from({ length: count }, (_, index) => `"name ${index}":"value ${index}"`).join();
const pem = (label, lines) => `-----BEGIN ${label}-----\n${`${'MIIB'.repeat(16)}\n`.repeat(lines)}-----END ${label}-----\n`;
/** A new key as a JWK, `half` of a pair. */
const jwk = (half, ...kind) => generateKeyPairSync(...kind)[half].export({ format: 'jwk' });

/** Seconds that the main thread of the page works while `during` runs, until the next frame is drawn. Firefox does not count them. */
async function working(page, during) {
  if (page.context().browser().browserType().name() !== 'chromium') {
    await during();
    return undefined;
  }
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  const before = await spent();
  await during();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  const seconds = (await spent()) - before;
  await session.detach();
  return seconds;
}

/** Says how long it took, where that was counted, and that it was not too long. */
function bounded(what, seconds) {
  if (seconds === undefined) return;
  console.log(`${what}: ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(SECONDS);
}

/** Puts a text into a field as a script does. */
const put = (page, field, text) =>
  page.evaluate(
    ([field, text]) => {
      const element = document.querySelector(`[data-testid="${field}-input"]`);
      element.value = text;
      element.dispatchEvent(new Event('input', { bubbles: true }));
    },
    [field, text],
  );

/** Whether the field holds the text, compared where it is: some of them are too long to be handed around. */
const holds = (page, field, text) =>
  page.evaluate(([field, text]) => document.querySelector(`[data-testid="${field}-input"]`).value === text, [field, text]);

/** Another token can be pasted and verified, and the clock ticks. */
async function alive(app, page) {
  await expect(page.locator('#failed')).toBeHidden();
  await put(page, 'key', SECRET);
  // A text too long to be drawn gives way to a paste into the page.
  if (await app.token.isVisible()) await app.token.focus();
  await app.paste(good(40));
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(app.payload).toContainText('"sub": "afterwards"');
  const said = await app.sentence.textContent();
  await expect(app.sentence).not.toHaveText(said);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
}

const HS256 = '{"alg":"HS256"}';
for (const [name, field, make, says] of [
  ['a payload of brackets 100,000 deep', 'token', () => compact(HS256, '['.repeat(100_000) + ']'.repeat(100_000)), /nesting is more than 256 levels deep/],
  ['a payload of objects 100,000 deep', 'token', () => compact(HS256, `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), /nesting is more than 256 levels deep/],
  ['a header of brackets 100,000 deep', 'token', () => compact(`{"alg":"HS256","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, '{}'), /nesting is more than 256 levels deep/],
  ['a payload of 50,000 members', 'token', () => compact(HS256, `{${members(50_000)}}`), /not checked \(HS256\)/],
  ['a header of 50,000 members', 'token', () => compact(`{"alg":"HS256",${members(50_000)}}`, '{}'), /not checked \(HS256\)/],
  ['a PEM of 1 MB', 'key', () => pem('PUBLIC KEY', 15_000), /key/],
  ['1,500 certificates', 'key', () => pem('CERTIFICATE', 10).repeat(1_500), /key/],
  ['a set of 10,000 secrets', 'key', () => set(10_000, { kty: 'oct', k: base64url('some secret') }), /JWK Set, 10000 keys/],
  ['a set of 10,000 public keys', 'key', () => set(10_000, jwk('publicKey', 'ed448')), /JWK Set, 10000 keys/],
  ['a set of 10,000 private keys', 'key', () => set(10_000, jwk('privateKey', 'ec', { namedCurve: 'P-521' })), /JWK Set, 10000 keys.*10000 of these keys are private/],
  ['a key text of 20 MB', 'key', () => 'secret '.repeat(3_000_000), /keys of up to 8 MB are read/],
  ['a JWK of 20 MB', 'key', () => `{"kty":"oct","k":"${'A'.repeat(20_000_000)}"}`, /keys of up to 8 MB are read/],
  ['a secret of 7 MB', 'key', () => 'secret '.repeat(1_000_000), /secrets of up to 1 MB are read/],
  ['a token of 20 MB', 'token', () => compact(HS256, 'A'.repeat(15_000_000)), /not checked \(HS256\)/],
  ['20 MB of prose', 'token', () => 'The quick brown fox, {"a": 1}\n'.repeat(700_000), /not a token/],
  ['400,000 tokens in 20 MB', 'token', () => 'token=eyJhbGciOiJIUzI1NiJ9.e30.AAAA some words\n'.repeat(420_000), /not checked \(HS256\)/],
]) {
  test(`${name}: an answer, nothing lost, and the page goes on`, async ({ app, page }) => {
    const text = make();
    await put(page, field === 'token' ? 'key' : 'token', field === 'token' ? '' : good());
    const seconds = await working(page, () => put(page, field, text));
    const said = field === 'key' ? app.summary : app.sentence.or(app.problems);
    await expect(said.filter({ hasText: says }).first()).toBeVisible();
    expect(await holds(page, field, text)).toBe(true);
    bounded(`${name}: ${(text.length / 1e6).toFixed(1)} MB`, seconds);
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(10_000);
    await alive(app, page);
  });
}

test('20 MB pasted by hand: an answer, nothing lost, and the next paste takes its place', async ({ app, page }) => {
  const text = compact(HS256, 'A'.repeat(15_000_000));
  await app.token.focus();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  const seconds = await working(page, () => page.keyboard.press('ControlOrMeta+V'));
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'no-key');
  expect(await holds(page, 'token', text)).toBe(true);
  bounded('20 MB pasted by hand', seconds);
  await alive(app, page);
  await app.key.focus();
  await app.paste('x'.repeat(20_000_000));
  await expect(app.summary).toContainText('keys of up to 8 MB are read');
  expect(await holds(page, 'key', 'x'.repeat(20_000_000))).toBe(true);
  await page.getByRole('button', { name: 'Clear key' }).click();
  await app.key.focus();
  await app.paste(SECRET);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  expect(await app.key.inputValue()).toBe(SECRET);
});

test('a trap in the program: a notice, and what was typed is still in the fields', async ({ app, page }) => {
  await page.addInitScript(() => {
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const original = WebAssembly[name];
      WebAssembly[name] = async (...args) => {
        const made = await original.apply(WebAssembly, args);
        const all = Object.values((made.instance ?? made).exports);
        window.memory = all.find((one) => one instanceof WebAssembly.Memory);
        return made;
      };
    }
  });
  await page.reload();
  await app.ready();
  await put(page, 'key', SECRET);
  await app.token.focus();
  await app.paste(good());
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  // All memory that WebAssembly may have is taken away from the program ...
  await page.evaluate(() => {
    for (let pages = 32_768; pages > 0; ) {
      try {
        window.memory.grow(pages);
      } catch {
        pages = Math.floor(pages / 2);
      }
    }
  });
  await expect(page.locator('#failed')).toBeHidden();
  // ... and then a text comes that needs some: the program cannot go on, and the browser stops it.
  const text = compact(HS256, JSON.stringify({ text: 'x'.repeat(3_000_000) }));
  await put(page, 'token', text);
  await expect(page.locator('#failed')).toBeVisible();
  await expect(page.locator('#failed')).toContainText('What you typed is still in its fields');
  expect(await holds(page, 'token', text)).toBe(true);
  expect(await app.key.inputValue()).toBe(SECRET);
  // It was a real one.
  expect(app.troubles.length).toBeGreaterThan(0);
  for (const trouble of app.troubles) expect(trouble).toMatch(/unreachable|memory access out of bounds/);
  app.troubles = [];
});
