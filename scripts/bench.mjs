// Measures the budgets on dist/ in Chromium and prints them beside those of jwt.io (its own build of 2026-07-31, same kind
// of machine). Medians. Never fails on a time. `node scripts/bench.mjs [runs]`; 9 runs unless told.
//
// Times begin when a field is set and its input event sent. "In the DOM" is when what follows from it stands in the page;
// "laid out" is when the browser has also computed where all of it goes, which is the browser's own work. A typed character
// is a real key press; its time runs from the input event until the task after the next frame, so that frame is drawn.
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import * as jose from 'jose';
import { BESIDE, LIMITS, measureAll } from './check-size.mjs';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';

const RUNS = Number(process.argv[2] ?? 9);
const SECRET = 'a secret for the benchmark, 32 bytes and more';
/** A cost is told at each of these, so that its growth is seen. Those of a megabyte and more are measured fewer times. */
const SIZES = [['300 B', 300], ['3 KB', 3000], ['10 KB', 10_000], ['100 KB', 100_000], ['1 MB', 1_000_000], ['4 MB', 4_000_000]];
const runsAt = (size) => (size < 1_000_000 ? RUNS : Math.max(3, Math.ceil(RUNS / 3)));
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
      // What follows happens in microtasks; between two tasks a frame may be drawn, which is the browser's own work.
      for (let turn = 0; turn < 100; turn += 1) await null;
      while (!there()) await task();
      const inTheDom = performance.now() - start;
      document.body.getBoundingClientRect();
      return [inTheDom, performance.now() - start];
    },
    /** Has `window.typed` tell the times of each key press that follows. */
    listen() {
      window.typed = [];
      let pressed = 0;
      addEventListener('keydown', () => (pressed = performance.now()), true);
      addEventListener('input', () => {
        const start = performance.now();
        requestAnimationFrame(() => task().then(async () => {
          const frame = performance.now();
          while (document.body.ariaBusy === 'true') await new Promise((done) => setTimeout(done, 1));
          await task();
          window.typed.push([frame - start, frame - pressed, performance.now() - start]);
        }));
      }, true);
    },
  };
}

// Compressed beforehand, as hosts do.
const site = await serve({ quality: 11 });
const browser = await chromium.launch(launchOptions());

/** Four times slower than this machine, and a line of 1.6 Mb/s that takes 150 ms for an answer. */
async function slowDown(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

async function open(prepare = () => {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await prepare(page);
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.getElementById('early')?.hidden === false) window.pasteAt ??= performance.now();
      // The field is there before the page is sealed: what it teaches comes in between.
      if (document.querySelector('[data-testid="token-input"]')) window.usableAt ??= performance.now();
      if (document.body?.dataset.ready !== 'true') return;
      window.sealedAt = performance.now();
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

const files = measureAll();
const bytes = files.reduce((sum, { brotli }) => sum + brotli, 0);
row('requests, KB to load (brotli)', `${LIMITS.requests}, ${LIMITS.bytes / 1000}`, `${files.length + BESIDE}, ${(bytes / 1000).toFixed(0)}`, '38, 1067');

const usable = (prepare) =>
  repeat(async () => {
    const page = await open(prepare);
    const at = await page.evaluate(() => [window.usableAt, window.sealedAt, window.pasteAt]);
    await page.context().close();
    return at;
  });
// The first visit has the server compress the files.
await (await open()).context().close();
const [near, far] = [await usable(), await usable(slowDown)];
row('token field usable, cold, localhost', '250 ms', `${ms(near[0])} ms`, '797-1261 ms');
row('the same with a CPU 4 times slower, 1.6 Mb/s and 150 ms', '4200 ms', `${ms(far[0])} ms`, '7500 ms');
row('a token can be pasted, and waits for the program: localhost, slow', '', `${ms(near[2])}, ${ms(far[2])} ms`, '');
row('page sealed, with what it teaches: localhost, slow', '', `${ms(near[1])}, ${ms(far[1])} ms`, '');

const shell = await (async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // The program never comes.
  await page.route('**/*.wasm', () => {});
  await page.goto(site.url, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length);
  const [{ startTime }] = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint').map((entry) => entry.toJSON()));
  await context.close();
  return startTime;
});
const [painted] = await repeat(shell);
row('shell painted, without the program', '', `${ms(painted)} ms`, '');

const page = await open();
await page.evaluate((secret) => window.bench.put('key-input', secret), SECRET);
for (const [name, size] of SIZES) {
  const [budget, incumbent] = { 300: [4, '24-68'], 10_000: [8, '75-123'], 100_000: [16, '331-366'], 1_000_000: [100, '2349-5152'] }[size] ?? [];
  const [value, laidOut] = await repeat((run) =>
    page.evaluate(
      ([text, mark]) => {
        const { at, time } = window.bench;
        const there = () => at('payload-json').textContent.trimEnd().endsWith(mark) && at('lamp-signature').dataset.state === 'valid';
        return time('token-input', text, there);
      },
      [token(size, 1000 + run), `"n": ${1000 + run}\n}`],
    ), runsAt(size));
  row(`token to payload in the DOM and verdict, ${name}`, budget ? `${budget} ms` : '', `${ms(value)} ms`, incumbent ? `${incumbent} ms` : '', `${ms(laidOut)} ms`);
}

for (const [name, size] of SIZES) {
  await page.evaluate((text) => window.bench.put('token-input', text), token(size, 1));
  const [value, laidOut] = await repeat(async () => {
    await page.evaluate(() => window.bench.time('key-input', '', () => window.bench.at('lamp-signature').dataset.state === 'no-key'));
    return page.evaluate((key) => window.bench.time('key-input', key, () => window.bench.at('lamp-signature').dataset.state === 'valid'), SECRET);
  }, runsAt(size));
  row(`key to verdict, HS256, ${name}`, '', `${ms(value)} ms`, '', `${ms(laidOut)} ms`);
}

/** Milliseconds from one typed character to the next frame, from its key press to that, and until all follows it. */
async function typed(id, size, runs) {
  const page = await open();
  await page.evaluate((secret) => window.bench.put('key-input', secret), SECRET);
  await page.evaluate((text) => window.bench.put('token-input', text), token(id === 'token-input' ? size : (size * 4) / 3 + 80, 1));
  if (id !== 'token-input') await page.getByRole('button', { name: 'Edit payload' }).click();
  await page.waitForTimeout(500);
  await page.getByTestId(id).focus();
  await page.evaluate((id) => {
    const field = window.bench.at(id);
    // In the middle, where a change is felt most; inside of a string, if the text is JSON.
    const middle = field.value.length >> 1;
    const place = Math.max(field.value.indexOf('Lovelace', middle), id === 'token-input' ? middle : field.value.indexOf('id.example'));
    field.setSelectionRange(place, place);
  }, id);
  return pressed(page, Array.from({ length: runs }, (_, run) => (run % 2 ? 'Backspace' : 'A')), 200 + size / 1000);
}
/** The same for each of `keys`, with so many milliseconds between them; the focus is where they go. */
async function pressed(page, keys, between) {
  await page.evaluate(() => window.bench.listen());
  for (const [at, key] of keys.entries()) {
    await page.keyboard.down(key);
    // Nothing is asked of the page meanwhile, not even whether it is ready.
    await page.waitForTimeout(between);
    await page.waitForFunction((count) => window.typed.length === count, at + 1);
    await page.keyboard.up(key);
  }
  const times = await page.evaluate(() => window.typed);
  await page.context().close();
  return times[0].map((_, column) => median(times.map((one) => one[column])));
}
for (const [id, where] of [['payload-editor', 'payload editor, HS256'], ['token-input', 'token field']]) {
  for (const [name, size] of SIZES) {
    const [frame, key, whole] = await typed(id, size, runsAt(size));
    const [budget, incumbent] = { 10_000: ['16 ms', ''], 100_000: ['16 ms', '135 ms'] }[size] ?? ['', ''];
    row(`one typed character to the next frame, ${where}, ${name}`, budget, `${ms(frame)} ms`, incumbent);
    row('  from the key press; until all that follows is there', '', `${ms(key)}; ${ms(whole)} ms`, '');
  }
}

for (const view of ['libraries', 'reference']) {
  const page = await open();
  await page.evaluate((view) => void (location.hash = `/${view}`), view);
  await page.getByTestId(view === 'libraries' ? 'library-search' : 'reference-search').focus();
  // There and back, so that rows go and come.
  const word = [...'jose', ...Array(4).fill('Backspace')];
  const [frame, key, whole] = await pressed(page, [...word, ...word], 100);
  row(`one typed character to the next frame, search of ${view}`, '16 ms', `${ms(frame)} ms`, '');
  row('  from the key press; until all that follows is there', '', `${ms(key)}; ${ms(whole)} ms`, '');
}

const BUDGETS = {
  HS256: [2, 6],
  RS256: [3, 19],
  ES256: [4, 16],
  ES384: [5],
  ES512: [5],
  Ed25519: [2, 12],
  Ed448: [6],
  'ML-DSA-65': [5, 75],
};
const names = await page.getByTestId('sample').locator('> option:not([disabled])').evaluateAll((all) => all.map((one) => one.value));
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

/** A fresh key, and what encrypts to it. */
async function recipient(alg) {
  if (alg === 'dir') {
    const secret = randomBytes(32);
    return { to: secret, held: { kty: 'oct', k: base64url(secret) } };
  }
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  return { to: publicKey, held: await jose.exportJWK(privateKey) };
}
for (const [alg, budget] of [['dir', 3], ['RSA-OAEP-256', 12], ['ECDH-ES', 5]]) {
  const { to, held } = await recipient(alg);
  const seal = async (n) => {
    const content = Buffer.from(token(10_000, n).split('.')[1], 'base64url');
    return new jose.CompactEncrypt(content).setProtectedHeader({ alg, enc: 'A256GCM' }).encrypt(to);
  };
  await page.evaluate((key) => window.bench.put('key-input', key), JSON.stringify(held));
  const timed = (text, state, shown) =>
    page.evaluate(
      ([text, state, shown]) => {
        const { at, time } = window.bench;
        return time('token-input', text, () => at('lamp-decryption')?.dataset.state === state && at('payload-json').textContent.includes(shown));
      },
      [text, state, shown],
    );
  const [value, laidOut] = await repeat(async (run) => timed(await seal(1_000_000 + run), 'opened', `"n": ${1_000_000 + run}`));
  row(`encrypted token to plaintext, ${alg} and A256GCM, 10 KB`, `${budget} ms`, `${ms(value)} ms`, '', `${ms(laidOut)} ms`);
  // Every part but the header is another, so that no cause is found.
  const [searched] = await repeat(async (run) => {
    const good = await seal(2_000_000 + run);
    await timed(good, 'opened', `"n": ${2_000_000 + run}`);
    const [header, key, iv] = good.split('.');
    return timed([header, key, iv, base64url(randomBytes(7400)), base64url(randomBytes(16))].join('.'), 'failed', '');
  });
  row('  why one does not open: the whole search', '50 ms', `${ms(searched)} ms`, '');
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
// Secrets a second of one worker, which is what a page has where the browser tells of two processors; the last of a list holds.
for (const alg of ['HS256', 'HS384', 'HS512']) {
  const [COUNT, BYTES] = [1_000_000, 200];
  const page = await open((page) => page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 })));
  const lines = Array.from({ length: COUNT }, (_, line) => `candidate${line}`);
  const head = base64url(`{"alg":"${alg}","typ":"JWT"}`);
  const input = `${head}.${base64url(`{"iss":"https://id.example.org","sub":"${'a'.repeat((BYTES - head.length - 1) * 0.75 - 41)}"}`)}`;
  const signature = createHmac(`sha${alg.slice(2)}`, lines.at(-1)).update(input).digest('base64url');
  await page.evaluate((token) => window.bench.put('token-input', token), `${input}.${signature}`);
  await page.getByTestId('weak').locator('summary').click();
  const buffer = Buffer.from(lines.join('\n'));
  const [took] = await repeat(async () => {
    const ended = page.evaluate(async () => {
      const state = () => window.bench.at('weak-result').dataset.state;
      const wait = async (is) => {
        while (!is()) await new Promise((done) => setTimeout(done, 5));
        return performance.now();
      };
      const begun = await wait(() => window.bench.at('weak-stop'));
      return (await wait(() => state() === 'found')) - begun;
    });
    await page.getByTestId('weak-list').setInputFiles({ name: 'words.txt', mimeType: 'text/plain', buffer });
    return ended;
  }, 3);
  row(`secrets a second by one worker, ${alg}, ${input.length} bytes signed`, '500000', String(Math.round((1000 * COUNT) / took)), '');
  await page.context().close();
}
// What the search for the reason costs: all the time that the page works after it was given a key, for a token whose signature
// is of nobody, less that for the same token as it was signed. The search goes on in parts between frames; the time is that of
// the processor, so that nothing else on the machine counts.
const devtools = await page.context().newCDPSession(page);
await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
async function busy(key) {
  const worked = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  await page.evaluate(() => window.bench.put('key-input', ''));
  await page.waitForTimeout(100);
  const before = await worked();
  await page.evaluate((key) => window.bench.put('key-input', key), key);
  await page.waitForTimeout(700);
  return 1000 * ((await worked()) - before);
}
async function search(what, key, signed) {
  const [header, payload, signature] = signed.split('.');
  // The signature of something else, since many others can be told at once. RSA gives away what was signed with it: there
  // it is a number that nobody made.
  const forged = !/[RP]S/.test(what)
    ? [header, base64url(Buffer.from(payload, 'base64url').toString().replace('Ada', 'Bob')), signature].join('.')
    : [header, payload, base64url(Buffer.alloc(Buffer.from(signature, 'base64url').length, 0x5a))].join('.');
  const times = [];
  for (const text of [signed, forged]) {
    await page.evaluate((text) => window.bench.put('token-input', text), text);
    times.push((await repeat(() => busy(key), 5))[0]);
  }
  row(what, '', `${ms(times[1] - times[0])} ms`, '');
}
const payload = Buffer.from(token(10_000, 1).split('.')[1], 'base64url').toString();
for (const alg of ['HS256', 'RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'Ed448', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']) {
  await page.getByTestId('sample').selectOption(alg);
  const key = await page.getByTestId('key-input').inputValue();
  // The page signs it itself.
  await page.getByRole('button', { name: 'Edit payload' }).click();
  await page.getByTestId('payload-editor').fill(payload);
  await page.waitForTimeout(300);
  const signed = await page.getByTestId('token-input').inputValue();
  await search(`why 10 KB do not verify, ${alg}`, key, signed);
}
for (const [alg, kind] of [['RS256', ['rsa', { modulusLength: 2048 }]], ['ES256', ['ec', { namedCurve: 'P-256' }]]]) {
  const { publicKey, privateKey } = generateKeyPairSync(...kind);
  const jwk = publicKey.export({ format: 'jwk' });
  const keys = JSON.stringify({ keys: Array.from({ length: 100 }, (_, n) => ({ ...jwk, kid: `k${n}` })) });
  const input = `${base64url(`{"alg":"${alg}","typ":"JWT"}`)}.${base64url(payload)}`;
  const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  await search(`why they do not with a set of 100 keys, ${alg}`, keys, `${input}.${base64url(signature)}`);
}
await page.context().close();

/** Opens fifty tokens of 10 KB as tabs. */
async function openFifty(page) {
  const text = JSON.stringify(Array.from({ length: 50 }, (_, n) => token(10_000, 1000 + n)));
  await page.evaluate(([secret, text]) => (window.bench.put('key-input', secret), window.bench.put('token-input', text)), [SECRET, text]);
  await page.getByRole('button', { name: 'Open all 50 as tabs' }).click();
  await page.getByRole('tab').nth(49).waitFor();
}
{
  const page = await open();
  await openFifty(page);
  const [frame, inTheDom] = await repeat((run) =>
    page.evaluate(async (to) => {
      const { at, task } = window.bench;
      const tab = document.querySelectorAll('[data-testid="tabs"] [role="tab"]')[to];
      await new Promise((done) => setTimeout(done, 400));
      await new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
      const start = performance.now();
      tab.click();
      const drawn = new Promise((done) => requestAnimationFrame(() => task().then(() => done(performance.now() - start))));
      for (let turn = 0; turn < 100; turn += 1) await null;
      while (!at('payload-json').textContent.includes(`"n": ${1000 + to}`) || at('lamp-signature').dataset.state !== 'valid') await task();
      const inTheDom = performance.now() - start;
      return [await drawn, inTheDom];
    }, 5 + 4 * run));
  row('another of 50 tabs of 10 KB, to the next frame', '16 ms', `${ms(frame)} ms`, '');
  row('  until payload and verdict are in the DOM', '', `${ms(inTheDom)} ms`, '');
  // A frame is missed if the one after it comes later than the display asks for it.
  const gaps = await page.evaluate(async () => {
    const gaps = [];
    for (const tab of document.querySelectorAll('[data-testid="tabs"] [role="tab"]')) {
      await new Promise((done) => setTimeout(done, 200));
      const times = [];
      for (let frame = 0; frame < 5; frame += 1) {
        times.push(await new Promise((drawn) => requestAnimationFrame(drawn)));
        if (frame === 1) setTimeout(() => tab.click(), Math.random() * 8);
      }
      gaps.push(Math.max(...times.slice(2).map((time, at) => time - times[at + 1])));
    }
    return gaps;
  });
  row('  of 50 changes of the tab, so many missed a frame (60 a second)', '0', String(gaps.filter((gap) => gap > 25).length), '');
  await page.context().close();
}

async function memory(size, fill = (page) => page.evaluate((text) => window.bench.put('token-input', text), token(size, 1))) {
  const page = await open();
  const devtools = await page.context().newCDPSession(page);
  await fill(page);
  await page.waitForTimeout(500 + size / 1000);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0 } = await devtools.send('Runtime.getHeapUsage');
  // The program's own memory is outside of that heap.
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const { result: program } = await devtools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }',
    returnByValue: true,
  });
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await page.context().close();
  return { script: usedSize, layout: embedderHeapUsedSize, program: program.value, nodes };
}
const mb = (value) => (value / 1e6).toFixed(1);
for (const [name, size] of SIZES) {
  const { script, layout, program, nodes } = await memory(size);
  const [budget, incumbent, elements] = size === 1_000_000 ? ['40 MB', '88-96 MB', '92646'] : ['', '', ''];
  row(`memory with a token of ${name}`, budget, `${mb(script + layout + program)} MB`, incumbent);
  row('  program; the browser\'s elements and layout; script', '', `${[program, layout, script].map(mb).join('; ')} MB`, '');
  row(`elements in the page, ${name}`, '', String(nodes), elements);
}

{
  const { script, layout, program, nodes } = await memory(10_000, openFifty);
  row('memory with 50 tabs of 10 KB', '', `${mb(script + layout + program)} MB`, '');
  row('  program; the browser\'s elements and layout; script', '', `${[program, layout, script].map(mb).join('; ')} MB`, '');
  row('elements in the page, 50 tabs of 10 KB', '', String(nodes), '');
}

const shift = await (async () => {
  const page = await open();
  await page.evaluate(() => {
    window.shift = 0;
    const count = (entry) => (window.shift += entry.value);
    new PerformanceObserver((list) => list.getEntries().forEach(count)).observe({ type: 'layout-shift', buffered: true });
  });
  await page.waitForTimeout(1500);
  const value = await page.evaluate(() => window.shift);
  await page.context().close();
  return value;
})();
row('layout shift while loading (CLS)', '', shift.toFixed(4), '');

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
console.log(`\n\nChromium ${version}, ${cpus().length} x ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, medians of ${RUNS}\n`);
console.log(line(['what', 'budget', 'in the DOM', 'laid out', 'jwt.io']));
for (const cells of rows) console.log(line(cells));
