// The settings of a team: what they expect and which keys they bring, that a fault in them stops nothing, and that no script can put
// others in their place. Each test has a host of its own.
import { execFileSync } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { writeSingle } from '../../scripts/single.mjs';
import { App, base64url, compact, expect, kept } from './app.mjs';
import { violations } from './axe.mjs';
import { DIST, open, test } from './host.mjs';

// With the worker that keeps the page, as everybody has it.
test.use({ serviceWorkers: 'allow' });

const ISSUER = 'https://id.example.com';
const STAGING = 'https://id.staging.example.com';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwks = ({ publicKey }, kid = 'one') => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }] });

function signed(payload, { privateKey } = pair, header = { alg: 'ES256', kid: 'one' }) {
  const input = [header, payload].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${input}.${createSign('sha256').update(input).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

const SETTINGS = {
  name: 'Token Desk',
  tagline: 'For our own tokens.',
  links: [{ title: 'How we sign', url: 'https://wiki.example.com/tokens' }],
  default: 'Production',
  environments: [
    { name: 'Production', issuers: [ISSUER], audiences: ['api', 'web'], algorithms: ['ES256'], requiredClaims: ['jti'], clockSkew: 45, keys: 'production.jwks.json' },
    { name: 'Staging', issuers: [STAGING], algorithms: ['RS256'], keys: jwks(pair) },
    { name: 'Partners', issuers: ['https://partner.example.net'], roots: [readFileSync(new URL('../keys/trust-root.pem', import.meta.url), 'utf8')] },
  ],
};
const GOOD = () => signed({ iss: ISSUER, aud: ['web'], jti: '1', exp: Math.floor(Date.now() / 1000) + 3600 });

/** Puts settings beside the page, with the keys of Production. */
function put(dir, settings = SETTINGS, keys = jwks(pair)) {
  writeFileSync(join(dir, 'settings.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
  writeFileSync(join(dir, 'production.jwks.json'), JSON.stringify(keys));
}

/** What the page says of a token; without a key, unless one is given. */
const say = (app, token, key = '') => app.read({ token, key });

async function hears(page) {
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  return troubles;
}

/** What holds of a page with the settings above, wherever they come from. */
async function inForce(page) {
  const app = new App(page);
  const picker = page.getByRole('combobox', { name: 'Environment' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Token Desk');
  await expect(page.getByRole('link', { name: 'How we sign' })).toHaveAttribute('href', 'https://wiki.example.com/tokens');
  await expect(page.getByTestId('settings-notice')).toHaveCount(0);

  const good = await say(app, GOOD());
  expect(good).toMatchObject({ signature: 'valid', policy: 'ok' });
  expect(good.sentence).toContain('As Production expects: issuer, audience, algorithm and required claims.');
  await expect(picker.getByRole('option').first()).toHaveText('By issuer: Production');
  await expect(page.getByTestId('team-key')).toContainText('Checked with the keys of Production');
  return { app, picker };
}

test('an environment is chosen by the issuer or by hand, expects what it says, and has its keys', async ({ page, host }) => {
  put(host.dir);
  const troubles = await hears(page);
  await open(page, host.url);
  // Nobody expects anything of the sample.
  await expect(new App(page).lamp('policy')).not.toHaveAttribute('data-state', 'danger');
  const { app, picker } = await inForce(page);
  await expect(page.getByTestId('key-set')).toContainText('one');

  // What is not so is said in the name of the environment, each key stroke anew.
  const other = await say(app, signed({ iss: ISSUER, aud: 'billing', jti: '1' }));
  expect(other.sentence).toMatch(/^Not as Production expects: `aud` is `billing`; expected `api` or `web`\./);
  expect(other).toMatchObject({ signature: 'valid', policy: 'danger' });
  const unsigned = await say(app, compact('{"alg":"none"}', `{"iss":"${ISSUER}","aud":"api","jti":"1"}`, ''));
  expect(unsigned.sentence).toContain('Not as Production expects: `alg` is `none`; expected `ES256`.');

  // Another issuer, another environment; the keys of one say nothing about the other, and a stranger gets the default without keys.
  const staging = await say(app, signed({ iss: STAGING }));
  expect(staging.sentence).toContain('Not as Staging expects: `alg` is `ES256`; expected `RS256`.');
  expect(staging.signature).toBe('valid');
  const stranger = await say(app, signed({ iss: 'https://evil.example', aud: 'api', jti: '1' }));
  expect(stranger.signature).toBe('no-key');
  expect(stranger.sentence).toContain('Not as Production expects: `iss` is `https://evil.example`');

  // A key of another pair under the right name is no key of the team.
  const forged = await say(app, signed({ iss: ISSUER, aud: 'api', jti: '1' }, generateKeyPairSync('ec', { namedCurve: 'P-256' })));
  expect(forged.signature).toBe('invalid');

  // By hand, and nothing at all.
  await say(app, GOOD());
  await picker.selectOption('Staging');
  await expect(app.sentence).toContainText('Not as Staging expects');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'no-key');
  await picker.selectOption('No environment');
  await expect(app.sentence).toContainText('Signature not checked');
  await picker.selectOption({ index: 0 });
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'ok');

  // What a person enters goes first, and the page says so.
  await app.key.fill(JSON.stringify(jwks(generateKeyPairSync('ec', { namedCurve: 'P-256' }))));
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await expect(page.getByTestId('team-key')).toContainText('This key is used instead of the keys of Production');
  await app.key.fill('');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await page.getByTestId('expectations').locator('summary').click();
  await expect(page.getByTestId('environment-expects')).toContainText(`Production expects: issuer ${ISSUER}; audience api or web; algorithm ES256; with jti; clocks may differ by 45 seconds.`);
  expect(await violations(page)).toEqual([]);
  await page.getByTestId('expect-iss').fill('https://other.example');
  await expect(app.sentence).toContainText('Not as expected: iss is');
  expect(troubles).toEqual([]);
});

test('what an environment expects is pinned in code, counts where tokens are compared, and is named in a case', async ({ page, host }) => {
  put(host.dir);
  await open(page, host.url);
  const { app } = await inForce(page);
  const good = await app.token.inputValue();

  await page.evaluate(() => (location.hash = '#/code'));
  await page.getByTestId('code-library').selectOption({ label: 'JavaScript: jose' });
  const code = page.getByTestId('code-verify');
  for (const line of [`issuer: "${ISSUER}",`, 'audience: "web",', 'algorithms: ["ES256"],', 'clockTolerance: 45,']) await expect(code).toContainText(line);
  await expect(code).toContainText(pair.publicKey.export({ type: 'spki', format: 'pem' }).split('\n')[1]);
  await expect(page.getByTestId('code-notes')).toContainText('Production of the team’s settings says what is expected, where you did not.');
  await expect(page.getByTestId('code-notes')).not.toContainText('what this token says');

  // Each token is judged by its own environment, and by that of the other.
  await page.evaluate(() => (location.hash = '#/compare'));
  await page.getByRole('textbox', { name: 'Token B' }).fill(signed({ iss: STAGING }));
  const verdicts = page.getByTestId('compare-verdict');
  await expect(verdicts).toHaveCount(4);
  for (const [at, said] of ['As Production expects', 'Not as Production expects: iss is', 'Not as Staging expects: iss is', 'Not as Staging expects: alg is ES256'].entries()) {
    await expect(verdicts.nth(at)).toContainText(said);
  }

  await page.evaluate(() => (location.hash = '#/'));
  await app.choose('Copy as', 'Save a case\u2026');
  const preview = page.getByTestId('case-preview');
  await expect(preview).toContainText('"settings": {\n    "instance": "Token Desk",\n    "environment": "Production",\n    "expects": [');
  const saved = await preview.textContent();
  await page.keyboard.press('Escape');
  await app.paste(saved);
  await expect(page.getByTestId('case-notice')).toContainText(`It was checked with the settings of Token Desk, environment Production, which expects: issuer ${ISSUER}; audience api or web; algorithm ES256;`);
  expect(JSON.parse(saved).token.split('.')[1]).toBe(good.split('.')[1]);
});

test('certificates that lead to a root of the environment are trusted, and no others', async ({ page, host }) => {
  put(host.dir);
  await open(page, host.url);
  const app = new App(page);
  const file = (name) => readFileSync(new URL(`../keys/${name}`, import.meta.url), 'utf8');
  const body = (name) => file(name).split('\n').filter((line) => line && !line.startsWith('-')).join('');
  const token = (...names) => signed({ iss: 'https://partner.example.net' }, { privateKey: file('trust-leaf.key.pem') }, { alg: 'ES256', x5c: names.map(body) });
  const trusted = await say(app, token('trust-leaf.pem', 'trust-between.pem'));
  expect(trusted.signature).toBe('valid');
  await expect(page.getByTestId('team-key')).toContainText('Checked with the root certificates of Partners');
  const loose = await say(app, token('trust-leaf.pem'));
  expect(loose.signature).toBe('self-attested');
  await expect(page.getByTestId('team-key')).toContainText('lead to none of the root certificates of Partners');
});

test('a fault in the settings is told with its place, and the page is as it is without them', async ({ page, host }) => {
  const app = new App(page);
  const faults = page.getByTestId('settings-fault');
  for (const [settings, words] of [
    ['{\n  "name": "Token Desk",\n}', ['settings.json, line 2, column 23: ']],
    ['{\n  "name": "Token Desk",\n  "environments": [{ "name": "a", "algorithms": ["RSA"], "keys": "missing.jwks.json" }]\n}', ['settings.json, line 3, column 50: RSA is not a signature algorithm', 'settings.json, line 3, column 66: The file missing.jwks.json was not found.']],
    [{ environments: [{ name: 'a', keys: { keys: [pair.privateKey.export({ format: 'jwk' })] } }] }, ['settings.json, line 1, column 37: There is a private key.']],
  ]) {
    put(host.dir, settings);
    await open(page, host.url);
    await expect(faults).toHaveCount(words.length);
    for (const [at, text] of words.entries()) await expect(faults.nth(at)).toContainText(text);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('JWT Debugger');
    await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveCount(0);
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  }
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Dismiss the notice about the settings' }).click();
  await expect(faults).toHaveCount(0);
});

/** A server with the page of `site`, and with this answer in the place of settings. */
async function answering(site, { status = 200, type = 'application/json', body = '' }) {
  const server = createServer((request, response) => {
    if (request.url === '/settings.json') return response.writeHead(status, { 'Content-Type': type }).end(body);
    // Without `Accept-Encoding`: to compress the program takes longer than all the rest.
    ask(new URL(request.url, site.url), (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    })
      .on('error', () => response.destroy())
      .end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

test('settings that are not there, or cannot be had, stop nothing', async ({ page }) => {
  const site = await serve({ dir: DIST });
  for (const [answer, fault] of [
    [{ status: 404, type: 'text/plain', body: 'not found' }],
    [{ status: 403, type: 'application/xml', body: '<Error/>' }],
    // Some servers answer so what is not there.
    [{ type: 'text/html; charset=utf-8', body: readFileSync(join(DIST, 'index.html')) }],
    [{ body: '' }],
    [{ body: '{}' }],
    [{ status: 500 }, /settings\.json: The server did not answer the request for settings\.json in time/],
  ]) {
    const front = await answering(site, answer);
    await page.goto(front.url);
    const app = new App(page);
    await app.ready();
    await expect(app.seal).toHaveAttribute('data-state', 'sealed');
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    const faults = page.getByTestId('settings-fault');
    await expect(faults).toHaveCount(fault ? 1 : 0);
    if (fault) await expect(faults).toHaveText(fault);
    await front.close();
  }
  await site.close();
});

test('nothing but the settings and the files that they name is asked for, and nothing after the seal', async ({ page, host }) => {
  put(host.dir, { ...SETTINGS, $schema: './other.json' });
  await open(page, host.url);
  expect(host.asked.filter((line) => /json|pem/.test(line) && !/content-/.test(line))).toEqual(['GET /settings.json', 'GET /production.jwks.json']);
  await kept(page);
  host.asked.length = 0;
  await say(new App(page), GOOD());
  await page.waitForTimeout(500);
  expect(host.asked).toEqual([]);
  expect(await page.evaluate(() => fetch('settings.json').then(() => 'sent', () => 'refused'))).toBe('refused');
});

test('without the network the settings stay in force, and what a script puts into the caches does not', async ({ page, host }) => {
  put(host.dir);
  await open(page, host.url);
  await kept(page);
  // The worker has them from the server.
  await open(page, host.url);
  await inForce(page);
  const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await page.evaluate(
    async ([settings, keys]) => {
      const json = (body) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
      for (const name of [...(await caches.keys()), 'settings', 'a']) {
        const cache = await caches.open(name);
        await cache.put('settings.json', json(settings));
        await cache.put('production.jwks.json', json(keys));
      }
    },
    [{ ...SETTINGS, name: 'Poisoned' }, jwks(attacker)],
  );
  const forged = signed({ iss: ISSUER, aud: 'api', jti: '1' }, attacker);
  const isSound = async () => {
    await page.goto('about:blank');
    await open(page, host.url);
    const { app } = await inForce(page);
    expect((await say(app, forged)).signature).toBe('invalid');
  };
  await isSound();
  await host.off();
  const troubles = await hears(page);
  await isSound();
  expect(troubles).toEqual([]);
  await host.on();
  // Newer ones count at the next start.
  put(host.dir, { ...SETTINGS, name: 'Newer' });
  await open(page, host.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Newer');
  rmSync(join(host.dir, 'settings.json'));
  await open(page, host.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('JWT Debugger');
});

test('the single file brings them along', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  try {
    put(folder);
    const file = join(folder, 'page.html');
    const script = fileURLToPath(new URL('../../scripts/single.mjs', import.meta.url));
    execFileSync('node', [script, '--settings', join(folder, 'settings.json'), DIST, file]);
    const troubles = await hears(page);
    await page.goto(pathToFileURL(file).href);
    await new App(page).ready();
    await inForce(page);
    expect(troubles).toEqual([]);
    // Broken settings are told there, too.
    put(folder, { environments: [{ name: '' }] });
    writeSingle(DIST, file, join(folder, 'settings.json'));
    await page.goto(pathToFileURL(file).href);
    await new App(page).ready();
    await expect(page.getByTestId('settings-fault')).toContainText('settings.json, line 1, column 26: Name is empty.', { ignoreCase: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
