// A script that ran once in the page must not change what the next visits get: the browser lets it write into every cache of
// this origin, so the worker believes none of them.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEADERS, policyOf } from '../../scripts/verify-deployment.mjs';
import { App, expect, kept } from './app.mjs';
import { open, test } from './host.mjs';

// With the worker that keeps the page, as everybody has it.
test.use({ serviceWorkers: 'allow' });

const POISON = `<!doctype html><title>Poisoned</title><body data-ready="true"><button data-testid="seal" data-state="sealed">Sealed</button>`;
const SCRIPT = 'document.title = "Poisoned"';

/** Puts another page and other files under every address of the page, into every cache that is there and into some more. */
const poison = (page, { instead = false, only = /./ } = {}) =>
  page.evaluate(
    async ([html, script, instead, only]) => {
      const own = (await caches.keys()).find((name) => name.startsWith('jwt-debugger '));
      if (instead) for (const name of await caches.keys()) await caches.delete(name);
      const others = ['', 'a', 'jwt-debugger', `${own.slice(0, -8)}00000000`, `${own.slice(0, -8)}zzzzzzzz`];
      const linked = [...document.querySelectorAll('script[src], link[rel="stylesheet"], link[rel="modulepreload"], link[as="fetch"]')].map((it) => it.src || it.href);
      for (const name of instead ? [...others, own] : [...(await caches.keys()), ...others]) {
        const cache = await caches.open(name);
        for (const address of ['./', 'index.html', './?from=bookmark', ...linked]) {
          if (!new RegExp(only).test(address)) continue;
          const isFile = linked.includes(address);
          const type = isFile ? (/js$/.test(address) ? 'text/javascript' : /css$/.test(address) ? 'text/css' : 'application/wasm') : 'text/html';
          await cache.put(address, new Response(isFile ? script : html, { headers: { 'Content-Type': type } }));
        }
      }
    },
    [POISON, SCRIPT, instead, only.source],
  );

/** The page and all its files are those of the host, byte for byte, and the seal holds. */
async function isGenuine(page, host, address = host.url) {
  const tells = page.context().browser().browserType().name() === 'chromium';
  await page.goto('about:blank');
  const answers = [];
  const hear = (response) => answers.push(response);
  page.on('response', hear);
  await page.goto(address);
  expect(await page.title()).toBe('JWT Debugger');
  const app = new App(page);
  await app.ready();
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  expect(await page.evaluate((url) => fetch(url).then(() => 'sent', () => 'refused'), `${host.url}?secret`)).toBe('refused');
  page.off('response', hear);
  // Only Chromium tells what a worker answers.
  if (!tells) return answers[0];
  const sha256 = (body) => createHash('sha256').update(body).digest('hex');
  const seen = {};
  for (const answer of answers) {
    const name = new URL(answer.url()).pathname.slice(1).replace('index.html', '') || 'index.html';
    // What becomes of settings, settings.spec.mjs tries.
    if (answer.fromServiceWorker() && name !== 'settings.json') seen[name] = sha256(await answer.body());
  }
  const files = readdirSync(host.dir).filter((name) => name !== 'sw.js');
  expect(seen).toEqual(Object.fromEntries(files.map((name) => [name, sha256(readFileSync(join(host.dir, name)))])));
  return answers[0];
}

for (const [how, options] of Object.entries({
  'beside what is there': {},
  'in place of what is there': { instead: true },
})) {
  test(`another page and other files in every cache, ${how}, change nothing on the next visits`, async ({ page, host }) => {
    await open(page, host.url);
    await kept(page);
    for (const address of [host.url, `${host.url}index.html`, `${host.url}?from=bookmark`]) {
      await poison(page, options);
      // The caches say what was put there, or the test could not fail.
      expect(await page.evaluate(async () => (await (await caches.match('./', { ignoreVary: true })).text()).includes('Poisoned'))).toBe(true);
      await isGenuine(page, host, address);
      await page.reload();
      await isGenuine(page, host, address);
    }
    // What was fetched again is kept again.
    await host.off();
    await isGenuine(page, host);
    await host.on();
  });
}

test('an answer from the cache has the type and the policy that the worker gives it, whatever was put there', async ({ page, host }) => {
  await open(page, host.url);
  await kept(page);
  // The right bytes under other headers.
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const body = await (await cache.match(request)).arrayBuffer();
        await cache.put(request, new Response(body, { headers: { 'Content-Type': 'text/html', 'X-Other': 'header', Link: '</?leak>; rel=preload; as=image' } }));
      }
    }
  });
  const answer = await isGenuine(page, host);
  const headers = await answer.allHeaders();
  const lower = Object.entries(HEADERS).map(([name, value]) => [name.toLowerCase(), value]);
  expect(headers).toEqual({
    ...Object.fromEntries(lower),
    'content-security-policy': policyOf(readFileSync(join(host.dir, 'index.html'), 'utf8')),
    'content-type': 'text/html; charset=utf-8',
  });
  expect(host.asked.filter((line) => line.includes('leak'))).toEqual([]);
});

test('a poisoned page is not shown when the server is gone: a text says why, and the page comes back with the network', async ({ page, host }) => {
  await open(page, host.url);
  await kept(page);
  await poison(page, { instead: true });
  await host.off();
  const answer = await page.goto(host.url);
  expect(answer.status()).toBe(503);
  expect(answer.headers()['content-type']).toBe('text/plain; charset=utf-8');
  const text = await answer.text();
  expect(text).toContain('JWT Debugger was not started, for your safety.');
  expect(text).toContain('The copy of index.html that this browser keeps was changed, so it was deleted. It could not be fetched again: the server does not answer.');
  expect(text).not.toContain('Poisoned');
  // It stays like that: no other cache is asked.
  await expect(page.reload().then((answer) => answer.text())).resolves.toContain('The copy of index.html that this browser keeps is missing.');
  await host.on();
  await isGenuine(page, host);
  await host.off();
  await isGenuine(page, host);
  await host.on();
});

test('a poisoned script does not run when the server is gone', async ({ page, host }) => {
  await open(page, host.url);
  await kept(page);
  await poison(page, { only: /\.(js|css|wasm)$/ });
  await host.off();
  const asked = page.waitForEvent('response', (answer) => answer.url().endsWith('.js'));
  await page.goto(host.url);
  expect((await asked).status()).toBe(503);
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await expect(page.getByRole('alert')).toContainText('It has not started');
  expect(await page.title()).toBe('JWT Debugger');
  await host.on();
  await isGenuine(page, host);
});

test('a poisoned page gives way to the next build, too', async ({ page, host }) => {
  await open(page, host.url);
  await kept(page);
  await poison(page, { instead: true });
  host.deploy(2);
  const answer = await page.goto(host.url);
  expect(await answer.text()).toContain('the server has another version of it');
  await expect(async () => {
    await page.reload();
    expect(await page.title()).toBe('JWT Debugger');
  }).toPass({ timeout: 20_000 });
  await isGenuine(page, host);
});

test('a page of the build before gets its own files, by the hash that it asks for, and nothing else', async ({ page, host }) => {
  await open(page, host.url);
  await kept(page);
  const [style, integrity] = await page.evaluate(() => {
    const { href, integrity } = document.querySelector('link[rel="stylesheet"]');
    return [href, integrity];
  });
  // A page that may ask: this one is not sealed.
  host.deploy(2, ({ path }) => writeFileSync(path('unsealed.html'), '<!doctype html><title>unsealed</title>'));
  const next = await page.evaluate(async () => (await caches.keys()).length + 1);
  await open(page, host.url);
  // Browsers look for a new worker a while after the page has started, and each visit begins that wait anew.
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 20_000 }).toBe(next);
  await kept(page);
  await page.goto(`${host.url}unsealed.html`);
  const ask = (options) =>
    page.evaluate(([style, options]) => fetch(style, options).then(async (answer) => [answer.status, answer.headers.get('content-type'), await answer.text()], () => 'failed'), [style, options]);
  const [status, type, text] = await ask({ integrity });
  expect([status, type]).toEqual([200, 'text/css; charset=utf-8']);
  expect(text).toContain(':root{--build:1}');
  // The server has it no more.
  expect((await ask({}))[0]).toBe(404);
  await page.evaluate(
    async ([style, text]) => {
      for (const name of await caches.keys()) await (await caches.open(name)).put(style, new Response(text, { headers: { 'Content-Type': 'text/html' } }));
    },
    [style, 'Poisoned'],
  );
  expect(await ask({ integrity })).toBe('failed');
  expect((await ask({}))[0]).toBe(404);
});

test('the worker registered a second time, for an address of its choice, serves the same', async ({ page, host }) => {
  // The first policy allows a worker until the page is sealed.
  await page.addInitScript(() => navigator.serviceWorker.register('sw.js', { scope: 'index.html' }).catch(() => {}));
  await open(page, host.url);
  await kept(page);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(2);
  await poison(page);
  await isGenuine(page, host, `${host.url}index.html`);
  await isGenuine(page, host);
});
