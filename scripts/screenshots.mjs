// Pictures of dist/ to look at: each state, in light and dark, at six sizes, into test-results/screens/.
// `node scripts/screenshots.mjs [part of a name]` takes only those whose name has that part.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { CompactEncrypt } from 'jose';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';

const OUT = fileURLToPath(new URL('../test-results/screens', import.meta.url));
const SIZES = { wide: [1920, 1080], desktop: [1440, 900], laptop: [1280, 720], tablet: [820, 1180], phone: [390, 844], small: [320, 640] };
/** Their pages are long: all of them; elsewhere what is on screen counts. */
const WHOLE = new Set(['tablet', 'phone', 'small']);

const base64url = (text) => Buffer.from(text).toString('base64url');
const compact = (header, payload) => `${base64url(header)}.${base64url(payload)}.c2lnbmF0dXJl`;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = (key, more) => ({ ...key.export({ format: 'jwk' }), ...more });
/** A token that the key pair above signed, with more in its header. */
function signed(more) {
  const input = `${base64url(JSON.stringify({ alg: 'ES256', typ: 'JWT', ...more }))}.${base64url('{"iss":"https://id.example.org","sub":"alice"}')}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
/** A signed token, encrypted. */
const encrypted = (header, key, p2c) =>
  new CompactEncrypt(Buffer.from(signed({}))).setProtectedHeader(header).setKeyManagementParameters(p2c ? { p2c } : {}).encrypt(key);
/** What opens that, and verifies what is in it. */
const OPENERS = JSON.stringify({ keys: [jwk(rsa.privateKey, { kid: 'opens', use: 'enc' }), jwk(publicKey, { kid: 'verifies', use: 'sig' })] });
const both = (token, key) => async (page) => {
  await page.getByTestId('token-input').fill(token);
  await page.getByTestId('key-input').fill(key);
};
const SET = JSON.stringify({
  keys: [
    jwk(rsa.publicKey, { kid: '2026-10-rsa', alg: 'RS256', use: 'sig' }),
    jwk(other.publicKey, { kid: '2026-10', use: 'sig' }),
    jwk(publicKey, { kid: '2026-11', use: 'sig', alg: 'ES256', key_ops: ['verify'] }),
    jwk(other.publicKey, { kid: 'enc-1', use: 'enc' }),
    { kty: 'EC', crv: 'P-256', kid: 'damaged', x: 'AAAA', y: 'AAAA' },
  ],
}, null, 2);

const view = (path) => async (page) => {
  await page.evaluate((address) => void (location.hash = address), `#/${path}`);
  await page.locator('#view-title').waitFor();
};
const put = (text) => (page) => page.getByTestId('token-input').fill(text);
/** Runs the first command that has these words. */
const command = (words) => async (page) => {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
};
/** The sample, and another token in a second tab. */
const twoTokens = async (page) => {
  await page.getByRole('button', { name: 'Another token' }).first().click();
  await both(signed({ kid: '2026-10' }), SET)(page);
};

const VIEWS = ['learn', 'learn/signatures', 'learn/quiz', 'glossary', 'faq', 'libraries', 'tools', 'errors', 'reference', 'checklist'];

const STATES = {
  sample: async () => {},
  bytes: async (page) => {
    await page.getByRole('tab', { name: 'Bytes' }).click();
    await page.locator('#spot-L9').click();
  },
  signature: async (page) => {
    await page.getByTestId('sample').selectOption('RS256');
    await page.getByRole('tab', { name: 'Signature' }).click();
    await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'The block inside' }).click();
  },
  'one letter changed': async (page) => {
    await page.getByRole('tab', { name: 'Signature' }).click();
    await page.getByTestId('change-one').click();
  },
  expect: async (page) => {
    await page.getByTestId('expectations').locator('summary').click();
    await page.getByTestId('expect-same').click();
    await page.getByTestId('expect-iss').fill('https://id.example.org/');
  },
  edited: async (page) => {
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await page.getByRole('button', { name: 'Set time' }).click();
    await page.getByRole('menuitem', { name: 'exp at a date and time…' }).click();
  },
  findings: async (page) => {
    await put(compact('{"alg":"HS256","kid":"../../dev/null","jku":"http://127.0.0.1/k"}', '{"iss":"https://a.example","exp":1895305300000,"Exp":1}'))(page);
    await page.locator('[data-check="kid-injection"] summary').click();
    await page.locator('[data-check="kid-injection"]').scrollIntoViewIfNeeded();
  },
  invalid: async (page) => {
    const field = page.getByTestId('token-input');
    const other = (await field.inputValue()).at(-3) === 'A' ? 'B' : 'A';
    await field.focus();
    for (const key of ['Control+End', 'ArrowLeft', 'ArrowLeft', 'Backspace', other]) await page.keyboard.press(key);
  },
  broken: put(`${compact('{"alg":"RS256","typ":"JWT"}', '{"iss":"https://id.example.org",\n "exp": 01795305300,\n "aud":["a","b"')}==`),
  empty: async (page) => {
    await page.getByTestId('key-input').fill('');
    await page.getByTestId('token-input').fill('');
  },
  printed: put(compact('{"alg":"HS256","typ":"JWT"}', "{'sub': 'alice', 'admin': True, 'exp': 1795305300}")),
  expired: put(compact('{"alg":"none"}', '{"sub":"alice","iat":1300815780,"exp":1300819380}')),
  several: put(
    JSON.stringify({ access_token: compact('{"alg":"ES256"}', '{"scope":"read"}'), id_token: compact('{"alg":"RS256"}', '{"nonce":"n"}') }, null, 2),
  ),
  tables: async (page) => {
    await page.getByTestId('sample').selectOption('RS256');
    await page.getByRole('group', { name: 'Header view' }).getByRole('button', { name: 'Table' }).click();
    await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
  },
  long: put(compact('{"alg":"HS256"}', `{"url":"https://example.org/${'long/'.repeat(60)}","list":[${Array.from({ length: 60 }, (_, n) => n)}],"rtl":"a\u202eb"}`)),
  set: both(signed({ kid: '2026-10' }), SET),
  details: async (page) => {
    await both(signed({ kid: 'a' }), JSON.stringify(jwk(privateKey, { kid: 'a', use: 'sig', alg: 'ES256' })))(page);
    await page.getByTestId('key-about').locator('summary').click();
    await page.getByTestId('key-about').scrollIntoViewIfNeeded();
  },
  locked: both(signed({}), privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })),
  attested: both(signed({ jwk: jwk(publicKey), jku: 'https://id.example.org/keys' }), ''),
  pointers: both(signed({ kid: 'a', jku: 'https://id.example.org/jwks.json' }), ''),
  undo: async (page) => page.getByRole('button', { name: 'Clear', exact: true }).click(),
  linked: async (page) => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    await page.evaluate((fragment) => void (location.hash = fragment), `token=${signed({})}&publicKey=${encodeURIComponent(pem)}&secret=x&iss=https://id.example.org`);
  },
  ...Object.fromEntries(VIEWS.map((path) => [`view-${path.replace('/', '-')}`, view(path)])),
  encrypted: both(await encrypted({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }, rsa.publicKey), ''),
  nested: async (page) => {
    await both(await encrypted({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' }, rsa.publicKey), OPENERS)(page);
    await page.getByTestId('layer').last().waitFor();
  },
  'glass-box': async (page) => {
    await both(await encrypted({ alg: 'ECDH-ES+A256KW', enc: 'A128CBC-HS256', cty: 'JWT' }, publicKey), JSON.stringify(jwk(privateKey)))(page);
    await page.getByTestId('layer').first().click();
    await page.getByText('How it was decrypted, step by step').click();
    await page.getByRole('button', { name: 'Show CEK' }).click();
  },
  'not-opened': both(await encrypted({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }, rsa.publicKey), other.privateKey.export({ type: 'pkcs8', format: 'pem' })),
  'with-rounds': both(await encrypted({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM' }, Buffer.from('a password'), 4_000_000), 'a password'),
  'draft-encrypted': async (page) => {
    await both('', '')(page);
    await page.getByTestId('new-token').click();
    await page.getByTestId('token-kind').getByRole('button', { name: 'Encrypted' }).click();
    await page.getByTestId('make-key').click();
  },
  'draft-misfit': async (page) => {
    await both('', JSON.stringify(jwk(publicKey)))(page);
    await page.getByTestId('new-token').click();
    await page.getByTestId('token-kind').getByRole('button', { name: 'Encrypted' }).click();
    await page.getByTestId('encrypt-alg').selectOption('RSA-OAEP-256');
  },
  'draft-json': async (page) => {
    await page.getByTestId('sample').selectOption('JWS, general JSON');
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await page.getByTestId('payload-editor').fill('{"sub":"changed"}');
  },
  recipients: async (page) => page.getByTestId('sample').selectOption('JWE, general JSON'),
  'sd-jwt': async (page) => page.getByTestId('sample').selectOption('SD-JWT'),
  tabs: twoTokens,
  compare: async (page) => {
    await twoTokens(page);
    await view('compare')(page);
  },
  timeline: async (page) => {
    await twoTokens(page);
    await view('timeline')(page);
  },
  code: view('code'),
  twins: async (page) => {
    await view('twins')(page);
    await page.getByRole('button', { name: 'Make the tests' }).click();
    await page.getByTestId('twins-summary').waitFor();
  },
  weak: async (page) => {
    await page.getByTestId('key-input').fill('');
    await page.getByTestId('weak').locator('summary').click();
    await page.getByTestId('weak-published').click();
    await page.getByTestId('weak-result').waitFor();
    await page.getByTestId('weak').scrollIntoViewIfNeeded();
  },
  share: command('Copy as: Link'),
  case: command('Save a case'),
  palette: async (page) => {
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.type('key');
  },
  shortcuts: command('keyboard shortcuts'),
  presenting: async (page) => {
    await command('present')(page);
    for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowRight');
  },
  folded: async (page) => {
    for (const name of ['Key', 'Payload']) await page.getByRole('region', { name, exact: true }).getByRole('heading', { level: 2 }).getByRole('button').click();
  },
  seal: async (page) => {
    await page.getByTestId('seal').click();
    await page.getByTestId('try-to-send').click();
    await page.getByText(/of \d+ refused/).waitFor();
  },
};

const only = process.argv[2] ?? '';
mkdirSync(OUT, { recursive: true });
const site = await serve();
const browser = await chromium.launch(launchOptions());
for (const colorScheme of ['light', 'dark']) {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
    for (const [state, reach] of Object.entries(STATES)) {
      const name = `${state}-${size}-${colorScheme}`;
      if (!name.includes(only)) continue;
      const page = await context.newPage();
      await page.goto(site.url);
      await page.waitForSelector('body[data-ready="true"]');
      await reach(page);
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(OUT, `${name}.png`), fullPage: WHOLE.has(size) && state !== 'seal' });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
await site.close();
console.log(`Pictures are in ${OUT}`);
