// Fails if loading the page takes more than 14 requests or 1330 KB (brotli), or the lessons and lists more than 80 KB of it:
// `node scripts/check-size.mjs [dist]`. Counts index.html and every file it names, and the worker, which the browser asks for
// once the page has started; a style sheet or script that would load more is refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

// The budget is 600 KB, and 520 before the token field can be used. The program is over both; the limit keeps it from growing.
// Views and lists written with `view!` and `<For>` alone, each compiled as a type of its own, took 33 KB; making encrypted tokens,
// bindings, SD-JWTs in JSON and the wider searches for causes took it from 905 to 1,042; tabs, comparing, settings of a team, cases, the
// search for weak secrets, broken twins, the list of commands and presenting took it to 1,294, and more causes and forms of what is pasted the
// rest.
export const LIMITS = { requests: 14, bytes: 1330 * 1000, content: 80 * 1000 };
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** The files that loading the page takes, with their sizes in bytes. */
export function measure(dist = DIST) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  return sizes(dist, ['index.html', ...named(html)]);
}

/** The same with the worker that comes after them. */
export const measureAll = (dist = DIST) => [...measure(dist), ...sizes(dist, ['sw.js'])];

/** What the page asks for beside these files: `settings.json`, which a build does not have. */
export const BESIDE = 1;

/** Whether the page asks for it when the token field can be used already. */
const isLater = (name) => name.startsWith('content-') || name === 'sw.js';

function sizes(dist, names) {
  return names.map((name) => {
    const body = readFileSync(join(dist, name));
    if (name.endsWith('.css') && /@import|url\((?!["']?(data:|#))/.test(body)) {
      throw new Error(`${name} would load more files: not counted, and not needed`);
    }
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
    return { name, raw: body.length, brotli: brotliCompressSync(body, { params }).length };
  });
}

/** What the page's own markup loads: style sheets, scripts, preloads, icons, manifest, images; and what start.js loads then. */
function named(html) {
  const names = new Set();
  for (const [tag, element] of html.matchAll(/<(link|script|img)\b[^>]*>/g)) {
    const address = /\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/.exec(tag)?.slice(1).find(Boolean);
    const loads = element !== 'link' || /\srel=["']?(stylesheet|modulepreload|preload|icon|manifest|alternate)\b/.test(tag);
    if (!address || !loads || address.startsWith('data:')) continue;
    if (/^([a-z]+:)?\/\//.test(address)) throw new Error(`${address} is somewhere else: the page loads nothing from others`);
    names.add(address.replace(/^\.\//, ''));
  }
  return [...names];
}

function main(dist = DIST) {
  const files = measureAll(dist);
  const total = (key) => files.reduce((sum, file) => sum + file[key], 0);
  const row = (name, raw, brotli) => `${name.padEnd(48)}${String(raw).padStart(10)}${String(brotli).padStart(10)}`;
  console.log(row('file', 'bytes', 'brotli'));
  for (const file of files) console.log(row(file.name, file.raw, file.brotli));
  const requests = files.length + BESIDE;
  console.log(row(`total: ${requests} requests`, total('raw'), total('brotli')));
  const first = files.filter(({ name }) => !isLater(name));
  const sum = (key) => first.reduce((bytes, file) => bytes + file[key], 0);
  console.log(row('of it before the token field can be used', sum('raw'), sum('brotli')));
  if (requests > LIMITS.requests || total('brotli') > LIMITS.bytes) {
    console.error(`error: over the limit of ${LIMITS.requests} requests and ${LIMITS.bytes} bytes`);
    process.exitCode = 1;
  }
  const content = files.find(({ name }) => name.startsWith('content-'));
  if (!content || content.brotli > LIMITS.content) {
    console.error(`error: no lessons and lists, or more than ${LIMITS.content} bytes of them`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv[2]);
