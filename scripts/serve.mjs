// Serves a folder of static files on this machine only: `node scripts/serve.mjs [--port 8080] [--dir dist]`.
// Port 0 takes any free port. Used by `make serve`, the end-to-end tests and the benchmark.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { ROOT } from './page.mjs';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.pem': 'application/x-pem-file',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Starts a server for `dir`; resolves to `{ url, close }` once it listens. `hear` is told of each request. Brotli of quality 11,
 * which hosts make beforehand, takes seconds for the program; 9 comes as it is asked for.
 */
export async function serve({ dir = join(ROOT, 'dist'), port = 0, hear = () => {}, quality = 9 } = {}) {
  const compressed = new Map();
  const server = createServer(async (request, response) => {
    hear(request);
    const answer = (status, headers, body) => {
      response.writeHead(status, { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { Allow: 'GET, HEAD' });
    const path = resolve(dir, request.url);
    if (!path) return answer(400, { 'Content-Type': TYPES['.txt'] }, 'bad path\n');
    let body;
    try {
      body = await readFile(path);
    } catch {
      // Most copies have no settings, and browsers log each 404. The configurations in hosting/ say the same.
      if (path === join(dir, 'settings.json')) return answer(204, {});
      return answer(404, { 'Content-Type': TYPES['.txt'] }, 'not found\n');
    }
    const headers = { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream', Vary: 'Accept-Encoding' };
    if (/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
      body = remember(compressed, path, body, quality);
      headers['Content-Encoding'] = 'br';
    }
    answer(200, { ...headers, 'Content-Length': body.length }, body);
  });
  await new Promise((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  };
}

/** The file a request means, or null if it points outside of `dir`. */
function resolve(dir, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const full = normalize(join(dir, path.endsWith('/') ? `${path}index.html` : path));
  return full.startsWith(normalize(dir) + sep) ? full : null;
}

/** Each version of a file is compressed once. */
function remember(cache, path, body, quality) {
  const known = cache.get(path);
  if (known?.source.equals(body)) return known.body;
  const small = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  cache.set(path, { source: body, body: small });
  return small;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' }, dir: { type: 'string' } } });
  try {
    const { url } = await serve({ port: Number(values.port), ...(values.dir && { dir: values.dir }) });
    console.log(`The debugger is at ${url} (Ctrl-C stops it)`);
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    console.error(`Port ${values.port} is taken. Choose another one: make serve PORT=8081`);
    process.exitCode = 1;
  }
}
