// The configurations of hosting/ under the real servers, at the root and under a sub-path: headers, hashes, cache rules,
// compression, the page itself, and the page after the server is gone.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { HASHED } from '../../scripts/page.mjs';
import { serve } from '../../scripts/serve.mjs';
import { FOREVER, HEADERS, policyOf, verify } from '../../scripts/verify-deployment.mjs';
import { App, test, expect, kept } from './app.mjs';
import { start } from './servers.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = join(ROOT, 'dist');
const PAGE = readFileSync(join(DIST, 'index.html'), 'utf8');

/** A folder of its own with the files of dist/, some of them changed. */
async function copyOfDist(change, use) {
  const dir = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    cpSync(DIST, dir, { recursive: true });
    change(dir);
    await use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
const compressed = (dir) => {
  for (const name of readdirSync(dir)) writeFileSync(join(dir, `${name}.br`), brotliCompressSync(readFileSync(join(dir, name))));
};

for (const [name, path, encoding, options] of [
  ['nginx', '/', 'gzip', {}],
  ['nginx', '/tools/jwt/', 'br', { brotli: true }],
  ['caddy', '/', 'gzip', {}],
  ['caddy', '/tools/jwt/', 'br', { change: compressed }],
]) {
  test(`${name} at ${path}: every file, header and rule is right, the page works, and goes on when the server is gone`, async ({ page, browserName }) => {
    await copyOfDist(options.change ?? (() => {}), async (dir) => {
      const server = await start(name, { dir, path, brotli: options.brotli });
      try {
        expect(await verify(server.url, DIST)).toEqual([]);
        for (const file of readdirSync(DIST)) {
          const answer = await fetch(new URL(file, server.url), { headers: { 'Accept-Encoding': 'gzip, br' } });
          expect(answer.headers.get('content-encoding'), file).toBe(encoding);
        }
        const app = new App(page);
        page.on('pageerror', (error) => app.troubles.push(error.message));
        page.on('console', (message) => message.type() === 'error' && app.troubles.push(message.text()));
        const works = async () => {
          await app.ready();
          await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
          await expect(app.seal).toHaveAttribute('data-state', 'sealed');
        };
        await page.goto(server.url);
        await works();
        // Firefox asks twice for a preloaded file that has a hash. What it may keep, it finds in its cache, but not always while the
        // file is still on its way; so there the files count, and not how often each was sent.
        const sent = await page.evaluate(() => performance.getEntriesByType('resource').filter((entry) => entry.transferSize > 0).map(({ name }) => name));
        const files = browserName === 'firefox' ? [...new Set(sent)] : sent;
        const own = [...readdirSync(DIST).filter((file) => HASHED.test(file)), 'settings.json'].map((file) => server.url + file);
        expect(files.toSorted(), 'each file is sent once').toEqual(own.toSorted());
        await kept(page);
        await server.stop();
        await page.reload();
        await works();
        expect(app.troubles).toEqual([]);
      } finally {
        await server.stop();
      }
    });
  });
}

for (const [name, path] of [['nginx', '/'], ['nginx', '/tools/jwt/'], ['caddy', '/'], ['caddy', '/tools/jwt/']]) {
  test(`${name} at ${path}: the example of settings is in force and checked, and stays when the server is gone; without one nothing is logged`, async ({ page }) => {
    const examples = join(ROOT, 'hosting/settings');
    await copyOfDist(() => {}, async (dir) => {
      const server = await start(name, { dir, path });
      const troubles = [];
      page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      const called = async (words) => {
        await new App(page).ready();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words);
        await expect(page.getByTestId('seal')).toHaveAttribute('data-state', 'sealed');
      };
      try {
        const none = await fetch(new URL('settings.json', server.url));
        expect([none.status, none.headers.get('content-security-policy')]).toEqual([204, policyOf(PAGE)]);
        expect((await fetch(new URL('other.json', server.url))).status).toBe(404);
        await page.goto(server.url);
        await called('JWT Debugger');
        await kept(page);
        for (const file of ['settings.json', 'production.jwks.json', 'partner-roots.pem']) cpSync(join(examples, file), join(dir, file));
        expect(await verify(server.url, DIST)).toEqual([]);
        await page.reload();
        await called('Example Token Debugger');
        await expect(page.getByRole('combobox', { name: 'Environment' }).getByRole('option')).toHaveText(['By issuer', 'Production', 'Staging', 'Partners', 'No environment']);
        await server.stop();
        await page.reload();
        await called('Example Token Debugger');
        expect(troubles).toEqual([]);
      } finally {
        await server.stop();
      }
    });
  });
}

test('what is wrong with a copy is told in words', async () => {
  const change = (dir) => {
    writeFileSync(join(dir, 'index.html'), PAGE.replace('<title>', '<title>My '));
    const script = readdirSync(dir).find((file) => /^start-.*js$/.test(file));
    rmSync(join(dir, script));
  };
  await copyOfDist(change, async (dir) => {
    const site = await serve({ dir });
    const wrong = (await verify(site.url, DIST, { patience: 2000 })).join('\n');
    await site.close();
    expect(wrong).toMatch(/^index\.html: not the file of the release/m);
    expect(wrong).toMatch(/^start-\w+\.js: 404, where 200 was expected/m);
    expect(wrong).toMatch(/^jwt-debugger-app-\w+_bg\.wasm: header Permissions-Policy is missing/m);
    expect(wrong).toMatch(/^style-\w+\.css: Cache-Control is "no-cache", not "public, max-age=31536000, immutable"/m);
    expect(wrong).toMatch(/^header Content-Security-Policy is missing: anybody may put the page into a frame/m);
    expect(wrong).toMatch(/^in Chromium: the page does not start/m);
  });
});

/** A server that gives some askers, by what they say of themselves, the files of another folder. */
async function twoFaced(other, isFor) {
  const sites = await Promise.all([serve({ dir: DIST }), serve({ dir: other })]);
  const server = createServer((request, response) => {
    const { url } = sites[isFor(request.headers) ? 1 : 0];
    ask(new URL(request.url, url), { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    }).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => Promise.all([...sites.map((site) => site.close()), new Promise((done) => (server.closeAllConnections(), server.close(done)))]);
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

for (const [whom, isFor, file, change] of [
  ['browsers', (headers) => headers['user-agent']?.startsWith('Mozilla'), 'index.html', (text) => text.replace('<title>', '<title>My ')],
  ['browsers that no script drives', (headers) => /Mozilla(?!.*Headless)/.test(headers['user-agent']), 'index.html', (text) => text.replace('<title>', '<title>My ')],
  ['browsers that look for a worker', (headers) => headers['service-worker'] === 'script', 'sw.js', (text) => `${text}\n`],
]) {
  test(`a server with other files for ${whom} is caught`, async () => {
    await copyOfDist((dir) => writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8'))), async (dir) => {
      const site = await twoFaced(dir, isFor);
      const wrong = (await verify(site.url, DIST)).filter((text) => /not the file|does not start/.test(text));
      await site.close();
      expect(wrong).toHaveLength(1);
      expect(wrong[0]).toMatch(new RegExp(`^in Chromium: ${file.replace('.', '\\.')}: not the file of the release: SHA-256 is \\w{64}, not \\w{64}$`));
    });
  });
}

test('a page that gets more in a browser than the release has is caught', async () => {
  const change = (dir) => {
    writeFileSync(join(dir, 'index.html'), PAGE.replace('</title>', '</title><link rel=stylesheet href=extra.css>'));
    writeFileSync(join(dir, 'extra.css'), ':root{}');
  };
  await copyOfDist(change, async (dir) => {
    const site = await twoFaced(dir, (headers) => headers['user-agent']?.startsWith('Mozilla'));
    const wrong = await verify(site.url, DIST);
    await site.close();
    expect(wrong).toContain('in Chromium: the page loads extra.css, which is no file of the release');
  });
});

/** What a server answers to these lines, as they are. */
const raw = (url, lines) =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    const socket = connect(port, hostname, () => socket.end(lines.replaceAll('\n', '\r\n')));
    let text = '';
    socket.on('data', (data) => (text += data)).on('end', () => done(text)).on('error', fail);
  });

for (const [name, path] of [['nginx', '/'], ['caddy', '/'], ['caddy', '/tools/jwt/']]) {
  test(`${name} at ${path}: its own error pages have the policy, too`, async () => {
    const server = await start(name, { dir: DIST, path });
    try {
      const asked = {
        404: fetch(new URL('nothing.html', server.url)),
        405: fetch(server.url, { method: 'POST', body: 'text' }),
        // A name that no file system holds.
        [name === 'nginx' ? 404 : 500]: fetch(new URL(`${'long'.repeat(100)}.html`, server.url)),
        '404 ': fetch(new URL('/elsewhere/', server.url)),
      };
      for (const [status, asking] of Object.entries(asked)) {
        // Beside a sub-path is what the rest of the site says.
        if (status === '404 ' && path !== '/') continue;
        const { headers, ...answer } = await asking.then((answer) => ({ status: answer.status, headers: answer.headers }));
        expect(answer.status).toBe(Number(status));
        expect(headers.get('content-security-policy'), status).toBe(policyOf(PAGE));
        for (const [header, value] of Object.entries(HEADERS)) expect(headers.get(header), `${status}, ${header}`).toBe(value);
        expect(headers.get('cache-control') ?? '', status).not.toContain('immutable');
      }
    } finally {
      await server.stop();
    }
  });
}

test('nginx: what it refuses before it knows where it belongs has the policy, too', async () => {
  const server = await start('nginx', { dir: DIST });
  try {
    for (const [status, lines] of [
      [400, 'GET / HTTP/1.1\n\n'],
      [400, 'GET / HTTP/1.1\nHost: a b\n\n'],
      [414, `GET /${'a'.repeat(40_000)} HTTP/1.1\nHost: jwt.example.org\n\n`],
    ]) {
      const text = await raw(server.url, lines);
      expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(text).toContain(`Content-Security-Policy: ${policyOf(PAGE)}\r\n`);
      expect(text).toContain('X-Content-Type-Options: nosniff\r\n');
    }
  } finally {
    await server.stop();
  }
});

for (const name of ['nginx', 'caddy']) {
  test(`${name}: a file with a hash in its name is kept for ever, and no other`, async () => {
    const hashed = ['style-0123456789abcdef.css', 'style-fedcba987654321.css', 'start-0123456789abcdef.js', 'jwt-debugger-app-0123456789abcdef.js', 'jwt-debugger-app-0123456789abcdef_bg.wasm', 'content-0123456789abcdef.json'];
    const others = ['index.html', 'sw.js', 'style.css', 'content.json', 'start-more.js', 'start-0123456789abcdef.html', 'x0123456789abcdef.js'];
    const change = (dir) => [...hashed, ...others].forEach((file) => writeFileSync(join(dir, file), file));
    await copyOfDist(change, async (dir) => {
      const server = await start(name, { dir });
      try {
        for (const file of [...hashed, ...others]) {
          const answer = await fetch(new URL(file, server.url));
          expect(answer.status).toBe(200);
          expect(answer.headers.get('cache-control'), file).toBe(hashed.includes(file) ? FOREVER : 'no-cache');
          expect(HASHED.test(file), file).toBe(hashed.includes(file));
        }
      } finally {
        await server.stop();
      }
    });
  });
}

test('a folder of headers for static hosts says the same as the servers', () => {
  const text = readFileSync(join(ROOT, 'hosting/_headers'), 'utf8');
  const rules = {};
  let rule;
  for (const line of text.split('\n')) {
    if (line.startsWith('/')) rule = rules[line] = {};
    const [, name, value] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
    if (name) rule[name] = value;
  }
  expect(rules).toEqual({
    '/*': { 'Content-Security-Policy': policyOf(PAGE), ...HEADERS },
    ...Object.fromEntries(['content', 'jwt-debugger-app', 'start', 'style'].map((name) => [`/${name}-*`, { 'Cache-Control': FOREVER }])),
  });
});
