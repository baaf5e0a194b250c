// Packs what is published into release/: `node scripts/release.mjs [dist] [release]`.
//
//   jwt-debugger-0.1.0.tar.gz   the page (site/), the configurations to host it with (hosting/), the schema of settings (docs/),
//                               license and security notes
//   jwt-debugger-0.1.0.html     the page as one file
//   jwt-debugger-0.1.0/         the archive, unpacked
//   SHA256SUMS                  of all of them: `sha256sum -c SHA256SUMS`
//
// The same dist/ gives the same bytes, whatever the machine: names in order, no owners, one time for all files. That time
// is of the commit, or $SOURCE_DATE_EPOCH (seconds since 1970); it is not a constant, because web servers tell versions of
// a file apart by it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'fflate';
import { ROOT, sha256, version } from './page.mjs';
import { single } from './single.mjs';

/** What describes the settings of a team. */
const SCHEMA = 'docs/settings.schema.json';

/** Writes the release of the page in `dist` into the folder `to`, which is made anew. Returns the names of what it wrote. */
export function release(dist = join(ROOT, 'dist'), to = join(ROOT, 'release')) {
  const name = `jwt-debugger-${version()}`;
  const time = timeOfRelease();
  const content = [
    ...['LICENSE', 'SECURITY.md'].map((file) => [file, readFileSync(join(ROOT, file))]),
    ...filesOf(join(ROOT, 'hosting')).map(([file, body]) => [`hosting/${file}`, body]),
    ...[SCHEMA].map((file) => [file, readFileSync(join(ROOT, file))]),
    ...filesOf(dist).map(([file, body]) => [`site/${file}`, body]),
  ].map(([file, body]) => [`${name}/${file}`, body]);
  const written = [
    [`${name}.html`, Buffer.from(single(dist))],
    [`${name}.tar.gz`, gzipSync(archive(content, time), { level: 9, mtime: 0 })],
    ...content,
  ];
  written.push(['SHA256SUMS', Buffer.from(written.map(([file, body]) => `${sha256(body)}  ${file}\n`).join(''))]);
  rmSync(to, { recursive: true, force: true });
  for (const [file, body] of written) {
    const path = join(to, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
    utimesSync(path, time, time);
  }
  return written.map(([file]) => file);
}

/** The files in a folder and in those inside of it, in the order of their names. */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(join(folder, name))]);

function timeOfRelease() {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given !== undefined) {
    if (!/^\d{1,10}$/.test(given)) throw new Error(`SOURCE_DATE_EPOCH is "${given}", not a number of seconds`);
    return Number(given);
  }
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    throw new Error('no commit to take the time of the release from: set SOURCE_DATE_EPOCH to seconds since 1970');
  }
}

/** A tar archive in the ustar format (POSIX.1-1988): one header of 512 bytes for each file, contents in blocks of as many. */
function archive(files, time) {
  const blocks = files.flatMap(([name, body]) => [headerOf(name, body.length, time), body, Buffer.alloc(-body.length & 511)]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function headerOf(name, size, time) {
  if (Buffer.byteLength(name) > 99) throw new Error(`${name} is too long for the archive`);
  const header = Buffer.alloc(512);
  const octal = (value, length) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  const put = (at, text) => header.write(text, at, 'latin1');
  put(0, name);
  put(100, octal(0o644, 8));
  put(108, octal(0, 8));
  put(116, octal(0, 8));
  put(124, octal(size, 12));
  put(136, octal(time, 12));
  put(148, ' '.repeat(8));
  put(156, '0');
  put(257, 'ustar\x0000');
  put(148, `${octal(header.reduce((sum, byte) => sum + byte, 0), 7)} `);
  return header;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [dist, to] = process.argv.slice(2);
  const names = release(dist, to);
  console.log(`${to ?? join(ROOT, 'release')}: ${names.filter((name) => !name.includes('/')).join(', ')}`);
}
