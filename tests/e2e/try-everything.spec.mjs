// The panel behind the badge: it tries every way out, and what it says is true, in the page and in copies whose seal is broken.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { integrity } from '../../scripts/page.mjs';
import { serve } from '../../scripts/serve.mjs';
import { SINGLE } from '../../scripts/single.mjs';
import { test, expect } from './app.mjs';

// With the worker that keeps the page, as everybody has it.
test.use({ serviceWorkers: 'allow' });

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** What the dialog tries, and what refuses it. */
const ATTEMPTS = {
  fetch: 'connect-src',
  XMLHttpRequest: 'connect-src',
  sendBeacon: 'connect-src',
  WebSocket: 'connect-src',
  EventSource: 'connect-src',
  image: 'img-src',
  sound: 'media-src',
  font: 'font-src',
  'style sheet': 'style-src-elem',
  script: 'script-src-elem',
  'import()': 'script-src-elem',
  worker: 'worker-src',
  'fetch in a worker': 'connect-src',
  'XMLHttpRequest in a worker': 'connect-src',
  'WebSocket in a worker': 'connect-src',
  'EventSource in a worker': 'connect-src',
  'importScripts in a worker': 'script-src-elem',
  'import() in a worker': 'script-src-elem',
  'worker in a worker': 'worker-src',
  'fetch in a worker in a worker': 'connect-src',
  frame: 'frame-src',
  object: 'object-src',
  form: 'form-action',
  prefetch: 'default-src',
  navigation: 'the page',
  download: 'the page',
};
const COUNT = Object.keys(ATTEMPTS).length;
// Firefox tells no script what becomes of these: they have no answer. That nothing arrives, every-way.spec.mjs counts.
const UNTOLD = ['EventSource in a worker', 'worker in a worker'];
// A file may not name a worker of a server, so there is nothing to be refused.
const NOT_OF_A_FILE = ['worker', 'worker in a worker'];
const silentOnes = (isFile, browserName) => [...new Set([...(isFile ? NOT_OF_A_FILE : []), ...(browserName === 'firefox' ? UNTOLD : [])])];
// No policy governs these two: the page refuses them, and stays where it is if it does not.
const GUARDED = 2;

/** Presses the button in the dialog, waits for the end, and reads all that it says: `{ fetch: ['refused', 'refused by …'] }`. */
async function tryEverything(page) {
  if (!(await page.getByRole('dialog').isVisible())) await page.getByTestId('seal').click();
  await page.getByTestId('try-to-send').click();
  await expect(page.getByTestId('seal-outcome')).toHaveText(/^\d+ of /, { timeout: 50_000 });
  const read = (id) =>
    page.getByTestId(id).getByRole('listitem').evaluateAll((lines) =>
      lines.map((line) => [line.firstChild.textContent, line.dataset.state, line.querySelector('small').textContent]),
    );
  const attempts = await read('attempts');
  return {
    attempts: Object.fromEntries(attempts.map(([name, ...said]) => [name, said])),
    loads: await read('loads'),
    outcome: await page.getByTestId('seal-outcome').textContent(),
  };
}

test('the dialog tries everything, the browser refuses all of it by name, and the badge stays true', async ({ app, page, site, target, browserName }) => {
  const isFile = site.startsWith('file:');
  const answers = [];
  // A worker's own script comes from memory.
  page.on('response', (response) => response.url().startsWith('blob:') || answers.push(response.url()));
  for (const round of [1, 2]) {
    const { attempts, loads, outcome } = await tryEverything(page);
    const wanted = Object.entries(ATTEMPTS).map(([name, directive]) => [name, ['refused', `refused by ${directive}`]]);
    // Firefox fetches nothing ahead for a file, and says nothing either.
    const none = [...(isFile && attempts.prefetch[0] === 'no answer' ? ['prefetch'] : []), ...silentOnes(isFile, browserName)];
    const silent = Object.fromEntries(none.map((name) => [name, ['no answer', 'no answer']]));
    expect(attempts).toEqual({ ...Object.fromEntries(wanted), ...silent });
    const browser = COUNT - GUARDED - Object.keys(silent).length;
    const end = none.length ? `, ${none.length} without an answer` : '';
    expect(outcome, `round ${round}`).toBe(`${browser} of ${COUNT} refused by the browser, ${GUARDED} by the page${end}`);
    // What the browser lists: all that came before the seal, and of what came after it nothing that got through.
    const seal = loads.findIndex(([, state]) => state === 'seal');
    const before = new Set(loads.slice(0, seal).map(([name]) => name));
    const files = [...readdirSync(DIST).filter((name) => name !== 'sw.js'), 'settings.json'];
    const own = isFile ? [site] : files.map((name) => site + name.replace('index.html', ''));
    if (target !== 'hosted') expect([...before].toSorted()).toEqual(own.toSorted());
    for (const [name, state] of loads.slice(seal + 1)) expect([name.split('?')[0], state]).toEqual([isFile ? 'http://localhost/' : site, 'refused']);
    await expect(app.seal).toHaveAttribute('data-state', 'sealed');
    // What the dialog provokes itself is no attempt of a script.
    await expect(app.seal).toHaveText('Sealed · 0 requests since start');
  }
  expect(answers).toEqual([]);
  expect(page.url()).toBe(site);
  expect(page.context().pages()).toHaveLength(1);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  app.troubles.length = 0;
});

test('what another script tries in vain does not break the seal, and the badge counts it', async ({ app, page, site }) => {
  await page.evaluate(async (base) => {
    await new Promise((done) => {
      const image = new Image();
      image.onerror = done;
      image.src = `${base}?image`;
    });
    await fetch(`${base}?fetch`).catch(() => {});
  }, site.replace('file://', 'http://localhost'));
  await expect(app.seal).toHaveText('Sealed · 0 requests since start, 2 attempts refused');
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  app.troubles.length = 0;
});

test('what the browser lacks has no answer, and never counts as refused', async ({ page, site, browserName }) => {
  await page.addInitScript(() => {
    delete window.EventSource;
    window.FontFace = class {
      load = () => new Promise(() => {});
    };
  });
  await page.goto(site);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const { attempts, outcome } = await tryEverything(page);
  const none = ['EventSource', 'font', ...silentOnes(site.startsWith('file:'), browserName)];
  for (const name of none) expect(attempts[name], name).toEqual(['no answer', 'no answer']);
  expect(Object.values(attempts).filter(([state]) => state === 'refused')).toHaveLength(COUNT - none.length);
  expect(outcome).toBe(`${COUNT - GUARDED - none.length} of ${COUNT} refused by the browser, ${GUARDED} by the page, ${none.length} without an answer`);
  await expect(page.getByTestId('seal')).toHaveAttribute('data-state', 'sealed');
});

/** A server with a copy of the page whose second policy allows anything; `alone` takes out the first one and the guard, too. */
async function unsealed(target, alone, hear) {
  const dir = mkdtempSync(join(tmpdir(), 'unsealed-'));
  const FIRST = /<meta [^>]*content="default-src 'none'[^>]*>/;
  const change = (text, what, other) => {
    const parts = text.split(what);
    expect(parts.length, 'it is there once').toBe(2);
    return parts.join(other);
  };
  const GUARD = 'window.navigation?.addEventListener("navigate"';
  const open = (script) => {
    const opened = change(script, /"default-src 'none'[^"]*"/, '"default-src * blob:"');
    return alone ? change(opened, GUARD, GUARD.replace('navigate', 'nothing')) : opened;
  };
  const path = join(dir, 'index.html');
  if (target === 'single') {
    const page = readFileSync(SINGLE, 'utf8');
    const [, script] = /<script type=module>(.*?)<\/script>/s.exec(page);
    const named = change(page.replace(script, () => open(script)), integrity(script), integrity(open(script)));
    writeFileSync(path, alone ? change(named, FIRST, '') : named);
  } else {
    cpSync(DIST, dir, { recursive: true });
    const file = join(dir, readdirSync(dir).find((name) => /^start-.*\.js$/.test(name)));
    const script = readFileSync(file, 'utf8');
    writeFileSync(file, open(script));
    const page = change(readFileSync(path, 'utf8'), integrity(script, 'sha384'), integrity(open(script), 'sha384'));
    writeFileSync(path, alone ? change(page, FIRST, '') : page);
  }
  const site = await serve({ dir, hear: (request) => hear?.(new URL(request.url, 'http://any/').search) });
  return { url: site.url, close: () => (rmSync(dir, { recursive: true }), site.close()) };
}

test('without any policy each attempt gets through, and the dialog and the badge say so', async ({ page, target }) => {
  const reached = [];
  const site = await unsealed(target, true, (search) => reached.push(search));
  await page.goto(site.url);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const badge = page.getByTestId('seal');
  reached.length = 0;
  const { attempts, outcome, loads } = await tryEverything(page);
  expect(Object.keys(attempts)).toEqual(Object.keys(ATTEMPTS));
  for (const [name, [state]] of Object.entries(attempts)) expect.soft(state, name).toBe('not refused');
  // The server says that it was so. The object and the frame hold the page with its files; and the page does not let itself be
  // left for an attempt.
  expect(new Set(reached.filter(Boolean)).size).toBe(COUNT - GUARDED);
  expect(outcome).toBe(`0 of ${COUNT} refused by the browser, ${COUNT} not: this page is not sealed`);
  await expect(badge).toHaveAttribute('data-state', 'open');
  await expect(badge).toContainText(`Not sealed · ${COUNT} requests since start`);
  const red = await page.evaluate(() => {
    const probe = document.createElement('p');
    probe.style.color = 'var(--bad)';
    document.body.append(probe);
    return getComputedStyle(probe).color;
  });
  const lines = page.getByTestId('attempts').getByRole('listitem');
  for (const place of [badge.locator('b'), page.getByTestId('seal-outcome'), lines.nth(0).locator('small')]) await expect(place).toHaveCSS('color', red);
  expect(loads.filter(([, state]) => state === 'not refused').length).toBeGreaterThan(8);
  expect(page.url()).toBe(site.url);
  await site.close();
});

test('without the second policy what the first one allows gets through, and nothing else', async ({ page, target, browserName }) => {
  const site = await unsealed(target, false);
  await page.goto(site.url);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const badge = page.getByTestId('seal');
  await expect(badge).toHaveAttribute('data-state', 'sealed');
  const { attempts } = await tryEverything(page);
  const open = /^((fetch|XMLHttpRequest|WebSocket|EventSource|worker|importScripts|import\(\))( in a worker)*|sendBeacon|image|style sheet|script)$/;
  for (const [name, [state]] of Object.entries(attempts)) {
    // Whether a policy without a word for it covers this one differs by browser.
    if (name === 'prefetch') continue;
    if (browserName === 'firefox' && UNTOLD.includes(name)) {
      expect.soft(state, name).toBe('no answer');
      continue;
    }
    expect.soft(state, name).toBe(target !== 'single' && open.test(name) ? 'not refused' : 'refused');
  }
  await expect(badge).toHaveAttribute('data-state', target === 'single' ? 'sealed' : 'open');
  await site.close();
});

test('a request that nobody announced turns the badge', async ({ page, target }) => {
  const site = await unsealed(target, true);
  await page.goto(site.url);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  await expect(page.getByTestId('seal')).toHaveAttribute('data-state', 'sealed');
  await page.evaluate(() => fetch('?unannounced'));
  await expect(page.getByTestId('seal')).toHaveAttribute('data-state', 'open');
  await expect(page.getByTestId('seal')).toContainText('1 request since start');
  await expect(page.getByTestId('loads').locator('li').last()).toContainText('?unannounced');
  await site.close();
});
