// Writes the page of dist/ as one HTML file: `node scripts/single.mjs [--settings settings.json] [dist] [file]`, with the settings of a
// team in it, if you have some.
//
// The style sheet is that of dist/, byte for byte; the script is public/single.js with the glue of dist/. Nothing has to be
// loaded, so the policy refuses every request from the first byte on, and names each script and style by its hash. The program and
// what it teaches stand at the end, as gzip in base64: every browser that runs it can undo both. The compressor is an npm package of a fixed version,
// because that of Node.js gives other bytes from one release to the next. The same dist/ gives the same file.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'fflate';
import { buildSync } from 'esbuild';
import { CONTENT } from './content-file.mjs';
import { ROOT, SETTINGS, integrity, linksOf, version } from './page.mjs';

export const SINGLE = join(ROOT, 'dist-single/jwt-debugger.html');

// The text is taken out of the page: what it was made of is in memory. The name is that of the block before it. (The type is for
// the program; nobody asks for that of the other.)
const UNPACK = `{
  const block = document.currentScript.previousElementSibling;
  const text = atob(block.textContent);
  block.remove();
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  window[block.id] = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
}`;

/** The page in the folder `dist` as one text, with the file `settings` of a team. */
export function single(dist = join(ROOT, 'dist'), settings = undefined) {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const read = (address) => readFileSync(join(dist, address));
  const links = linksOf(page);
  const find = (mark) => {
    const found = links.find(({ tag }) => mark.test(tag));
    if (!found) throw new Error(`${dist}/index.html has no ${mark}: is it the released page?`);
    return found;
  };
  const sheet = find(/rel="?stylesheet/);
  const script = find(/type="?module/);
  const glue = find(/rel="?modulepreload/);
  const program = find(/as="?fetch/);
  const content = find(CONTENT);
  const style = inline(read(sheet.address), 'style');
  const main = inline(bundle(join(dist, glue.address)), 'script');

  const policy = [
    "default-src 'none'",
    `script-src '${integrity(main)}' '${integrity(UNPACK)}' 'wasm-unsafe-eval'`,
    `style-src '${integrity(style)}'`,
    'img-src data:',
    "connect-src 'none'",
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const packed = (id, body) => {
    const data = Buffer.from(gzipSync(body, { level: 9, mtime: 0 })).toString('base64');
    return `<script type=application/gzip id=${id}>${data}</script><script>${UNPACK}</script>`;
  };

  let html = page;
  const put = (what, text) => {
    const parts = html.split(what);
    if (parts.length !== 2) throw new Error(`index.html has ${parts.length - 1} of: ${what.slice(0, 80)}`);
    html = parts.join(text);
  };
  put(/content="(default-src [^"]*)"/.exec(page)[1], policy);
  put(sheet.tag, `<style>${style}</style>`);
  put(script.tag, `<script type=module>${main}</script>`);
  put(program.tag, '');
  put('</body>', `${settings ? packed('settings', settingsOf(settings)) : ''}${packed('lessons', read(content.address))}${packed('program', read(program.address))}</body>`);
  for (const { tag } of links.filter((link) => ![sheet, script, program].includes(link))) put(tag, '');
  put('<html', `<!-- JWT Debugger ${version()}, MIT license: the whole page in one file. It loads nothing and sends nothing. -->\n<html`);
  return html;
}

/** The settings in the file `path`, with the files of keys that they name. */
function settingsOf(path) {
  const text = readFileSync(path, 'utf8');
  const names = (JSON.parse(text).environments ?? []).flatMap(({ keys, roots }) => [keys, roots]).filter((name) => typeof name === 'string' && SETTINGS.test(name));
  const beside = names.map((name) => [name, readFileSync(join(dirname(path), name), 'utf8')]);
  return Buffer.from(JSON.stringify({ files: Object.fromEntries([...beside, ['settings.json', text]]) }));
}

/** public/single.js with the glue that is in the file `glue`. */
function bundle(glue) {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['public/single.js'],
    alias: { glue },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  return Buffer.from(outputFiles[0].contents);
}

/** A text that can stand inside of that element, and has the same hash there. */
function inline(body, element) {
  const text = body.toString('utf8');
  if (new RegExp(`</${element}|<!--|[\\r\\0\\ufffd]`, 'i').test(text)) throw new Error(`a text would not survive inside of <${element}>`);
  return text;
}

/** Writes the file, and says how large it is. */
export function writeSingle(dist, file = SINGLE, settings = undefined) {
  const html = single(dist, settings);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
  return Buffer.byteLength(html);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({ options: { settings: { type: 'string' } }, allowPositionals: true });
  const [dist, file] = positionals;
  const size = writeSingle(dist, file, values.settings);
  console.log(`${file ?? SINGLE}: ${size} bytes`);
}
