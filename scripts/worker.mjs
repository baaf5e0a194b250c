// The worker that keeps the page for when there is no network (public/sw.js), with the list of the files of this build and
// their SHA-256. The page names all others by their hashes, so its own tells builds apart.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { ROOT, integrity, policyOf } from './page.mjs';

/** Writes it into the folder of the page. */
export function putWorker(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const names = readdirSync(folder).filter((name) => name !== 'index.html').sort();
  const files = Object.fromEntries([['./', page], ...names.map((name) => [name, readFileSync(join(folder, name))])].map(([name, body]) => [name, integrity(body)]));
  const define = {
    FILES: JSON.stringify(files),
    POLICY: JSON.stringify(policyOf(page)),
    BUILD: JSON.stringify(files['./'].slice(7, 15)),
  };
  const source = readFileSync(join(ROOT, 'public/sw.js'), 'utf8');
  const { code } = transformSync(source, { define, loader: 'js', minify: true, charset: 'utf8', format: 'iife', target: 'es2022' });
  writeFileSync(join(folder, 'sw.js'), code);
}
