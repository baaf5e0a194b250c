// The page without the network: all files of one build or none, updates as a whole, and a seal that this takes nothing from.
import { chromium } from '@playwright/test';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from '../../scripts/chromium.mjs';
import { App, expect, compact, kept } from './app.mjs';
import { DIST, open, test } from './host.mjs';

// With the worker that keeps the page, as everybody has it.
test.use({ serviceWorkers: 'allow' });

const TOKEN = compact('{"alg":"none"}', '{"sub":"someone else"}', '');

const build = (n) => [String(n), String(n)];
/** Waits until the browser has asked for the worker by itself, about two seconds after a start, and is done with what it got. */
async function updated(page, host) {
  await expect.poll(() => host.asked.includes('GET /sw.js'), { timeout: 20_000 }).toBe(true);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    for (let quiet = 0; quiet < 6; quiet += 1) {
      await new Promise((done) => setTimeout(done, 50));
      if (registration.installing || registration.waiting || registration.active.state !== 'activated') quiet = 0;
    }
  });
}
const caches = (page) => page.evaluate(async () => (await window.caches.keys()).length);

test('the page starts without the network, from each of its addresses, and does all that it does', async ({ page, host }) => {
  expect(await open(page, host.url)).toEqual(build(1));
  await kept(page);
  await host.off();
  for (const address of [host.url, `${host.url}index.html`, `${host.url}?from=bookmark`]) {
    await page.goto('about:blank');
    expect(await open(page, address)).toEqual(build(1));
    await expect(new App(page).lamp('signature')).toHaveAttribute('data-state', 'valid');
  }
  await page.goto('about:blank');
  await open(page, `${host.url}#token=${TOKEN}`);
  await expect(new App(page).payload).toContainText('someone else');
  expect(page.url()).toBe(host.url);
  await host.on();
});

test('after the seal the host is asked for the page\'s own files, by the browser, and then for nothing', async ({ page, host }) => {
  const own = readdirSync(host.dir).map((name) => `GET /${name === 'index.html' ? '' : name}`);
  await open(page, host.url);
  await new App(page).read({ token: TOKEN, key: 'a secret' });
  await kept(page);
  expect([...new Set(host.asked)].toSorted()).toEqual([...own, 'GET /settings.json'].toSorted());
  host.asked.length = 0;
  await new App(page).read({ token: TOKEN.replace('.', '..'), key: 'another secret' });
  await page.waitForTimeout(1200);
  expect(host.asked).toEqual([]);
  // From then on a start asks for nothing but settings, and whether there is another worker.
  await open(page, host.url);
  await page.waitForTimeout(500);
  expect(host.asked.filter((line) => line !== 'GET /sw.js')).toEqual(['GET /settings.json']);
});

test('an update arrives as a whole, with the next start, and the build before last goes', async ({ page, host }) => {
  expect(await open(page, host.url)).toEqual(build(1));
  await kept(page);
  for (const n of [2, 3]) {
    host.deploy(n);
    expect(await open(page, host.url)).toEqual(build(n - 1));
    await updated(page, host);
    expect(await open(page, host.url)).toEqual(build(n));
    expect(await caches(page)).toBe(2);
  }
  await host.off();
  expect(await open(page, host.url)).toEqual(build(3));
  await host.on();
});

for (const [name, change] of Object.entries({
  'a file is missing': ({ path, sheet }) => rmSync(path(sheet)),
  'a file is of another build': ({ path, sheet }) => writeFileSync(path(sheet), ':root{--build:9}'),
  'the page is of another build': ({ path }) => writeFileSync(path('index.html'), readFileSync(join(DIST, 'index.html'))),
})) {
  test(`half an update is no update: ${name}`, async ({ page, host }) => {
    expect(await open(page, host.url)).toEqual(build(1));
    await kept(page);
    host.deploy(2, change);
    expect(await open(page, host.url)).toEqual(build(1));
    await updated(page, host);
    await host.off();
    expect(await open(page, host.url)).toEqual(build(1));
    await host.on();
    // Put right, it arrives.
    host.deploy(2);
    expect(await open(page, host.url)).toEqual(build(1));
    await updated(page, host);
    expect(await open(page, host.url)).toEqual(build(2));
  });
}

test('the seal holds with the worker in place: it serves what it keeps, and a page gets no other one', async ({ page, host }) => {
  await open(page, host.url);
  await kept(page);
  await open(page, host.url);
  const outcomes = await page.evaluate(async () => {
    const refused = (action) => action().then(() => 'done', () => 'refused');
    return [
      await refused(() => fetch('./')),
      await refused(() => fetch('sw.js')),
      await refused(() => navigator.serviceWorker.register('sw.js?other')),
      await refused(() => navigator.serviceWorker.register('other.js', { scope: 'other/' })),
      await new Promise((done) => {
        navigator.serviceWorker.onmessage = () => done('answered');
        navigator.serviceWorker.controller.postMessage('https://evil.example/?secret');
        setTimeout(() => done('silent'), 500);
      }),
    ];
  });
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused', 'silent']);
  expect(host.asked.filter((line) => /other|secret/.test(line))).toEqual([]);
});

test('what hosting/README.md says takes the page away again does so', async ({ page, host }) => {
  await open(page, host.url);
  await kept(page);
  const text = readFileSync(new URL('../../hosting/README.md', import.meta.url), 'utf8');
  host.deploy(2, ({ path }) => writeFileSync(path('sw.js'), /```js\n(.*?)```/s.exec(text)[1]));
  await open(page, host.url);
  await expect.poll(() => caches(page), { timeout: 20_000 }).toBe(0);
  expect(await open(page, host.url)).toEqual(build(2));
});

test('the page can be installed, by what it brings along itself', async ({ host }) => {
  // A profile of its own: a window without memory cannot install anything.
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  const context = await chromium.launchPersistentContext(profile, launchOptions({ shell: true }));
  try {
    const page = await context.newPage();
    await open(page, host.url);
    await kept(page);
    const session = await context.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
    const { data, errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = JSON.parse(data);
    expect(manifest).toMatchObject({ name: 'JWT Debugger', start_url: host.url, scope: host.url, display: 'standalone' });
    expect(manifest.theme_color).toMatch(/^rgb\(\d+, \d+, \d+\)$/);
    expect(host.asked.filter((line) => /manifest|icon/.test(line))).toEqual([]);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
