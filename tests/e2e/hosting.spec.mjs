// The configurations of hosting/ under the real servers, at the root and under a sub-path: headers, hashes, cache rules,
// compression, the page itself, and the page after the server is gone.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { HASHED } from '../../scripts/page.mjs';
import { serve } from '../../scripts/serve.mjs';
import { FOREVER, HEADERS, policyOf, verify } from '../../scripts/verify-deployment.mjs';
import { App, test, expect, kept } from './app.mjs';
import { start } from './servers.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = join(ROOT, 'dist');
const PAGE = readFileSync(join(DIST, 'index.html'), 'utf8');

/** A folder of its own with the files of dist/, some of them changed. */
async function copyOfDist(change, use) {
  const dir = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    cpSync(DIST, dir, { recursive: true });
    change(dir);
    await use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
const compressed = (dir) => {
  for (const name of readdirSync(dir)) writeFileSync(join(dir, `${name}.br`), brotliCompressSync(readFileSync(join(dir, name))));
};

for (const [name, path, encoding, options] of [
  ['nginx', '/', 'gzip', {}],
  ['nginx', '/tools/jwt/', 'br', { brotli: true }],
  ['caddy', '/', 'gzip', {}],
  ['caddy', '/tools/jwt/', 'br', { change: compressed }],
]) {
  test(`${name} at ${path}: every file, header and rule is right, the page works, and goes on when the server is gone`, async ({ page }) => {
    await copyOfDist(options.change ?? (() => {}), async (dir) => {
      const server = await start(name, { dir, path, brotli: options.brotli });
      try {
        expect(await verify(server.url, DIST)).toEqual([]);
        for (const file of readdirSync(DIST)) {
          const answer = await fetch(new URL(file, server.url), { headers: { 'Accept-Encoding': 'gzip, br' } });
          expect(answer.headers.get('content-encoding'), file).toBe(encoding);
        }
        const app = new App(page);
        page.on('pageerror', (error) => app.troubles.push(error.message));
        page.on('console', (message) => message.type() === 'error' && app.troubles.push(message.text()));
        const works = async () => {
          await app.ready();
          await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
          await expect(app.seal).toHaveAttribute('data-state', 'sealed');
        };
        await page.goto(server.url);
        await works();
        // Firefox asks twice for a preloaded file that has a hash: what it may keep, it finds in its cache.
        const files = await page.evaluate(() => performance.getEntriesByType('resource').filter((entry) => entry.transferSize > 0).map(({ name }) => name));
        const own = readdirSync(DIST).filter((file) => HASHED.test(file)).map((file) => server.url + file);
        expect(files.toSorted(), 'each file is sent once').toEqual(own.toSorted());
        await kept(page);
        await server.stop();
        await page.reload();
        await works();
        expect(app.troubles).toEqual([]);
      } finally {
        await server.stop();
      }
    });
  });
}

test('what is wrong with a copy is told in words', async () => {
  const change = (dir) => {
    writeFileSync(join(dir, 'index.html'), PAGE.replace('<title>', '<title>My '));
    const script = readdirSync(dir).find((file) => /^start-.*js$/.test(file));
    rmSync(join(dir, script));
  };
  await copyOfDist(change, async (dir) => {
    const site = await serve({ dir });
    const wrong = (await verify(site.url, DIST, { patience: 2000 })).join('\n');
    await site.close();
    expect(wrong).toMatch(/^index\.html: not the file of the release/m);
    expect(wrong).toMatch(/^start-\w+\.js: 404, where 200 was expected/m);
    expect(wrong).toMatch(/^jwt-debugger-app-\w+_bg\.wasm: header Permissions-Policy is missing/m);
    expect(wrong).toMatch(/^style-\w+\.css: Cache-Control is "no-cache", not "public, max-age=31536000, immutable"/m);
    expect(wrong).toMatch(/^header Content-Security-Policy is missing: anybody may put the page into a frame/m);
    expect(wrong).toMatch(/^the page does not start/m);
  });
});

test('a folder of headers for static hosts says the same as the servers', () => {
  const text = readFileSync(join(ROOT, 'hosting/_headers'), 'utf8');
  const rules = {};
  let rule;
  for (const line of text.split('\n')) {
    if (line.startsWith('/')) rule = rules[line] = {};
    const [, name, value] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
    if (name) rule[name] = value;
  }
  expect(rules).toEqual({
    '/*': { 'Content-Security-Policy': policyOf(PAGE), ...HEADERS },
    '/app-*': { 'Cache-Control': FOREVER },
  });
});
