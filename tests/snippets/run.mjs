// Executes the code that the page shows, and says for each token whether the code takes it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const target = join(root, 'target');

/** For each runner how its files end, and the command that runs the code in one folder; `build` comes before that, for all folders. */
const RUNNERS = {
  node: { program: process.execPath, ending: 'mjs', command: (folder) => [join(here, 'node.mjs'), folder] },
  python: { program: 'python3', ending: 'py', command: (folder) => [join(here, 'python.py'), folder] },
  rust: {
    program: 'cargo',
    ending: 'rs',
    // Compiling and linking takes seconds each time, so all of the code goes into one program.
    build(folders, parent) {
      const file = (at, kind) => `include!(${JSON.stringify(join(folders[at], `${kind}.rs`))});`;
      const modules = folders.map((_, at) => ['verify', 'sign'].map((kind) => `mod ${kind}_${at} { ${file(at, kind)} }\n`).join(''));
      const rows = folders.map((_, at) => `    (|token| verify_${at}::verify(token).map(drop), sign_${at}::sign),\n`);
      const list = join(parent, 'list.rs');
      writeFileSync(list, `${modules.join('')}const SNIPPETS: &[Snippet] = &[\n${rows.join('')}];\n`);
      const args = ['build', '--quiet', '--locked', '--manifest-path', join(here, 'rust/Cargo.toml'), '--target-dir', target];
      execFileSync('cargo', args, { env: { ...process.env, SNIPPETS: list } });
    },
    command: (_, at) => [String(at)],
    built: join(target, 'debug/jwt-debugger-snippets'),
  },
};

/** Whether this machine can run it. */
export function canRun(runner) {
  try {
    execFileSync(RUNNERS[runner].program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes code ready to be executed. Each of `codes` has the two texts `verify` and `sign`; for each there is a function that gives
 * what the code says to `tokens`: `ok`, or `refused: …`, for each (`rest`), and first to one that it signs itself for `subject`
 * (`own`). The key is in the environment `env`.
 */
export function prepare(runner, codes) {
  const { program, ending, build, command, built = program } = RUNNERS[runner];
  mkdirSync(join(root, 'test-results/snippets'), { recursive: true });
  // Below the project, so that Node finds its packages.
  const parent = mkdtempSync(join(root, 'test-results/snippets', `${runner}-`));
  const folders = codes.map(({ verify, sign }, at) => {
    const folder = join(parent, String(at));
    mkdirSync(folder);
    writeFileSync(join(folder, `verify.${ending}`), verify);
    writeFileSync(join(folder, `sign.${ending}`), sign);
    return folder;
  });
  build?.(folders, parent);
  return folders.map((folder, at) => ({ subject = 'alice', tokens, env }) => {
    const input = [subject, ...tokens].join('\n');
    const said = execFileSync(built, command(folder, at), { input, encoding: 'utf8', env: { ...process.env, ...env } });
    const [own, ...rest] = said.trimEnd().split('\n');
    return { own, rest };
  });
}
