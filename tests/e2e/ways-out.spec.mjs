// What no policy governs: navigation, downloads, cookies, and headers for the next visit. What the page stops of it, what it tells
// of, and that it takes nothing from the person.
import { createServer } from 'node:http';
import { App, expect, kept } from './app.mjs';
import { open, test as base } from './host.mjs';

const test = base.extend({
  /** A server that answers everybody with nothing, so that a page that goes there stays in place; and what reached it. */
  elsewhere: async ({}, use) => {
    const reached = [];
    const server = createServer((request, response) => {
      reached.push(request.url);
      response.writeHead(204).end();
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    await use({ url: `http://127.0.0.1:${server.address().port}/`, reached });
    await new Promise((done) => (server.closeAllConnections(), server.close(done)));
  },
});

// With the worker that keeps the page, as everybody has it.
test.use({ serviceWorkers: 'allow' });

/** Opens the page twice, so that the worker is in place, and forgets what that took. */
async function sealed(page, host) {
  await open(page, host.url);
  await kept(page);
  await open(page, host.url);
  // The browser asks for the worker about two seconds after a start.
  await expect.poll(() => host.asked.filter((line) => line === 'GET /sw.js').length, { timeout: 20_000 }).toBeGreaterThan(1);
  host.asked.length = host.headers.length = 0;
  return new App(page);
}

/** Ways to leave the page by script. Each gets an address, and a `frame` that holds nothing and is of the same origin. */
const WAYS = {
  'location =': (to) => (location = to),
  'location.replace': (to) => location.replace(to),
  'document.location': (to) => (document.location.href = to),
  'a link that a script presses': (to) => Object.assign(document.body.appendChild(document.createElement('a')), { href: to }).click(),
  'a link outside of the page': (to) => Object.assign(document.createElement('a'), { href: to }).click(),
  'a download': (to) => Object.assign(document.createElement('a'), { href: to, download: 'file' }).click(),
  'navigation.navigate': (to) => void navigation.navigate(to).finished.catch(() => {}),
  'open in the same tab': (to) => void open(to, '_self'),
  'meta refresh': (to) => document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${to}` })),
  'the methods of a frame': (to, frame) => frame.location.assign.call(location, to),
  'the parent of a frame': (to, frame) => (frame.parent.location = to),
  'the top of a frame': (to, frame) => void frame.open(to, '_top'),
  'reload under another address': (to) => {
    history.replaceState(null, '', new URL(to).search);
    location.reload();
  },
};

for (const patched of [false, true]) {
  test(`a script cannot leave the page, and each attempt is counted${patched ? ', whatever it did to the methods of the browser' : ''}`, async ({ page, host, elsewhere }) => {
    const app = await sealed(page, host);
    if (patched) {
      await page.evaluate(() => {
        Event.prototype.preventDefault = Event.prototype.stopPropagation = () => {};
        String.prototype.startsWith = Array.prototype.includes = RegExp.prototype.test = () => true;
        const { apply, bind, call } = Function.prototype;
        for (const name of ['navigationType', 'userInitiated', 'downloadRequest', 'destination']) {
          Object.defineProperty(NavigateEvent.prototype, name, { get: () => (name === 'navigationType' ? 'traverse' : true) });
        }
        for (const name of ['sameDocument', 'url']) Object.defineProperty(NavigationDestination.prototype, name, { get: () => 'blob:' });
        navigation.addEventListener('navigate', (event) => event.stopImmediatePropagation(), true);
        Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => () => true;
        Reflect.apply = () => true;
        // The test itself needs them.
        Object.assign(Function.prototype, { apply, bind, call });
      });
    }
    let count = 0;
    for (const [name, way] of Object.entries(WAYS)) {
      for (const base of [elsewhere.url, host.url]) {
        if (base !== host.url && name.startsWith('reload')) continue;
        await page.evaluate(
          ([way, to]) => {
            const frame = document.body.appendChild(document.createElement('iframe'));
            new Function('to', 'frame', `(${way})(to, frame)`)(to, frame.contentWindow);
          },
          [way.toString(), `${base}204?secret=${encodeURIComponent(name)}`],
        );
        count += 1;
        await expect(app.seal, `${name}, ${base}`).toContainText(`${count} attempt`);
      }
    }
    // The page is still there, sealed, and nothing arrived anywhere.
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await expect(app.seal).toHaveAttribute('data-state', 'sealed');
    await expect(app.seal).toHaveText(`Sealed · 0 requests since start, ${count} attempts refused`);
    expect(elsewhere.reached).toEqual([]);
    expect(host.asked.filter((line) => line.includes('secret'))).toEqual([]);
    if (!patched) {
      await app.seal.click();
      await expect(page.getByTestId('loads').getByRole('listitem').filter({ hasText: 'secret' })).toHaveCount(count);
    }
  });
}

test('a script that waits for a press of the person cannot leave the page either', async ({ page, host, elsewhere }) => {
  const app = await sealed(page, host);
  await page.evaluate((to) => {
    addEventListener('click', () => (location = `${to}?one`), true);
    addEventListener('click', () => Object.assign(document.createElement('a'), { href: `${to}?two` }).click(), true);
  }, elsewhere.url);
  await app.token.click();
  await expect(app.seal).toContainText('2 attempts refused');
  expect(elsewhere.reached).toEqual([]);
  expect(page.url()).toBe(host.url);
});

test('the person can follow a link, go back, reload, and save a file', async ({ page, host }) => {
  const app = await sealed(page, host);
  await page.evaluate(() => document.body.prepend(Object.assign(document.createElement('a'), { href: './?followed', textContent: 'A link' })));
  await page.getByRole('link', { name: 'A link', exact: true }).click();
  await app.ready();
  expect(page.url()).toBe(`${host.url}?followed`);
  await page.evaluate(() => history.back());
  await expect.poll(() => page.url()).toBe(host.url);
  await app.ready();
  await page.reload();
  await app.ready();
  await page.evaluate(() => (location.hash = 'token='));
  const download = page.waitForEvent('download');
  await page.evaluate(() => Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['text'])), download: 'file.txt' }).click());
  expect((await download).suggestedFilename()).toBe('file.txt');
  await expect(app.seal).toHaveText('Sealed · 0 requests since start');
});

const SECRET = 'secret'.repeat(500);
const carried = (host) => host.headers.filter((headers) => JSON.stringify(headers).includes('secret'));

test('a cookie and a look for another worker send nothing, and both are counted', async ({ page, host }) => {
  const app = await sealed(page, host);
  const outcomes = await page.evaluate(async (secret) => {
    const registration = await navigator.serviceWorker.ready;
    const attempt = (action) => Promise.resolve().then(action).then(() => 'done', (error) => error.name);
    return [
      await attempt(() => (document.cookie = `a=${secret}`)),
      await attempt(() => (document.cookie = `b=${secret}; path=/sw.js`)),
      await attempt(() => cookieStore.set('c', secret)),
      await attempt(() => registration.update()),
      document.cookie,
    ];
  }, SECRET);
  expect(outcomes).toEqual(['SecurityError', 'SecurityError', 'SecurityError', 'SecurityError', '']);
  await expect(app.seal).toHaveText('Sealed · 0 requests since start, 4 attempts refused');
  expect(host.asked).toEqual([]);
  // Nor does the next visit.
  await open(page, host.url);
  await expect.poll(() => host.asked.includes('GET /sw.js'), { timeout: 20_000 }).toBe(true);
  expect(carried(host)).toEqual([]);
});

test('a cookie that a script sets all the same turns the badge', async ({ page, host }) => {
  const app = await sealed(page, host);
  // An empty frame has methods of its own: this is the way around that SECURITY.md tells of.
  await page.evaluate(async (secret) => {
    const frame = document.body.appendChild(document.createElement('iframe')).contentWindow;
    const registration = await navigator.serviceWorker.ready;
    const update = () => frame.ServiceWorkerRegistration.prototype.update.call(registration);
    // One that is under way is not begun anew.
    await update();
    frame.document.cookie = `a=${secret}`;
    await update();
  }, SECRET);
  await expect(app.seal).toHaveAttribute('data-state', 'open');
  await expect(app.seal).toHaveText('Not sealed · 0 requests since start, 1 cookie set');
  await app.seal.click();
  await expect(page.getByTestId('loads').getByRole('listitem').last()).toHaveText(/^cookie asent with the next request for sw\.js, not refused, \d+ ms$/);
  expect(carried(host)).toHaveLength(1);
});

test('no header of a script comes with the next visit', async ({ page, host }) => {
  const app = await sealed(page, host);
  const outcomes = await page.evaluate(async () => {
    const { navigationPreload } = await navigator.serviceWorker.ready;
    const attempt = (action) => action().then(() => 'done', (error) => error.name);
    return [await attempt(() => navigationPreload.setHeaderValue('secret')), await attempt(() => navigationPreload.enable())];
  });
  expect(outcomes).toEqual(['SecurityError', 'SecurityError']);
  await expect(app.seal).toHaveText('Sealed · 0 requests since start, 2 attempts refused');
  for (const visit of [() => page.reload(), () => open(page, host.url)]) {
    await visit();
    await app.ready();
  }
  expect(carried(host)).toEqual([]);
});

test('a header of a script is switched off within a second, and by the worker at the next start', async ({ page, host }) => {
  const app = await sealed(page, host);
  const enable = () =>
    page.evaluate(async () => {
      const { NavigationPreloadManager } = document.body.appendChild(document.createElement('iframe')).contentWindow;
      const { navigationPreload } = await navigator.serviceWorker.ready;
      await NavigationPreloadManager.prototype.setHeaderValue.call(navigationPreload, 'secret');
      await NavigationPreloadManager.prototype.enable.call(navigationPreload);
    });
  await enable();
  await expect(app.seal).toHaveText('Sealed · 0 requests since start, 1 attempt refused');
  const other = await page.context().newPage();
  await open(other, host.url);
  await other.close();
  expect(carried(host)).toEqual([]);
  // Too late for the page: then it is one visit, and not those after it.
  await enable();
  const late = await page.context().newPage();
  for (const visit of ['first', 'second', 'third']) await open(late, `${host.url}?${visit}`);
  expect(host.asked.filter((line, at) => line.includes('?') && carried(host).includes(host.headers[at])).filter((line) => !line.includes('first'))).toEqual([]);
});
