// Executes the code that the page shows, and says for each token whether the code takes it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');

const RUNNERS = {
  node: { ending: 'mjs', run: (folder) => [process.execPath, [join(here, 'node.mjs'), folder]] },
  python: { ending: 'py', run: (folder) => ['python3', [join(here, 'python.py'), folder]] },
  rust: {
    ending: 'rs',
    run: (folder) => ['cargo', ['run', '--quiet', '--locked', '--manifest-path', join(here, 'rust/Cargo.toml'), '--target-dir', join(root, 'target')]],
    env: (folder) => ({ VERIFY: join(folder, 'verify.rs'), SIGN: join(folder, 'sign.rs') }),
  },
};

/** Whether this machine can run it. */
export function canRun(runner) {
  try {
    execFileSync({ node: process.execPath, python: 'python3', rust: 'cargo' }[runner], ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * What the code says to `tokens`: `ok`, or `refused: …`, for each; and first to one that it signs itself for `subject`. The key
 * is in the environment `env`.
 */
export function execute(runner, { verify, sign }, { subject = 'alice', tokens, env }) {
  const { ending, run, env: more } = RUNNERS[runner];
  const parent = join(root, 'test-results/snippets');
  mkdirSync(parent, { recursive: true });
  // Below the project, so that Node finds its packages.
  const folder = mkdtempSync(join(parent, `${runner}-`));
  writeFileSync(join(folder, `verify.${ending}`), verify);
  writeFileSync(join(folder, `sign.${ending}`), sign);
  const [command, args] = run(folder);
  const input = [subject, ...tokens].join('\n');
  const said = execFileSync(command, args, { input, encoding: 'utf8', env: { ...process.env, ...env, ...more?.(folder) } });
  const [own, ...rest] = said.trimEnd().split('\n');
  return { own, rest };
}
