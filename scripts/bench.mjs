// Measures the budgets on dist/ in Chromium and prints them beside those of jwt.io (its own build of 2026-07-31, same kind
// of machine). Medians. Never fails on a time. `node scripts/bench.mjs [runs]`; 9 runs unless told.
//
// Times begin when a field is set and its input event sent. "In the DOM" is when what follows from it stands in the page;
// "laid out" is when the browser has also computed where all of it goes, which is the browser's own work.
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { chromium } from '@playwright/test';
import { LIMITS, measure } from './check-size.mjs';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';

const RUNS = Number(process.argv[2] ?? 9);
const SECRET = 'a secret for the benchmark, 32 bytes and more';
const base64url = (data) => Buffer.from(data).toString('base64url');
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const ms = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** A signed token of about `size` bytes; `n` is in its last claim, so that no two are the same. */
function token(size, n) {
  const header = base64url('{"alg":"HS256","typ":"JWT"}');
  const entries = [];
  const body = () => `{"iss":"https://id.example.org","exp":4102444800,"entries":[${entries.join()}],"n":${n}}`;
  const length = Math.floor((size - header.length - 45) * 0.75);
  const count = Math.floor((length - body().length) / 64);
  for (let index = 0; index < count; index += 1) {
    entries.push(`{"id":${String(index).padStart(8, '1')},"name":"Ada Lovelace","roles":["r","w"],"ok":true}`.padEnd(63));
  }
  const input = `${header}.${base64url(body())}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
}

/** A token of a fresh RSA key, and sets in which it is the last of a thousand, and of a hundred, that are not its own. */
function crowded() {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const input = `${base64url('{"alg":"RS256","typ":"JWT"}')}.${base64url('{"iss":"https://id.example.org","exp":4102444800}')}`;
  const text = `${input}.${sign('sha256', Buffer.from(input), rsa.privateKey).toString('base64url')}`;
  const set = (count) => JSON.stringify({ keys: Array.from({ length: count }, (_, n) => ({ ...other, kid: `k${n}` })) });
  const n = randomBytes(2048);
  n[0] |= 0x80;
  n[2047] |= 1;
  const large = JSON.stringify({ kty: 'RSA', n: base64url(n), e: 'AQAB' });
  return { text, forged: `${input}.${base64url(Buffer.concat([Buffer.from([0]), randomBytes(2047)]))}`, set, large };
}

/** What the measurements share inside the page. */
function install() {
  const at = (id) => document.querySelector(`[data-testid="${id}"]`);
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  // The next task: everything that the event set off in this one and its microtasks has happened.
  const task = () => new Promise((done) => (waiting.push(done), channel.port2.postMessage(0)));
  window.bench = {
    at,
    task,
    put(id, text) {
      at(id).value = text;
      at(id).dispatchEvent(new Event('input', { bubbles: true }));
    },
    /** Milliseconds from an input to what it brings about: in the DOM, and laid out. */
    async time(id, text, there) {
      await new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
      const start = performance.now();
      window.bench.put(id, text);
      while (!there()) await task();
      const inTheDom = performance.now() - start;
      document.body.getBoundingClientRect();
      return [inTheDom, performance.now() - start];
    },
  };
}

const site = await serve();
const browser = await chromium.launch(launchOptions());

async function open() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.body?.dataset.ready !== 'true') return;
      window.usableAt = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(site.url);
  await page.waitForSelector('body[data-ready="true"]');
  await page.evaluate(install);
  return page;
}

const repeat = async (action, runs = RUNS) => {
  const values = [];
  for (let run = 0; run < runs; run += 1) values.push([await action(run)].flat());
  return values[0].map((_, index) => median(values.map((value) => value[index])));
};

const rows = [];
const row = (what, budget, here, incumbent, laidOut = '') => {
  rows.push([what, budget, here, laidOut, incumbent]);
  process.stderr.write('.');
};

const files = measure();
const bytes = files.reduce((sum, { brotli }) => sum + brotli, 0);
row('requests, KB to load (brotli)', `${LIMITS.requests}, ${LIMITS.bytes / 1000}`, `${files.length}, ${(bytes / 1000).toFixed(0)}`, '38, 1067');

const [usable] = await repeat(async () => {
  const page = await open();
  const at = await page.evaluate(() => window.usableAt);
  await page.context().close();
  return at;
});
row('token field usable, cold, localhost', '250 ms', `${ms(usable)} ms`, '797-1261 ms');

const page = await open();
await page.evaluate((secret) => window.bench.put('key-input', secret), SECRET);
for (const [name, size, budget, incumbent] of [
  ['300 B', 300, 4, '24-68'],
  ['10 KB', 10_000, 8, '75-123'],
  ['100 KB', 100_000, 16, '331-366'],
  ['1 MB', 1_000_000, 100, '2349-5152'],
]) {
  const [value, laidOut] = await repeat((run) =>
    page.evaluate(
      ([text, mark]) => {
        const { at, time } = window.bench;
        const there = () => at('payload-json').textContent.trimEnd().endsWith(mark) && at('lamp-signature').dataset.state === 'valid';
        return time('token-input', text, there);
      },
      [token(size, 1000 + run), `"n": ${1000 + run}\n}`],
    ),
  );
  row(`token to payload in the DOM and verdict, ${name}`, `${budget} ms`, `${ms(value)} ms`, `${incumbent} ms`, `${ms(laidOut)} ms`);
}

const typed = await (async () => {
  await page.evaluate((text) => window.bench.put('token-input', text), token(100_000, 1));
  await page.getByTestId('token-input').focus();
  // The caret in the middle of the payload, where a change is felt most.
  await page.evaluate(() => window.bench.at('token-input').setSelectionRange(50_000, 50_000));
  await page.evaluate(() => {
    window.typed = [];
    addEventListener('keydown', () => {
      const start = performance.now();
      addEventListener('input', () => {
        window.bench.task().then(() => {
          const work = performance.now() - start;
          requestAnimationFrame(() => window.bench.task().then(() => window.typed.push([performance.now() - start, work])));
        });
      }, { once: true });
    }, true);
  });
  for (let run = 0; run < RUNS; run += 1) {
    await page.keyboard.press(run % 2 ? 'Backspace' : 'A');
    await page.waitForFunction((count) => window.typed.length === count, run + 1);
  }
  return page.evaluate(() => window.typed);
})();
row('one typed character at 100 KB, to the next frame', '16 ms', `${ms(median(typed.map(([frame]) => frame)))} ms`, '135 ms');
row('  of which the page works for', '', `${ms(median(typed.map(([, work]) => work)))} ms`, '');

const BUDGETS = { HS256: [2, 6], RS256: [3, 19], ES256: [4, 16], Ed25519: [2, 12], 'ML-DSA-65': [5, 75] };
const names = await page.getByTestId('sample').locator('option:not([disabled])').evaluateAll((all) => all.map((one) => one.value));
for (const alg of names) {
  await page.getByTestId('sample').selectOption(alg);
  const key = await page.getByTestId('key-input').inputValue();
  const [value, laidOut] = await repeat(async () => {
    await page.evaluate(() => window.bench.time('key-input', '', () => window.bench.at('lamp-signature').dataset.state === 'no-key'));
    return page.evaluate((key) => window.bench.time('key-input', key, () => window.bench.at('lamp-signature').dataset.state === 'valid'), key);
  });
  const [budget, incumbent] = BUDGETS[alg] ?? [];
  row(`key to verdict, ${alg}`, budget ? `${budget} ms` : '', `${ms(value)} ms`, incumbent ? `${incumbent} ms` : '', `${ms(laidOut)} ms`);
}

const { text, forged, set, large } = crowded();
for (const [what, token, key] of [
  ['set of 100 RSA keys, none of which verifies', text, set(100)],
  ['set of 1,000 RSA keys, until the page asks to go on', text, set(1000)],
  ['RSA key of 16384 bits that does not verify, and why', forged, large],
]) {
  await page.evaluate((token) => window.bench.put('token-input', token), token);
  const [value, laidOut] = await repeat(async () => {
    await page.evaluate(() => window.bench.time('key-input', '', () => window.bench.at('lamp-signature').dataset.state === 'no-key'));
    return page.evaluate((key) => window.bench.time('key-input', key, () => window.bench.at('lamp-signature').dataset.state === 'invalid'), key);
  });
  row(what, '', `${ms(value)} ms`, '', `${ms(laidOut)} ms`);
}
await page.context().close();

const memory = await (async () => {
  const page = await open();
  const devtools = await page.context().newCDPSession(page);
  await page.evaluate((text) => window.bench.put('token-input', text), token(1_000_000, 1));
  await page.waitForTimeout(500);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0 } = await devtools.send('Runtime.getHeapUsage');
  // The program's own memory is outside of that heap.
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const { result: size } = await devtools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }',
    returnByValue: true,
  });
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await page.context().close();
  return { total: usedSize + embedderHeapUsedSize + size.value, program: size.value, nodes };
})();
const mb = (value) => (value / 1e6).toFixed(1);
row('memory with a 1 MB token', '30 MB', `${mb(memory.total)} MB`, '88-96 MB');
row('  of which the program', '', `${mb(memory.program)} MB`, '');
row('elements in the page with a 1 MB token', '', String(memory.nodes), '92646');

const violations = await (async () => {
  const page = await open();
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const count = await page.evaluate(async () => (await window.axe.run()).violations.reduce((sum, { nodes }) => sum + nodes.length, 0));
  await page.context().close();
  return count;
})();
row('axe violations', '0', String(violations), '54');

const version = browser.version();
await browser.close();
await site.close();

const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((cells) => cells[column].length), 9));
const line = (cells) => cells.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join('  ');
console.log(`\n\nChromium ${version}, ${cpus().length} x ${cpus()[0].model}, medians of ${RUNS}\n`);
console.log(line(['what', 'budget', 'in the DOM', 'laid out', 'jwt.io']));
for (const cells of rows) console.log(line(cells));
