// Turns the page that Trunk built into the one that is released: `node scripts/pack.mjs <from> <to>`.
//
// One style sheet, one script and one program, each with its hash in its name and in index.html, without what the page does
// not use (scripts/shrink.mjs); and the worker that keeps these files for when there is no network, with their list. The
// same input gives the same bytes.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { bundle, shrink } from './shrink.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packs the page in the folder `from` into the folder `to`, which is made anew. */
export function pack(from, to) {
  const page = readFileSync(join(from, 'index.html'), 'utf8');
  const links = linksOf(page);
  const only = (what, found) => {
    if (found.length !== 1) throw new Error(`index.html of ${from} has ${found.length} of ${what}, not one`);
    return found[0];
  };
  const glue = only('modulepreload', links.filter(({ tag }) => /rel="?modulepreload/.test(tag)));
  const wasm = only('preload of the program', links.filter(({ tag }) => /as="?fetch/.test(tag)));
  const script = only('script', links.filter(({ tag }) => tag.startsWith('<script')));
  const sheets = links.filter(({ tag }) => /rel="?stylesheet/.test(tag));
  const read = ({ address }) => readFileSync(join(from, address));

  const program = shrink(String(read(glue)), read(wasm));
  const files = {
    css: minify(sheets.map(read).join('\n'), 'css'),
    js: bundle(program.glue, true),
    wasm: program.wasm,
  };

  const name = (kind) => `app-${createHash('sha256').update(files[kind]).digest('hex').slice(0, 10)}.${kind}`;
  const at = (kind) => `./${name(kind)} integrity=${integrity(files[kind])}`;
  let html = page;
  const put = ({ tag }, text) => {
    if (!html.includes(tag)) throw new Error(`${tag} is not in the page as it was read`);
    html = html.replace(tag, () => text);
  };
  for (const sheet of sheets.slice(1)) put(sheet, '');
  put(sheets[0], `<link href=${at('css')} rel=stylesheet>`);
  put(script, `<script src=${at('js')} type=module></script>`);
  put(glue, '');
  put(wasm, `<link as=fetch crossorigin href=${at('wasm')} rel=preload type=application/wasm>`);

  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const kind of Object.keys(files)) writeFileSync(join(to, name(kind)), files[kind]);
  writeFileSync(join(to, 'index.html'), html);
  const kept = { './': html, ...Object.fromEntries(Object.keys(files).map((kind) => [name(kind), files[kind]])) };
  writeFileSync(join(to, 'sw.js'), worker(Object.fromEntries(Object.entries(kept).map(([name, body]) => [name, integrity(body)]))));
}

/** public/sw.js for these files. The page names all others by their hashes, so its own hash tells builds apart. */
function worker(files) {
  const define = { FILES: JSON.stringify(files), BUILD: JSON.stringify(files['./'].slice(7, 15)) };
  return minify(readFileSync(join(ROOT, 'public/sw.js'), 'utf8'), 'js', { define, format: 'iife', target: 'es2022' });
}

/** What a browser compares a file with before it uses it (Subresource Integrity). */
export const integrity = (body) => `sha256-${createHash('sha256').update(body).digest('base64')}`;

/** The links and scripts of a page that have a local address. */
export function linksOf(page) {
  const found = [];
  for (const [tag] of page.matchAll(/<link\b[^>]*>|<script\b[^>]*><\/script>/g)) {
    const address = /\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/.exec(tag)?.slice(1).find(Boolean);
    if (address && !address.startsWith('data:')) found.push({ tag, address });
  }
  return found;
}

const minify = (text, loader, more) =>
  transformSync(text, { loader, minify: true, charset: 'utf8', legalComments: 'none', ...more }).code;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) pack(...process.argv.slice(2));
