// The search for a weak secret: in lists of any length, in workers inside the seal, about the token on screen and no other.
import { createHmac, randomBytes } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';
import { violations } from './axe.mjs';

const signed = (secret, alg = 'HS256', payload = { iss: 'https://id.example.org', sub: 'alice', exp: 4102444800 }) => {
  const input = `${base64url(JSON.stringify({ alg, typ: 'JWT' }))}.${base64url(JSON.stringify(payload))}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, secret).update(input).digest('base64url')}`;
};
const SECRET = 'tamarind-4471-at-the-end';
/** A million lines; the last has no end. */
const MILLION = Buffer.from(`${Array.from({ length: 999_999 }, (_, line) => `candidate${line}`).join('\n')}\n${SECRET}`);
const list = (buffer, name = 'words.txt') => ({ name, mimeType: 'text/plain', buffer });

/** Puts the token in, and opens the pane. */
async function open(app, token) {
  await app.read({ token, key: '' });
  const pane = app.page.getByTestId('weak');
  if ((await pane.getAttribute('open')) === null) await pane.locator('summary').click();
  return { result: app.page.getByTestId('weak-result'), secret: app.page.getByTestId('weak-secret') };
}
const state = (name) => ['data-state', name];
const ENDS = { timeout: 45_000 };

/** Counts the workers of a page that are there. */
function workersOf(page) {
  const count = { now: 0 };
  page.on('worker', (worker) => {
    count.now += 1;
    worker.on('close', () => (count.now -= 1));
  });
  return count;
}

test('a secret at the end of a million lines is found while the page lives on, and one press uses it', async ({ app, page }, info) => {
  test.slow();
  const { result, secret } = await open(app, signed(SECRET));
  await app.key.fill('another secret of more than thirty-two bytes');
  await page.getByTestId('weak-list').setInputFiles(list(MILLION));
  await expect(page.getByTestId('weak-stop')).toBeVisible();
  // From one turn of the page to the next.
  const [longest, count] = await page.evaluate(async () => {
    let [longest, count, last] = [0, 0, performance.now()];
    const { port1, port2 } = new MessageChannel();
    const until = last + 400;
    await new Promise((done) => {
      port1.onmessage = () => {
        const now = performance.now();
        [longest, count, last] = [Math.max(longest, now - last), count + 1, now];
        if (now > until) done();
        else port2.postMessage(0);
      };
      port2.postMessage(0);
    });
    return [longest, count];
  });
  expect(count, 'turns of the page while it searches').toBeGreaterThan(20);
  await expect(result).toHaveAttribute(...state('found'), ENDS);
  await expect(secret).toHaveText(SECRET);
  await expect(result).toContainText('anyone can sign tokens');
  info.annotations.push({ type: 'while searching', description: `${count} turns, longest ${longest.toFixed(1)} ms` });
  expect(await violations(page)).toEqual([]);

  await page.getByTestId('weak-use').click();
  await expect(app.key).toHaveValue(SECRET);
  await expect(app.lamp('signature')).toHaveAttribute(...state('valid'));
  await page.getByTestId('undo').click();
  await expect(app.key).toHaveValue('another secret of more than thirty-two bytes');
  await expect(app.seal).toHaveText('Sealed · 0 requests since start');
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, location.hash])).toEqual([0, 0, '']);
});

test('published secrets are tried, and what people make of them, and what is not found is not called strong', async ({ app, page }) => {
  for (const [made, alg, says] of [
    ['myjwts3cr3t', 'HS384', 'It is published: LoopBack 4'],
    ['Changeit2025', 'HS512', 'can be guessed'],
    [Buffer.from('AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow', 'base64url'), 'HS256', 'can be guessed'],
  ]) {
    const { result } = await open(app, signed(made, alg));
    await page.getByTestId('weak-published').click();
    await expect(result).toHaveAttribute(...state('found'), ENDS);
    await expect(result).toContainText(says);
    await page.getByTestId('weak-use').click();
    await expect(app.lamp('signature')).toHaveAttribute(...state('valid'));
  }
  const { result, secret } = await open(app, signed(randomBytes(32)));
  await page.getByTestId('weak-published').click();
  await expect(result).toHaveAttribute(...state('not-found'), ENDS);
  await expect(result).toContainText(/Not found in the published secrets: \d\d,\d\d\d tried.* no proof of a strong secret/);
  await expect(secret).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('Stop ends it, and so does another token; nothing of it shows then', async ({ app, page, browserName }) => {
  const workers = workersOf(page);
  const gone = () => browserName === 'chromium' && expect.poll(() => workers.now).toBe(0);
  const { result } = await open(app, signed(randomBytes(32)));
  await page.getByTestId('weak-list').setInputFiles(list(MILLION));
  if (browserName === 'chromium') await expect.poll(() => workers.now).toBeGreaterThan(0);
  await expect(page.getByTestId('weak-rate')).toContainText(' tried');
  expect(await violations(page)).toEqual([]);
  await page.getByTestId('weak-stop').click();
  await expect(result).toHaveAttribute(...state('stopped'));
  await expect(result).toContainText('words.txt');
  await gone();

  // One that would be found soon, and another token before it is.
  await app.read({ token: signed(SECRET) });
  await page.getByTestId('weak-list').setInputFiles(list(MILLION));
  await expect(page.getByTestId('weak-stop')).toBeVisible();
  await app.read({ token: signed(randomBytes(32)) });
  await expect(page.getByTestId('weak-stop')).toHaveCount(0);
  await gone();
  await page.waitForTimeout(500);
  await expect(result).toHaveText('');
  await expect(page.getByText(SECRET)).toHaveCount(0);
  // A token that no shared secret signed has nothing to guess.
  await app.read({ token: `${base64url('{"alg":"RS256"}')}.e30.AAAA` });
  await expect(page.getByTestId('weak')).toHaveCount(0);
});

test('a list that is dropped is searched, in whatever form, and other programs get their command', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const secret = Buffer.from([0x70, 0xe4, 0xdf, 0x77, 0x31]);
  const token = signed(secret);
  const { result } = await open(app, token);
  const bytes = [...Buffer.concat([Buffer.from('\ufefffirst\r\n\r\n'), Buffer.alloc(3000, 'x'), Buffer.from('\r\n'), secret, Buffer.from('\r\nlast')])];
  await page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'dropped.txt'));
    document.querySelector('.weak').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, bytes);
  await expect(result).toHaveAttribute(...state('found'), ENDS);
  await expect(page.getByTestId('weak-secret')).toHaveText(secret.toString('base64url'));
  // The page did not take the list for a token.
  await expect(app.token).toHaveValue(token);
  await page.getByRole('button', { name: 'Copy hashcat command' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`hashcat -a 0 -m 16500 ${token} wordlist.txt`);
});

test('without a worker it is searched on the page in small steps', async ({ page, app, site }) => {
  await page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new DOMException('refused', 'SecurityError');
      }
    };
  });
  await page.goto(site);
  await app.ready();
  const { result, secret } = await open(app, signed(SECRET));
  await page.getByTestId('weak-list').setInputFiles(list(Buffer.from(`${'candidate\n'.repeat(40_000)}${SECRET}`)));
  await expect(result).toHaveAttribute(...state('found'), ENDS);
  await expect(secret).toHaveText(SECRET);
});
