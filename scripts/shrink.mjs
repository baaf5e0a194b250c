// Takes out of the program and of its glue what neither uses of the other, and shortens the names between them.
//
// wasm-bindgen exports whatever any crate marks for export, and the two halves, script and WebAssembly, can only be thinned
// together. So the script is bundled first; the exports that it still calls are the roots of the program; the imports that
// the program still has are what stays of the script; and so on until nothing more falls away.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// Each of these makes the compressed program smaller: the second round of -Oz, no function copied into its only caller, the
// busiest functions first. Never --all-features: browsers then refuse the module.
const OPTIMISE = ['--flatten', '--rereloop', '--low-memory-unused', '-ocimfs', '0', '-Oz', '-Oz', '--reorder-functions'];
const STRIP = ['--strip-debug', '--strip-producers', '--strip-target-features'];
// What the result depends on, besides the two halves.
const INPUTS = ['scripts/shrink.mjs', 'public/release.js', 'package-lock.json'];

/** The program and its glue without what neither uses of the other, and with short names between them. */
export function shrink(glue, wasm) {
  // It takes half a minute: the result is kept for as long as nothing that goes into it changes.
  const sum = createHash('sha256').update(glue).update(wasm);
  for (const file of INPUTS) sum.update(readFileSync(join(ROOT, file)));
  const kept = join(ROOT, 'target/pack', sum.digest('hex'));
  try {
    return { glue: readFileSync(join(kept, 'glue.js'), 'utf8'), wasm: readFileSync(join(kept, 'program.wasm')) };
  } catch {
    const made = thin(glue, wasm);
    rmSync(join(ROOT, 'target/pack'), { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    writeFileSync(join(kept, 'glue.js'), made.glue);
    writeFileSync(join(kept, 'program.wasm'), made.wasm);
    return made;
  }
}

/** The same, made anew. */
function thin(glue, wasm) {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  const file = (name) => join(folder, name);
  try {
    writeFileSync(file('in.wasm'), wasm);
    let text = glue.replaceAll(': new FinalizationRegistry(', ': /* @__PURE__ */ new FinalizationRegistry(');
    for (let before; before !== text; ) {
      before = text;
      const roots = exportsUsed(bundle(text, false));
      writeFileSync(file('graph.json'), JSON.stringify(graph(roots)));
      run('wasm-metadce', [file('in.wasm'), '--graph-file', file('graph.json'), '-o', file('thin.wasm')]);
      text = keepImports(text, importsOf(readFileSync(file('thin.wasm'))));
    }
    const args = [file('thin.wasm'), ...OPTIMISE, '--minify-imports-and-exports-and-modules', ...STRIP, '-o', file('out.wasm')];
    const names = JSON.parse(run('wasm-opt', args));
    const small = readFileSync(file('out.wasm'));
    text = rename(keepImports(text, new Set(names.imports.map(([, name]) => name))), names);
    check(text, small);
    return { glue: text, wasm: small };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (tool, args) =>
  execFileSync(join(ROOT, 'node_modules/.bin', tool), args, { encoding: 'utf8', maxBuffer: 1 << 28 });

const importsOf = (wasm) => new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name));
const exportsUsed = (script) => new Set([...script.matchAll(/\bwasm\.([\w$]+)/g)].map(([, name]) => name));

/** For wasm-metadce: who outside holds on to which export. */
const graph = (names) => [
  { name: 'script', root: true, reaches: [...names].map((name) => `export ${name}`) },
  ...[...names].map((name) => ({ name: `export ${name}`, export: name })),
];

const ENTRY = /^ {8}([\w$]+): function\(/;

/** The glue with those functions of its import object that the program still has use for. */
function keepImports(glue, names) {
  const start = glue.indexOf('    const import0 = {\n        __proto__: null,\n');
  const end = glue.indexOf('\n    };\n    return {\n', start);
  if (start < 0 || end < 0) throw new Error('wasm-bindgen writes its glue otherwise than scripts/shrink.mjs expects');
  const [head, ...entries] = glue.slice(start, end + 1).split(/^(?= {8}[\w$]+: function\()/m);
  const kept = entries.filter((entry) => names.has(ENTRY.exec(entry)[1]));
  if (kept.length !== names.size) throw new Error(`the program has ${names.size} imports, the glue ${kept.length} of them`);
  return glue.slice(0, start) + head + kept.join('') + glue.slice(end + 1);
}

/** The glue with the names that wasm-opt gave to imports and exports. */
function rename(glue, { imports, exports }) {
  const inner = new Map(imports.map(([, name, short]) => [name, short]));
  const outer = new Map(exports);
  const module = new Set(imports.map(([name]) => name));
  if (module.size !== 1) throw new Error(`the program imports from ${module.size} modules, not from one`);
  const short = WASM_MODULE;
  return glue
    .replace(`"${[...module][0]}": import0`, () => `"${short}": import0`)
    .replace(new RegExp(ENTRY, 'gm'), (_, name) => `        ${inner.get(name)}: function(`)
    .replace(/\bwasm\.([\w$]+)/g, (all, name) => (outer.has(name) ? `wasm.${outer.get(name)}` : all));
}
// What --minify-imports-and-exports-and-modules calls the only module.
const WASM_MODULE = 'a';

/** Both halves have to know each other by the same names: a mistake here would show only when some part of the page is used. */
function check(glue, wasm) {
  const module = new WebAssembly.Module(wasm);
  const there = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const missing = [...exportsUsed(bundle(glue, false))].filter((name) => !there.has(name));
  if (missing.length) throw new Error(`the script calls what the program does not export: ${missing.join(', ')}`);
  const given = new Set([...glue.matchAll(new RegExp(ENTRY, 'gm'))].map(([, name]) => name));
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== WASM_MODULE || !given.has(name)) throw new Error(`the program imports ${from}.${name}, which the script lacks`);
  }
}

/** public/release.js with everything that it uses, as one script. */
export function bundle(glue, small) {
  const folder = mkdtempSync(join(tmpdir(), 'glue-'));
  try {
    writeFileSync(join(folder, 'glue.mjs'), `${glue}\nexport { __wbg_get_imports, __wbg_finalize_init };\n`);
    const { outputFiles } = buildSync({
      absWorkingDir: ROOT,
      entryPoints: ['public/release.js'],
      alias: { glue: join(folder, 'glue.mjs') },
      // The classes that nobody uses hang on this, each by one line after it.
      define: { 'Symbol.dispose': 'false' },
      bundle: true,
      minifySyntax: true,
      minifyWhitespace: small,
      minifyIdentifiers: small,
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'none',
      write: false,
    });
    return outputFiles[0].text;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
