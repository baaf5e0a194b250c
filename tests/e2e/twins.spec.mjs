// Broken twins of a token: what a verifier must refuse and accept, made on the page, and run against libraries.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHmac, createPublicKey, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test, expect, base64url } from './app.mjs';
import { violations } from './axe.mjs';

const RESULTS = fileURLToPath(new URL('../../test-results/twins', import.meta.url));
const PYTHON = process.env.PYTHON ?? 'python3';
const SECRET = 'a secret of more than thirty-two bytes for tests';

/** The version that the table below is about; another one may do otherwise. */
const PYJWT = '2.15.1';

const WHITE_SPACE = 'its decoder of base64 passes over white space';
const PADDING = 'its decoder of base64 takes padding';
const CRIT = 'it does not read crit';
/** What a library does otherwise than the rule asks for, and why. A test fails where one does more than this, and where it does less. */
const SURPRISES = {
  jose: { padding: PADDING, 'space-inside': WHITE_SPACE, 'line-break-behind': WHITE_SPACE },
  jsonwebtoken: {
    ...Object.fromEntries(['absent', 'empty', 'registered', 'text', 'twice', 'unknown'].map((name) => [`crit-${name}`, CRIT])),
    'payload-not-utf8': 'it puts U+FFFD in the place of bytes that are not UTF-8',
  },
  PyJWT: {
    padding: PADDING,
    'exp-text': 'it makes a number of a text of digits',
    'nbf-text': 'it makes a number of a text of digits',
    'payload-nan': 'the json of Python reads NaN',
  },
};

const go = (page, view) => page.evaluate((view) => void (location.hash = view), view);
const now = () => Math.floor(Date.now() / 1000);
const pem = (key, type) => key.export({ type, format: 'pem' });

/** A token of `alg`, and the text of the key that signs it. */
function make(alg) {
  const claims = { iss: 'https://issuer.example', aud: 'https://api.example', sub: 'alice', iat: now(), exp: now() + 600 };
  const message = [JSON.stringify({ alg, typ: 'JWT', kid: 'key 1' }), JSON.stringify(claims)].map(base64url).join('.');
  if (alg === 'HS256') return { token: `${message}.${base64url(createHmac('sha256', SECRET).update(message).digest())}`, key: SECRET, hidden: SECRET };
  const { privateKey } = alg === 'RS256' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = signBytes('sha256', Buffer.from(message), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const key = pem(privateKey, 'pkcs8');
  return { token: `${message}.${base64url(signature)}`, key, hidden: privateKey.export({ format: 'jwk' }).d, publicKey: pem(createPublicKey(privateKey), 'spki') };
}

/** Makes the tests of what is in the debugger. */
async function makeTests(page) {
  await go(page, '/twins');
  await page.getByRole('button', { name: 'Make the tests' }).click();
  await expect(page.getByTestId('twins-summary')).toBeVisible({ timeout: 30_000 });
}

async function saved(page, name) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save ${name}` }).click();
  return readFileSync(await (await download).path(), 'utf8');
}

/** What Node's test runner says: the names of the tests that pass, and of those that fail. */
function nodeTests(folder, env) {
  const args = ['--test', '--test-reporter=tap', 'twins.test.mjs'];
  // Whoever runs these tests may be a test runner itself, which Node would report to.
  const { NODE_TEST_CONTEXT, ...outside } = process.env;
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { ...outside, ...env } });
  const names = (mark) => [...stdout.matchAll(new RegExp(`^ *${mark} \\d+ - ([a-z0-9-]+)$`, 'gm'))].map(([, name]) => name);
  return { passed: names('ok'), failed: names('not ok') };
}

function pythonTests(folder, env) {
  const args = ['-m', 'pytest', '-rA', '-q', '--tb=no', '--color=no', '-p', 'no:cacheprovider', 'test_twins.py'];
  const { stdout } = spawnSync(PYTHON, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
  const names = (mark) => [...stdout.matchAll(new RegExp(`^${mark} test_twins\\.py::test_twin\\[([a-z0-9-]+)\\]`, 'gm'))].map(([, name]) => name);
  return { passed: names('PASSED'), failed: names('FAILED') };
}

/** What code that exports `verify` does with the twins. */
function runTwins(folder, env) {
  const code = `
    import { readFileSync } from 'node:fs';
    import { verify } from './verify.mjs';
    const result = { passed: [], failed: [] };
    for (const { id, outcome, token } of JSON.parse(readFileSync('twins.json', 'utf8')).twins) {
      let accepted = true;
      try { await verify(token); } catch { accepted = false; }
      (outcome === 'either' || accepted === (outcome === 'accept') ? result.passed : result.failed).push(id);
    }
    console.log(JSON.stringify(result));`;
  writeFileSync(join(folder, 'run.mjs'), code);
  return JSON.parse(execFileSync(process.execPath, ['run.mjs'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } }));
}

const hasPyjwt = spawnSync(PYTHON, ['-c', `import cryptography, jwt, pytest; assert jwt.__version__ == "${PYJWT}"`]).status === 0;

for (const alg of ['HS256', 'RS256', 'ES256']) {
  test(`the libraries refuse and accept the twins of ${alg} as the files say`, async ({ app, page }, info) => {
    const { token, key, hidden, publicKey } = make(alg);
    await app.read({ token, key });
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await makeTests(page);
    // A key that may protect something signs nothing that is valid until 2100 without being asked.
    await expect(page.getByRole('button', { name: 'Save twins.json' })).toBeDisabled();
    await page.getByRole('checkbox', { name: /^This key is for tests only/ }).check();

    mkdirSync(RESULTS, { recursive: true });
    // Below the project, so that Node finds its packages.
    const folder = mkdtempSync(join(RESULTS, `${alg}-`));
    const files = {};
    for (const name of ['twins.json', 'twins.test.mjs', 'test_twins.py', 'TwinsTest.java', 'twins_test.go']) {
      files[name] = await saved(page, name);
      expect(files[name], name).not.toContain(hidden);
      expect(files[name], name).not.toContain('PRIVATE KEY');
      writeFileSync(join(folder, name), files[name]);
    }
    const file = JSON.parse(files['twins.json']);
    expect(file.expect).toEqual({ algorithm: alg, issuer: 'https://issuer.example', audience: 'https://api.example', tokenType: 'JWT', leeway: 0, required: ['exp'] });
    expect(file.key).toEqual(publicKey ? { publicKey } : { environment: 'JWT_SECRET', encoding: 'utf8' });
    const of = (outcome) => file.twins.filter((twin) => twin.outcome === outcome).length;
    expect(of('refuse')).toBeGreaterThanOrEqual(40);
    expect(of('accept')).toBeGreaterThanOrEqual(6);
    await expect(page.getByTestId('twin')).toHaveCount(file.twins.length);

    await go(page, '/code');
    await page.getByTestId('code-library').selectOption({ label: 'JavaScript: jsonwebtoken' });
    writeFileSync(join(folder, 'verify.mjs'), await page.getByTestId('code-verify').textContent());

    const env = { JWT_SECRET: SECRET };
    const ids = file.twins.map((twin) => twin.id).sort();
    const check = (library, { passed, failed }) => {
      expect([...passed, ...failed].sort(), `${library} met every twin`).toEqual(ids);
      const known = Object.keys(SURPRISES[library]).filter((id) => ids.includes(id));
      expect(failed.sort(), `${library}: what it does otherwise than the rule asks for`).toEqual(known.sort());
    };
    check('jose', nodeTests(folder, env));
    check('jsonwebtoken', runTwins(folder, env));
    if (hasPyjwt) check('PyJWT', pythonTests(folder, env));
    else info.annotations.push({ type: 'not run', description: `${PYTHON} has no PyJWT ${PYJWT} with its cryptography, or no pytest` });
  });
}

test('each twin opens in the debugger, which refuses what has to be refused, and comes back with Undo', async ({ app, page }) => {
  const before = await app.token.inputValue();
  await go(page, '/code');
  await page.getByRole('link', { name: 'Tests that a verifier must pass' }).click();
  await expect(page.locator('#view-title')).toHaveText('Tests that a verifier must pass');
  await expect(page).toHaveTitle(/^Tests for a verifier/);
  await makeTests(page);
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await violations(page), scheme).toEqual([]);
  }
  // A sample's key is published, so its files may lie anywhere.
  await expect(page.getByRole('button', { name: 'Save twins.json' })).toBeEnabled();
  await page.getByText('What could not be made').click();
  await expect(page.getByTestId('twins-left-out')).toContainText('Only RSA has two paddings.');
  const states = { original: ['valid', 'ok'], 'alg-none': ['unsecured', 'ok'], 'signature-bit': ['invalid', 'ok'], expired: ['valid', 'expired'], 'hmac-empty-secret': ['invalid', 'ok'] };
  for (const [id, [signature, claims]] of Object.entries(states)) {
    await go(page, '/twins');
    await page.locator(`[data-twin="${id}"]`).getByRole('button', { name: /^Open/ }).click();
    await expect(app.lamp('signature'), id).toHaveAttribute('data-state', signature);
    await expect(app.lamp('claims'), id).toHaveAttribute('data-state', claims);
    await page.getByTestId('undo').click();
    await expect(app.token).toHaveValue(before);
  }
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('where no twins can be made, the page says why and leads to the fields', async ({ app, page }) => {
  const check = async (inputs, words) => {
    await app.read(inputs);
    await go(page, '/twins');
    await page.getByRole('button', { name: 'Make the tests' }).click();
    await expect(page.getByTestId('code-none')).toContainText(words);
    await expect(page.getByTestId('twins-summary')).toHaveCount(0);
    await page.getByTestId('code-none').getByRole('link').click();
  };
  const { token, publicKey } = make('ES256');
  await check({ token: '', key: '' }, 'no token');
  await check({ token, key: '' }, 'no key');
  await check({ token, key: publicKey }, 'a public key');
  await check({ token, key: SECRET }, 'does not sign with ES256');
  const { key } = make('HS256');
  const odd = `${base64url('{"alg":"HS256"}')}.${base64url('{"sub":7}')}.AAAA`;
  await check({ token: odd, key }, 'claim-not-text');
});
