// Code that verifies the token at hand. What the page shows is executed: it takes the right token, and no other.
import { constants, createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { snippets } from '../../scripts/content.mjs';
import { canRun, prepare } from '../snippets/run.mjs';
import { test, expect, base64url, compact } from './app.mjs';

const SNIPPETS = snippets();
const SECRET = 'a secret of more than sixty-four bytes, so that it is long enough for HS512, too';
const ISSUER = 'https://issuer.example/';
const AUDIENCE = 'https://api.example/';
const KEYS = {
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EC: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  OKP: () => generateKeyPairSync('ed25519'),
};
/** One algorithm of each family, with its key, and another algorithm that the same key could be used with. */
const FAMILIES = { HS256: ['oct', 'HS384'], RS256: ['RSA', 'PS256'], PS256: ['RSA', 'RS256'], ES256: ['EC', 'HS256'], EdDSA: ['OKP', 'HS256'] };

const go = (page, view) => page.evaluate((view) => void (location.hash = view), view);
const now = () => Math.floor(Date.now() / 1000);
const pem = (key, type) => key.export({ type, format: 'pem' });

/** A fresh token; `key` is a key pair or a secret. */
function make(alg, key, { header = {}, claims = {}, without = [] } = {}) {
  const all = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', iat: now(), exp: now() + 600, ...claims };
  const payload = JSON.stringify(Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name))));
  const message = [JSON.stringify({ alg, typ: 'at+jwt', kid: 'key "1"', ...header }), payload].map(base64url).join('.');
  const hash = `sha${alg.slice(2)}`;
  const signature = () => {
    if (alg === 'none') return '';
    if (alg.startsWith('HS')) return createHmac(hash, typeof key === 'string' ? key : pem(key.publicKey, 'spki')).update(message).digest();
    if (alg === 'EdDSA') return signBytes(null, Buffer.from(message), key.privateKey);
    if (alg.startsWith('PS')) return signBytes(hash, Buffer.from(message), { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    return signBytes(hash, Buffer.from(message), alg.startsWith('ES') ? { key: key.privateKey, dsaEncoding: 'ieee-p1363' } : key.privateKey);
  };
  return `${message}.${base64url(signature())}`;
}

/** Tokens that the code has to refuse, by what is wrong with them. */
const wrong = (alg, key, otherKey, otherAlg) => ({
  'another algorithm': make(otherAlg, key),
  'no signature': make('none', key),
  'another key': make(alg, otherKey),
  'another issuer': make(alg, key, { claims: { iss: `${ISSUER}other` } }),
  'no issuer': make(alg, key, { without: ['iss'] }),
  'another audience': make(alg, key, { claims: { aud: ['https://other.example/'] } }),
  'no audience': make(alg, key, { without: ['aud'] }),
  'another type': make(alg, key, { header: { typ: 'JWT' } }),
  expired: make(alg, key, { claims: { exp: now() - 600 } }),
  'never expires': make(alg, key, { without: ['exp'] }),
  'not valid yet': make(alg, key, { claims: { nbf: now() + 600 } }),
  'changed payload': make(alg, key).replace(/\.[^.]+\./, `.${base64url(JSON.stringify({ iss: ISSUER, aud: AUDIENCE, exp: now() + 600, admin: true }))}.`),
  'not a token': 'abc',
});

/** The code that the page shows for a library. */
async function shown(page, { language, library }) {
  await page.getByTestId('code-library').selectOption({ label: `${language}: ${library}` });
  return { verify: await page.getByTestId('code-verify').textContent(), sign: await page.getByTestId('code-sign').textContent() };
}

/** Opens a token in the debugger, and gives the code that the page then shows for a library. */
async function codeFor({ app, page }, snippet, { token, key, encoding }) {
  await go(page, '/');
  await expect(app.token).toBeVisible();
  await app.read({ token, key, encoding });
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await go(page, '/code');
  const code = await shown(page, snippet);
  await expect(page.getByTestId('code-tested')).toHaveAttribute('data-state', 'ok');
  return code;
}

/** The tokens of one algorithm, the page's code for them, and what is asserted of `run`, which executes it. */
async function algorithm(at, snippet, alg) {
  const [kty, otherAlg] = FAMILIES[alg];
  const key = kty === 'oct' ? SECRET : KEYS[kty]();
  const otherKey = kty === 'oct' ? `${SECRET}!` : KEYS[kty]();
  const right = make(alg, key);
  const code = await codeFor(at, snippet, { token: right, key: kty === 'oct' ? SECRET : pem(key.publicKey, 'spki'), encoding: 'utf8' });
  const bad = wrong(alg, key, otherKey, otherAlg);
  const listed = make(alg, key, { claims: { aud: ['https://other.example/', AUDIENCE] } });
  const env = { JWT_SECRET: SECRET, JWT_PRIVATE_KEY: kty === 'oct' ? '' : pem(key.privateKey, 'pkcs8') };
  const check = (run) => {
    const said = run({ tokens: [right, listed, ...Object.values(bad)], env });
    expect([said.own, said.rest[0], said.rest[1]], `${alg}: one of its own, the right one, one with a list`).toEqual(['ok', 'ok', 'ok']);
    expect(said.rest).toHaveLength(2 + Object.keys(bad).length);
    Object.keys(bad).forEach((what, at) => expect(said.rest[at + 2], `${alg}: ${what}`).toMatch(/^refused: /));
  };
  return { code, check };
}

/** The same for a secret that is not text. */
async function secretIn(at, snippet, encoding) {
  const text = encoding === 'base64url' ? base64url(SECRET) : Buffer.from(SECRET).toString(encoding);
  const token = make('HS256', SECRET);
  const code = await codeFor(at, snippet, { token, key: text, encoding });
  const check = (run) => {
    const said = run({ tokens: [token, make('HS256', `${SECRET}!`)], env: { JWT_SECRET: text } });
    expect([said.own, said.rest[0]], encoding).toEqual(['ok', 'ok']);
    expect(said.rest[1], encoding).toMatch(/^refused: /);
  };
  return { code, check };
}

const BREAKS = `"'\`\\\n\r\u2028\${process.exit(7)}#{exit}{{7*7}}%s\u0000*/ // $(id) \\u0022 @x é😀`;
// jsonwebtoken reads a header as Latin-1, whatever is in it; a type is ASCII anyway.
const ASCII = BREAKS.replace(/[^\0-\x7f]/g, '');
const HOSTILE = make('HS256', SECRET, {
  header: { typ: `t${ASCII}`, kid: `k${ASCII}` },
  claims: { iss: `${BREAKS}"); process.exit(8); ("`, aud: `"""${BREAKS}` },
});

/** The same for claims that try to be code. */
async function hostile(at, snippet) {
  const code = await codeFor(at, snippet, { token: HOSTILE, key: SECRET, encoding: 'utf8' });
  const check = (run) => {
    const said = run({ tokens: [HOSTILE, make('HS256', SECRET)], env: { JWT_SECRET: SECRET } });
    expect([said.own, said.rest[0]], 'the hostile one').toEqual(['ok', 'ok']);
    expect(said.rest[1], 'another').toMatch(/^refused: /);
  };
  return { code, check };
}

for (const snippet of SNIPPETS.filter(({ run }) => run)) {
  test(`the code takes the right token and no other: ${snippet.language}, ${snippet.library}`, async ({ app, page }) => {
    test.skip(!canRun(snippet.run), `there is no ${snippet.run} on this machine`);
    // The libraries of Rust are compiled once.
    test.setTimeout(snippet.run === 'rust' ? 600_000 : 120_000);
    const families = Object.keys(FAMILIES).filter((alg) => snippet.algorithms.some(([name]) => name === alg));
    expect(families.length).toBeGreaterThan(0);
    const cases = [];
    for (const alg of families) cases.push(await algorithm({ app, page }, snippet, alg));
    for (const encoding of ['base64', 'base64url', 'hex']) cases.push(await secretIn({ app, page }, snippet, encoding));
    cases.push(await hostile({ app, page }, snippet));
    const runs = prepare(snippet.run, cases.map(({ code }) => code));
    cases.forEach(({ check }, at) => check(runs[at]));
  });
}

test('a hostile claim stays a text in every language', async ({ app, page }) => {
  await app.read({ token: HOSTILE, key: SECRET });
  await go(page, '/code');
  for (const snippet of SNIPPETS) {
    const code = await shown(page, snippet);
    for (const text of Object.values(code)) {
      expect(text, snippet.file).not.toMatch(/exit[({]|7\*7|\$\(id|[^\x20-\x7e\n\t]/);
      // Java reads these before it looks for strings.
      if (snippet.escape === 'octal') expect(text, snippet.file).not.toMatch(/\\u00[0-7]/);
    }
  }
});

test('no secret and no private key gets into the code, whatever the library and the form of the key', async ({ app, page }) => {
  const { privateKey } = KEYS.EC();
  const jwk = privateKey.export({ format: 'jwk' });
  const secretJwk = { kty: 'oct', k: base64url(SECRET) };
  const check = async (token, key, encoding, hidden) => {
    await app.read({ token, key, encoding });
    await go(page, '/code');
    for (const snippet of SNIPPETS) {
      await page.getByTestId('code-library').selectOption({ label: `${snippet.language}: ${snippet.library}` });
      const text = await page.locator('main.view').textContent();
      for (const part of hidden) expect(text, snippet.file).not.toContain(part);
    }
    await go(page, '/');
  };
  const body = pem(privateKey, 'pkcs8').split('\n')[1].slice(20, 60);
  const signed = make('ES256', { privateKey });
  await check(signed, pem(privateKey, 'pkcs8'), undefined, [body, jwk.d]);
  await check(signed, JSON.stringify(jwk), undefined, [body, jwk.d]);
  await check(make('HS256', SECRET), SECRET, undefined, [SECRET]);
  await check(make('HS256', SECRET), JSON.stringify(secretJwk), undefined, [SECRET, secretJwk.k]);
  await expect(page.getByTestId('seal')).toHaveAttribute('data-state', 'sealed');
});

test('what is expected is pinned without a remark; what is missing is a placeholder that says so', async ({ app, page }) => {
  const notes = page.getByTestId('code-notes');
  await app.read({ token: compact('{"alg":"ES256"}', '{}'), key: '' });
  await go(page, '/code');
  await page.getByTestId('code-library').selectOption({ label: 'JavaScript: jose' });
  await expect(page.getByTestId('code-verify')).toContainText('// placeholder: put your audience here');
  await expect(page.getByTestId('code-verify')).toContainText('put the public key here');
  for (const words of ['There is no key in the debugger', 'no usable aud', 'no usable exp', 'no typ']) await expect(notes).toContainText(words);
  const { publicKey, privateKey } = KEYS.EC();
  const token = make('ES256', { privateKey });
  const link = { token, publicKey: pem(publicKey, 'spki'), iss: 'https://mine.example', aud: 'mine', alg: 'ES256' };
  await go(page, Object.entries(link).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&'));
  await expect(app.token).toHaveValue(token);
  await go(page, '/code');
  const verify = page.getByTestId('code-verify');
  await expect(notes).toContainText('came with a link');
  await expect(verify).toContainText('issuer: "https://mine.example",\n');
  await expect(verify).toContainText('audience: "mine",\n');
  await expect(verify).toContainText('algorithms: ["ES256"],\n');
  await expect(verify).toContainText(pem(publicKey, 'spki').split('\n')[1]);
  await expect(page.getByTestId('code-library')).toHaveValue(`${SNIPPETS.findIndex(({ file }) => file.endsWith('javascript-jose.md'))}`);
});

test('there is no code where nothing can be verified, and the page says why', async ({ app, page }) => {
  const check = async (token, words) => {
    await app.read({ token, key: '' });
    await go(page, '/code');
    await expect(page.getByTestId('code-none')).toContainText(words);
    await expect(page.getByTestId('code-verify')).toHaveCount(0);
    await go(page, '/');
  };
  await check('', 'no token');
  await check(compact('{"alg":"none"}', '{}', ''), 'not signed');
  await check(compact('{"alg":"XY"}', '{}'), 'unknown');
  await check(`${base64url('{"alg":"dir","enc":"A128GCM"}')}..YWFh.YQ.YQ`, 'encrypted');
});

test('for a token of another form, the page says what has to be done before the code is used', async ({ app, page }) => {
  const token = make('HS256', SECRET);
  const [header, payload, signature] = token.split('.');
  const short = SECRET.slice(0, 32);
  const sealed = (text, cty) => new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty }).encrypt(Buffer.from(short));
  const check = async (token, key, words, curl) => {
    await app.read({ token, key });
    await go(page, '/code');
    await page.getByTestId('code-library').selectOption({ label: 'JavaScript: jose' });
    await expect(page.getByTestId('code-notes')).toContainText(words);
    await expect(page.getByTestId('code-curl')).toHaveCount(curl ? 1 : 0);
    await go(page, '/');
    await expect(app.token).toBeVisible();
  };
  await check(JSON.stringify({ payload, protected: header, signature }), SECRET, 'write the token as protected.payload.signature first', false);
  await check(JSON.stringify({ payload, protected: header, header: { kid: '1' }, signature }), SECRET, 'header parameters that are not signed', false);
  await check(`${token}~${base64url('["salt","name","Ada"]')}~`, SECRET, 'cut the token at the first ~', true);
  await check(`${header}..${signature}`, SECRET, 'Put it between the two dots first', true);
  await check(await sealed(token, 'JWT'), short, 'Decrypt or verify the outer token first', true);
  // What is decrypted and holds no token has nothing that the code could verify.
  await app.read({ token: await sealed('{"sub":"alice"}'), key: short });
  await go(page, '/code');
  await expect(page.getByTestId('code-none')).toContainText('Decrypt it with a library that reads JWE');
});

test('each library is named, says whether it was executed, and its code can be copied', async ({ app, page }) => {
  const token = await app.token.inputValue();
  await page.getByRole('link', { name: 'Code', exact: true }).click();
  await expect(page.locator('#view-title')).toHaveText('Code that verifies this token');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const names = await page.getByTestId('code-library').locator('option').allTextContents();
  expect(names).toEqual(SNIPPETS.map(({ language, library }) => `${language}: ${library}`));
  for (const snippet of SNIPPETS) {
    const code = await shown(page, snippet);
    await expect(page.getByTestId('code-tested')).toHaveAttribute('data-state', snippet.run ? 'ok' : 'none');
    expect(code.verify + code.sign, snippet.file).not.toMatch(/[«»]/);
    await page.getByRole('button', { name: 'Copy the code that verifies' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code.verify);
  }
  await expect(page.getByTestId('code-curl')).toHaveText(`curl --header 'Authorization: Bearer ${token}' https://api.example/`);
});
