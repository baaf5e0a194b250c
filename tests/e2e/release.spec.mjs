// The release: the same bytes wherever it is packed, an archive that tar reads, sums that sha256sum confirms.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { release } from '../../scripts/release.mjs';
import { serve } from '../../scripts/serve.mjs';
import { verify } from '../../scripts/verify-deployment.mjs';
import { test, expect } from './app.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = join(ROOT, 'dist');

test.beforeEach(() => (process.env.SOURCE_DATE_EPOCH = '1767225600'));
test.afterEach(() => delete process.env.SOURCE_DATE_EPOCH);

async function folder(use) {
  const path = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    await use(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
const sums = (path) => readFileSync(join(path, 'SHA256SUMS'), 'utf8');

test('packed from another copy of the tree, at another time, into another folder, it has the same bytes', async () => {
  await folder(async (path) => {
    release(DIST, join(path, 'one'));
    const tree = join(path, 'another/that is/deeper');
    mkdirSync(tree, { recursive: true });
    for (const part of ['scripts', 'public', 'hosting', 'docs', 'dist', 'Cargo.toml', 'LICENSE', 'SECURITY.md']) cpSync(join(ROOT, part), join(tree, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    for (const name of readdirSync(join(tree, 'dist'))) utimesSync(join(tree, 'dist', name), 1, 1);
    execFileSync('node', ['scripts/release.mjs'], { cwd: tree, env: { ...process.env, TZ: 'Asia/Tokyo', LC_ALL: 'C' } });
    expect(sums(join(tree, 'release'))).toBe(sums(join(path, 'one')));
    execFileSync('diff', ['-r', join(tree, 'release'), join(path, 'one')]);
  });
});

test('the archive holds what stands beside it, and the sums are those of the files', async () => {
  await folder(async (path) => {
    const names = release(DIST, path);
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: path });
    const [archive] = names.filter((name) => name.endsWith('.tar.gz'));
    mkdirSync(join(path, 'out'));
    execFileSync('tar', ['--extract', '--gzip', '--file', join(path, archive), '--directory', join(path, 'out')]);
    const top = archive.replace('.tar.gz', '');
    execFileSync('diff', ['-r', join(path, top), join(path, 'out', top)]);
    execFileSync('diff', ['-r', join(path, top, 'site'), DIST]);
    const listed = sums(path).trim().split('\n').map((line) => line.slice(66));
    expect(listed.toSorted()).toEqual(names.filter((name) => name !== 'SHA256SUMS').toSorted());
  });
});

test('a copy is compared with the sums of a release alone', async () => {
  await folder(async (path) => {
    release(DIST, path);
    const site = await serve();
    const good = await verify(site.url, join(path, 'SHA256SUMS'));
    await site.close();
    expect(good.filter((text) => /not the file|\b404\b/.test(text))).toEqual([]);
    const other = await serve({ dir: join(path, readdirSync(path).find((name) => name.endsWith('.0')) ?? '') });
    const bad = await verify(other.url, join(path, 'SHA256SUMS'), { patience: 500 });
    await other.close();
    expect(bad.join('\n')).toMatch(/index\.html: 404/);
  });
});
