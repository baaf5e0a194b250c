// Makes one function of the program's glue and public/program.js, so that the page holds its text for the workers, which may
// load nothing: no second file, no second request. The name says which content it has, as those of Trunk do.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ROOT, integrity, linksOf, sha256 } from './page.mjs';

/** Puts it in the place of the glue that the page in `folder` names. */
export function putProgram(folder, minify) {
  const path = join(folder, 'index.html');
  const page = readFileSync(path, 'utf8');
  const glue = linksOf(page).find(({ tag }) => /rel="?modulepreload/.test(tag));
  if (!glue) throw new Error(`${path} names no glue`);
  const body = asFunction(join(folder, glue.address), minify);
  const name = glue.address.replace(/-[0-9a-f]+\.js$/, `-${sha256(body).slice(0, 16)}.js`);
  const tag = glue.tag.replace(glue.address, name).replace(/(integrity="?)[^"\s>]+/, `$1${integrity(body, 'sha384')}`);
  rmSync(join(folder, glue.address));
  writeFileSync(join(folder, name), body);
  writeFileSync(path, page.replace(glue.tag, () => tag));
}

function asFunction(glue, minify) {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['public/program.js'],
    alias: { glue },
    bundle: true,
    minify,
    format: 'iife',
    globalName: 'exported',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    // Only for a program whose place nobody names.
    define: { 'import.meta.url': 'location.href' },
    write: false,
  });
  return Buffer.from(`export function program(){${outputFiles[0].text}return exported}\n`);
}
