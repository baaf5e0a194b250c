// Compares a copy that is hosted somewhere with the release: `node scripts/verify-deployment.mjs <address> [dist or SHA256SUMS]`.
//
// Every file, byte for byte by its hash; the headers; the cache rules. The settings of a team are the copy's own, so of these the
// headers alone. If there is a Chromium, all of it once more as the browser
// gets it, since a server can tell the two apart, and that the page starts there and seals itself. Says in words what is wrong;
// ends with 1 if anything is, with 2 if it was called wrongly.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HASHED, ROOT, SETTINGS, policyOf as policyInside, sha256 } from './page.mjs';

const DIST = join(ROOT, 'dist');

/** The headers that every answer should have, besides the policy. */
export const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'usb']
    .map((feature) => `${feature}=()`)
    .join(', '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm' };
export const FOREVER = 'public, max-age=31536000, immutable';

/** The policy that a page brings along, as a header should have it: no frame around it, too. */
export const policyOf = (page) => `${policyInside(page)}; frame-ancestors 'none'`;

/**
 * What is wrong with the copy at `address`, in words; nothing if all is well. `tell` hears what was looked at;
 * `patience` is how long the page may take to start, in milliseconds.
 */
export async function verify(address, release = DIST, { tell = () => {}, patience = 30_000 } = {}) {
  const wrong = [];
  const sums = sumsOf(release);
  const at = (name) => new URL(name === 'index.html' ? '.' : name, address.endsWith('/') ? address : `${address}/`).href;
  const get = (url) => fetch(url, { redirect: 'manual', headers: { 'Accept-Encoding': 'br, gzip' } });

  let page = '';
  for (const [name, sum] of sums) {
    const answer = await get(at(name)).catch((error) => ({ status: `no answer (${error.cause?.code ?? error.message})` }));
    if (answer.status !== 200) {
      wrong.push(`${name}: ${answer.status}${answer.headers?.get('location') ? `, sent on to ${answer.headers.get('location')}` : ''}, where 200 was expected`);
      continue;
    }
    const body = Buffer.from(await answer.arrayBuffer());
    if (name === 'index.html') page = body.toString();
    if (sha256(body) !== sum) wrong.push(`${name}: not the file of the release: SHA-256 is ${sha256(body)}, not ${sum}`);
    wrong.push(...headersOf(name, answer.headers).map((text) => `${name}: ${text}`));
  }
  tell(`${sums.size} files compared with their SHA-256`);

  const settings = await get(at('settings.json')).catch(() => ({}));
  wrong.push(...settingsTrouble('settings.json', settings.status, settings.headers));
  const ofTeam = settings.status === 200 && Buffer.from(await settings.arrayBuffer());
  tell(ofTeam ? `settings.json is this copy's own; its SHA-256 is ${sha256(ofTeam)}` : 'this copy has no settings.json');

  const missing = await get(at('start-0000000000000000.js')).catch(() => ({}));
  if (missing.status !== 404) wrong.push(`a file that is not there is answered with ${missing.status}, not 404`);
  if (/immutable/.test(missing.headers?.get('cache-control'))) wrong.push('that a file is not there is told to be kept for ever');

  if (page) {
    wrong.push(...policyTrouble((await get(at('index.html'))).headers, page));
    const inBrowser = await browserTrouble({ base: at('index.html'), sums, page, tell, patience });
    // What both were told is said once.
    wrong.push(...inBrowser.filter((text) => !wrong.includes(text)).map((text) => `in Chromium: ${text}`));
  }
  return wrong;
}


/** Names and hashes from a folder, or from a SHA256SUMS: there, of the files in its folder `site`. */
function sumsOf(release) {
  if (statSync(release).isDirectory()) {
    const names = readdirSync(release).filter((name) => name !== '_headers' && !/\.(br|gz)$/.test(name));
    return new Map(names.sort().map((name) => [name, sha256(readFileSync(join(release, name)))]));
  }
  const lines = readFileSync(release, 'utf8').matchAll(/^([0-9a-f]{64})  .*\/site\/(.+)$/gm);
  const sums = new Map([...lines].map(([, sum, name]) => [name, sum]));
  if (!sums.size) throw new Error(`${release} lists no file of the page`);
  return sums;
}

/** What is wrong with how a file of the team's is answered; that there are no settings is fine. */
function settingsTrouble(name, status, headers) {
  if (name === 'settings.json' && (status === 204 || status === 404)) return [];
  if (status !== 200) return [`${name}: ${status ?? 'no answer'}, where 200 was expected, or 204 if there is no such file`];
  const cache = headers.get('cache-control') ?? '';
  return [
    ...securityHeadersOf(headers),
    ...(/no-cache|max-age=0/.test(cache) ? [] : [`Cache-Control is ${told(cache)}: newer settings would not arrive; it should be "no-cache"`]),
  ].map((text) => `${name}: ${text}`);
}

const securityHeadersOf = (headers) =>
  Object.entries(HEADERS)
    .filter(([header, value]) => headers.get(header) !== value)
    .map(([header, value]) => `header ${header} is ${told(headers.get(header))}, not ${told(value)}`);

function headersOf(name, headers) {
  const wrong = securityHeadersOf(headers);
  const has = (header) => headers.get(header);
  const type = TYPES[name.split('.').pop()];
  const given = has('content-type') ?? '';
  // The older name of the same type.
  if (given.split(';')[0].replace('application/java', 'text/java') !== type) wrong.push(`Content-Type is ${told(given)}, not ${told(type)}`);
  if (type === 'application/wasm' && given !== type) wrong.push(`Content-Type is ${told(given)}: with anything behind ${type} the start is slower`);
  const cache = has('cache-control') ?? '';
  if (HASHED.test(name)) {
    if (cache !== FOREVER) wrong.push(`Cache-Control is ${told(cache)}, not ${told(FOREVER)}`);
  } else if (!/no-cache|no-store|max-age=0/.test(cache)) {
    wrong.push(`Cache-Control is ${told(cache)}: an update would not arrive; it should be "no-cache"`);
  }
  // Node undoes the compression and leaves the header.
  if (!/^(br|gzip|zstd)$/.test(has('content-encoding') ?? '')) wrong.push('is not compressed');
  return wrong;
}

const told = (value) => (value === null || value === '' || value === undefined ? 'missing' : `"${value}"`);

/** The header has to say what the page says, whatever the order and the spaces. */
function policyTrouble(headers, page) {
  const given = headers.get('content-security-policy');
  const parts = (policy) => policy.split(';').map((part) => part.trim().replace(/\s+/g, ' ')).filter(Boolean).sort();
  const expected = parts(policyOf(page));
  if (!given) return ['header Content-Security-Policy is missing: anybody may put the page into a frame'];
  const found = parts(given);
  return [
    ...expected.filter((part) => !found.includes(part)).map((part) => `header Content-Security-Policy lacks: ${part}`),
    ...found.filter((part) => !expected.includes(part)).map((part) => `header Content-Security-Policy has more than the page: ${part}`),
  ];
}

/** Opens the page in Chromium: does it get the files of the release, does it start and seal itself, is a request refused then? */
async function browserTrouble({ base, sums, page, tell, patience }) {
  let browser;
  try {
    const { chromium } = await import('@playwright/test');
    const { launchOptions } = await import('./chromium.mjs');
    browser = await chromium.launch(launchOptions());
  } catch {
    tell('what a browser gets was not looked at: that needs a Chromium and the npm packages (make node browser)');
    return [];
  }
  try {
    // As somebody's browser, not as one that a script drives.
    const blank = await browser.newPage();
    const userAgent = (await blank.evaluate(() => navigator.userAgent)).replace('Headless', '');
    await blank.close();
    const context = await browser.newContext({ userAgent });
    const received = listen(context, base);
    const started = await startTrouble(await context.newPage(), base, tell, patience);
    const files = await Promise.all(received);
    const known = new Set(files.map(({ name }) => name));
    tell(`${known.size} files as the browser got them compared with their SHA-256`);
    const unseen = [...sums.keys()].filter((name) => !known.has(name));
    if (unseen.length) tell(`the browser did not ask for: ${unseen.join(', ')}`);
    // The page and its worker may get the same file.
    return [...new Set(files.flatMap((file) => receivedTrouble(file, sums, page))), ...started];
  } finally {
    await browser.close();
  }
}

/** Collects, as promises, what the page and its worker get: `{ name, sum, headers }`. */
function listen(context, base) {
  const received = [];
  context.on('response', (answer) => {
    if (answer.fromServiceWorker()) return;
    const [url] = answer.url().split(/[?#]/);
    if (url.startsWith('data:')) return;
    const name = url.startsWith(base) ? url.slice(base.length) || 'index.html' : url;
    // Of a file that the browser had already, these are the headers that it goes by.
    const headers = new Headers(Object.entries(answer.headers()).map(([key, value]) => [key, value.replaceAll('\n', ', ')]));
    const known = { name, status: answer.status(), headers };
    const read = async () => ({ ...known, sum: sha256(await answer.body()) });
    received.push(read().catch((error) => ({ ...known, trouble: error.message.split('\n')[0] })));
  });
  return received;
}

function receivedTrouble({ name, status, sum, headers, trouble }, sums, page) {
  if (SETTINGS.test(name) && !sums.has(name)) return settingsTrouble(name, status, headers);
  if (!sums.has(name)) return [`the page loads ${name}, which is no file of the release`];
  if (status !== 200) return [`${name}: ${status}, where 200 was expected`];
  if (trouble) return [`${name}: cannot be read: ${trouble}`];
  return [
    ...(sum === sums.get(name) ? [] : [`${name}: not the file of the release: SHA-256 is ${sum}, not ${sums.get(name)}`]),
    ...headersOf(name, headers).map((text) => `${name}: ${text}`),
    ...(name === 'index.html' ? policyTrouble(headers, page) : []),
  ];
}

async function startTrouble(page, url, tell, patience) {
  try {
    await page.goto(url);
    await page.waitForSelector('body[data-ready="true"]', { timeout: patience });
    const badge = await page.getByTestId('seal').getAttribute('data-state');
    const refused = await page.evaluate((url) => fetch(url).then(() => false, () => true), `${url}?try`);
    // The worker asks for all files once more. Where a browser has none, or it does not come about, this is not waited for.
    await page.evaluate((patience) => {
      const gone = new Promise((done) => setTimeout(done, patience));
      return navigator.serviceWorker && Promise.race([navigator.serviceWorker.ready.then(() => {}), gone]);
    }, Math.min(patience, 10_000));
    tell('the page was opened, and a request tried in it');
    return [...(badge === 'sealed' ? [] : ['the page says that it is not sealed']), ...(refused ? [] : ['a request from the sealed page went through'])];
  } catch (error) {
    return [`the page does not start: ${error.message.split('\n')[0]}`];
  }
}

async function main([address, release]) {
  if (!address || !URL.canParse(address)) {
    console.error('usage: node scripts/verify-deployment.mjs <address> [dist or SHA256SUMS]');
    process.exitCode = 2;
    return;
  }
  const wrong = await verify(address, release, { tell: (text) => console.log(text) });
  for (const text of wrong) console.error(`wrong: ${text}`);
  console.log(wrong.length ? `${wrong.length} things are wrong with ${address}` : `${address} is the release, and set up as it should be`);
  if (wrong.length) process.exitCode = 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
