// Every reason that the library can tell, and every kind of finding of the audit, told by the page itself: on the tokens that
// the library is tested with. And how long the search for a reason takes here.
import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { test, expect, base64url, vectors } from './app.mjs';

const sample = (name) => readFileSync(new URL(`../../src/session/samples/${name}.pub.pem`, import.meta.url), 'utf8');

/** The public key whose seed is nothing but sevens, behind the start of its PKCS#8. */
const edwards = (start, bytes) => {
  const der = Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(bytes, 7)]);
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  return JSON.stringify(key.export({ format: 'jwk' }));
};

/** The keys that the tokens name; what is not here is the text of the key field. */
const KEYS = {
  rsa: () => sample('rsa'),
  p256: () => sample('p256'),
  p384: () => sample('p384'),
  p521: () => sample('p521'),
  secp256k1() {
    const pair = createECDH('secp256k1');
    pair.setPrivateKey(Buffer.alloc(32, 7));
    const point = pair.getPublicKey();
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(base64url);
    return JSON.stringify({ kty: 'EC', crv: 'secp256k1', x, y });
  },
  ed25519: () => edwards('302e020100300506032b657004220420', 32),
  ed448: () => edwards('3047020100300506032b6571043b0439', 57),
  'ml-dsa-44': () =>
    JSON.stringify({ kty: 'AKP', alg: 'ML-DSA-44', pub: base64url(ml_dsa44.keygen(new Uint8Array(32).fill(7)).publicKey) }),
};

/** What the page shows once `fits` says that it is what is waited for, or else after a while. */
async function shown(app, input, fits) {
  let page = await app.read(input);
  const end = Date.now() + 5_000;
  while (!fits(page) && Date.now() < end) page = await app.read();
  return page;
}

test('each token that is wrong in one way is explained by that, first', async ({ app }) => {
  test.slow();
  const rows = [...vectors('wrong'), ...vectors('wrong-made')];
  const wrong = [];
  for (const row of rows) {
    const { reason, token, encoding = 'utf8' } = row;
    const named = KEYS[row.key];
    const input = { token, key: named ? named() : row.key, encoding: named ? 'utf8' : encoding };
    // Another reason may stand there until the search has come to the end.
    const told = ({ reasons: [first] }) => first?.code === reason;
    const { reasons, signature } = await shown(app, input, told);
    if (!told({ reasons }) || signature !== (row.verdict ?? 'invalid')) {
      wrong.push({ expected: reason, signature, reasons, key: row.key, token });
    }
  }
  expect(rows.length).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

test('of a random signature nothing is said but that it is of another key or of other content', async ({ app, page }) => {
  for (const name of ['HS256', 'RS256', 'PS384', 'ES256', 'ES256K', 'Ed25519', 'ML-DSA-44']) {
    await app.sample.selectOption(name);
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    const token = await app.token.inputValue();
    const [header, payload, signature] = token.split('.');
    const bytes = Buffer.from(signature, 'base64url').map((byte, index) => (index % 32 ? (byte * 7 + index * 13) & 0x7f : byte));
    await app.read({ token: `${header}.${payload}.${base64url(bytes)}`, key: await app.key.inputValue() });
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
    await expect(app.reasons.first()).toHaveAttribute('data-reason', /^(key-or-content|other-key)$/);
    // By then the search is over.
    await page.waitForTimeout(300);
    await expect(app.reasons).toHaveCount(1);
    await expect(app.reasons).toHaveAttribute('data-reason', /^(key-or-content|other-key)$/);
    await expect(page.getByTestId('remedy')).toHaveCount(0);
  }
});

const SIGNATURES = { HS256: 32, ES256: 64, RS256: 256 };

/** The format's problems tell of a second `alg` in words of their own. */
const TOLD_OTHERWISE = ['alg-missing'];

/** The token of a case of tests/audit; nothing if it needs a key of its own, or is not what the field takes for one token. */
function caseOf({ token, pasted, header, payload, signature }) {
  if (token && !/^[\w.~+/=-]*$/.test(token)) return undefined;
  if (token ?? pasted) return token ?? pasted;
  const alg = /"alg"\s*:\s*"(\w+)"/.exec(header)?.[1];
  const bytes = Buffer.alloc(SIGNATURES[alg] ?? 0, 0x5a);
  if (signature === undefined && !bytes.length) return undefined;
  return [base64url(header), base64url(payload), signature ?? base64url(bytes)].join('.');
}

test('each check of the audit that needs no key speaks up in the page', async ({ app, page }) => {
  test.slow();
  // The instant that the cases are made for.
  await page.clock.setFixedTime(new Date('2026-11-22T00:23:00Z'));
  await page.reload();
  await app.ready();
  const folder = new URL('../audit/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'ordinary.json');
  const rows = files.flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  const plain = (text) => text.replaceAll('`', '');
  const [silent, checks] = [[], new Set()];
  for (const { check, fires, words = '' } of rows) {
    const token = caseOf(fires);
    if (!token || fires.key || fires.now || fires.profile || fires.expected) continue;
    await app.read({ token, key: '' });
    // What a check says is of the token that was sent, and the page shows the innermost.
    const layers = page.getByTestId('layer');
    if ((await layers.count()) > 1) await layers.first().click();
    await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
    const text = await page.locator('.findings').textContent();
    const own = await page.locator(`.findings [data-check="${check}"]`).count();
    // What the format's problems tell already is not told twice, so it is known by its words alone.
    const told = words && plain(text).toLowerCase().includes(plain(words).toLowerCase());
    if (own || told) checks.add(check);
    else if (words && !TOLD_OTHERWISE.includes(check)) silent.push({ check, words, token, text });
  }
  expect(silent).toEqual([]);
  expect(checks.size, 'so many checks were seen').toBeGreaterThan(50);
});

test('what the audit found can be taken along, without token and key', async ({ app, page }) => {
  const secret = 'changeme';
  const token = [base64url('{"alg":"HS256","typ":"JWT","kid":"../../dev/null"}'), base64url('{"password":"hunter2"}'), base64url(Buffer.alloc(32))].join('.');
  await app.token.fill(token);
  await app.key.fill(secret);
  await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.choose('Export the audit', 'Copy as Markdown');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('`kid-injection`');
  const saved = async (way) => {
    const download = page.waitForEvent('download');
    await app.choose('Export the audit', way);
    const file = await download;
    return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
  };
  const [jsonName, json] = await saved('Save as JSON');
  const [sarifName, sarif] = await saved('Save as SARIF');
  expect([jsonName, sarifName]).toEqual(['findings.json', 'findings.sarif']);
  const found = JSON.parse(json).map(({ check }) => check);
  expect(found).toEqual(expect.arrayContaining(['kid-injection', 'secret-inside']));
  const [run] = JSON.parse(sarif).runs;
  expect(run.results.map(({ ruleId }) => ruleId)).toEqual(found);
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  for (const text of [markdown, json, sarif]) {
    for (const hidden of [secret, 'hunter2', ...token.split('.')]) expect(text).not.toContain(hidden);
  }
});
