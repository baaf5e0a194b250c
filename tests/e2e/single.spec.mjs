// The single file: nothing but itself, and a policy that refuses every request from the first byte on. Every other spec runs
// against it, too (the project "single" of the configuration).
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SINGLE, single } from '../../scripts/single.mjs';
import { App, test, expect } from './app.mjs';
import { LEFT_OUT } from './left-out.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const TEXT = readFileSync(SINGLE, 'utf8');
const ADDRESS = pathToFileURL(SINGLE).href;

test('it is made of the dist that is here, and has the style of it byte for byte', () => {
  expect(TEXT === single(DIST), 'make single is up to date').toBe(true);
  const [style] = readdirSync(DIST).filter((file) => file.endsWith('.css'));
  expect(TEXT.includes(`>${readFileSync(join(DIST, style), 'utf8')}</`), style).toBe(true);
  expect(TEXT.match(/\s(src|href)=(?!"?data:)/g)).toBeNull();
});

test('it asks for nothing, starts sealed, and says so', async ({ page }) => {
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const trouble = [];
  page.on('console', (message) => trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(error.message));
  await page.goto(ADDRESS);
  const app = new App(page);
  await app.ready();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  // Firefox does not tell of files.
  expect(requests.filter((url) => url !== ADDRESS)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('its own policy refuses requests, before and without the seal, and any script or style that is not its own', async ({ page }) => {
  const reached = [];
  const text = TEXT;
  const server = createServer((request, response) => {
    reached.push(request.url);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Access-Control-Allow-Origin': '*' }).end(text);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}/`;
  // At the first script of the page, long before the seal: a script that a test puts in runs before those of the page.
  await page.addInitScript((url) => {
    window.early = new Promise((done) =>
      new MutationObserver((_, observer) => {
        if (!document.querySelector('style')) return;
        observer.disconnect();
        const inline = document.createElement('script');
        inline.textContent = 'window.inline = true';
        document.head.append(inline);
        const image = new Image();
        image.src = `${url}image`;
        fetch(`${url}fetch`).then(() => done('sent'), () => done(document.querySelector('meta[data-seal]') ? 'sealed' : 'refused'));
      }).observe(document, { subtree: true, childList: true }),
    );
  }, url);
  await page.goto(url);
  await new App(page).ready();
  expect(await page.evaluate(() => window.early)).toBe('refused');
  expect(await page.evaluate(() => window.inline)).toBeUndefined();
  expect(reached.filter((path) => path !== '/favicon.ico')).toEqual(['/']);
  await new Promise((done) => (server.closeAllConnections(), server.close(done)));
});

test('a file that was changed on the way does not start', async ({ page }) => {
  // One character of the script: its hash is no longer the one in the policy.
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: TEXT.replace('instantiateStreaming', 'instantiateStreamin') }));
  await page.goto('http://debugger.test/');
  await page.waitForTimeout(1000);
  await expect(page.locator('body')).not.toHaveAttribute('data-ready', 'true');
  await expect(page.getByTestId('token-input')).toHaveCount(0);
});

test('each spec and test that is left out somewhere is one that there is', () => {
  const specs = readdirSync(HERE).filter((name) => name.endsWith('.spec.mjs'));
  const titles = specs.map((name) => readFileSync(join(HERE, name), 'utf8')).join('\n');
  for (const [project, reasons] of Object.entries(LEFT_OUT)) {
    for (const start of Object.keys(reasons)) {
      const there = specs.includes(start) || new RegExp(`test\\([\`'"]${start}`).test(titles);
      expect(there, `${project}: ${start}`).toBe(true);
    }
  }
});
