// Starts nginx and Caddy with the configurations of hosting/, on a free port, as whoever runs the tests. Only what belongs to
// a machine is put in their place: port, folder, and the path that the page is under.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HOSTING = fileURLToPath(new URL('../../hosting/', import.meta.url));
const MODULES = '/usr/lib/nginx/modules';

const CONFIGURE = {
  nginx(folder, { dir, path, port, brotli }) {
    const text = readFileSync(join(HOSTING, 'nginx.conf'), 'utf8');
    const module = /# (?=brotli(_comp_level|_min_length|_types)? )/g;
    const site = change(brotli ? text.replaceAll(module, '') : text, [
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['alias /srv/jwt-debugger/;', `alias ${dir}/;`],
      ['location / {', `location ${path} {`],
    ]);
    writeFileSync(join(folder, 'site.conf'), site);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
    writeFileSync(
      join(folder, 'main.conf'),
      `${process.getuid() === 0 ? 'user root;' : ''}
      ${brotli ? `load_module ${MODULES}/ngx_http_brotli_filter_module.so;` : ''}
      daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;
      events {}
      http { access_log off; ${temporary.join(' ')} include ${folder}/site.conf; }`,
    );
    return ['nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'main.conf')]];
  },
  caddy(folder, { dir, path, port }) {
    const site = change(readFileSync(join(HOSTING, 'Caddyfile'), 'utf8'), [
      ['jwt.example.org {', `http://127.0.0.1:${port} {`],
      ['/srv/jwt-debugger\n', `${dir}\n`],
      ['handle_path /* {', `handle_path ${path}* {`],
    ]);
    writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
    return ['caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')]];
  },
};

/** The configuration, without its comments, with each text in place of the one that stands there once. */
function change(text, pairs) {
  let lines = text.replaceAll(/^\s*#.*\n/gm, '');
  for (const [from, to] of pairs) {
    const parts = lines.split(from);
    if (parts.length !== 2) throw new Error(`the configuration has "${from.trim()}" ${parts.length - 1} times, not once`);
    lines = parts.join(to);
  }
  return lines;
}

/** Starts the server `name` for the files in `dir` under `path`; resolves to `{ url, stop }` once it answers. */
export async function start(name, { dir, path = '/', brotli = false }) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const port = await freePort();
  const [command, args] = CONFIGURE[name](folder, { dir, path, port, brotli });
  mkdirSync(join(folder, 'home'));
  const env = {
    ...process.env,
    PATH: [process.env.PATH, '/usr/sbin'].join(delimiter),
    HOME: join(folder, 'home'),
    XDG_DATA_HOME: join(folder, 'home'),
    XDG_CONFIG_HOME: join(folder, 'home'),
  };
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const ended = new Promise((done) => child.once('error', done).once('exit', done));
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}${path}`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return { url, stop };
    await new Promise((done) => setTimeout(done, 50));
  }
  await stop();
  throw new Error(`${name} does not serve the page (scripts/setup-servers.sh installs it): ${said}`);
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
