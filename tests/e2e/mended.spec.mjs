// What was damaged or written wrongly before it was pasted, and is mended: a key by one click, a token as it is read, a value that was
// changed after signing. And what a pasted link brings along.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key) => key.export({ type: 'spki', format: 'pem' });
const SECRET = 'a secret of more than thirty-two bytes for these tests';
const payload = (more = {}) => ({ iss: 'https://id.example.org', sub: 'alice', exp: 4102444800, ...more });

function hs256(claims, header = { alg: 'HS256', typ: 'JWT' }) {
  const input = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
}

function rs256(claims = payload()) {
  const input = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${input}.${sign('sha256', Buffer.from(input), pair.privateKey).toString('base64url')}`;
}

const state = (app, name) => expect(app.lamp('signature')).toHaveAttribute('data-state', name);

const WRONG = {
  'under the label of another format': (text) => text.replaceAll('PUBLIC KEY', 'RSA PUBLIC KEY'),
  'with dashes that an editor made of its hyphens': (text) => text.replaceAll('-----', '—-—'),
  'with a hyphen too few': (text) => text.replace('-----BEGIN', '----BEGIN'),
  'with /n for its line breaks and a hyphen too few': (text) => text.trim().replaceAll('\n', '/n').replace('-----BEGIN', '----BEGIN'),
};
for (const [how, write] of Object.entries(WRONG)) {
  test(`a key ${how} is written right by one click, and comes back with Undo`, async ({ app, page }) => {
    const wrong = write(pem(pair.publicKey));
    await app.token.fill(rs256());
    await app.key.fill(wrong);
    await state(app, 'no-key');
    await page.getByTestId('remedy').first().click();
    await state(app, 'valid');
    await expect(app.key).not.toHaveValue(wrong);
    await page.getByTestId('undo').click();
    await expect(app.key).toHaveValue(wrong);
  });
}

test('a key with n or /n for its line breaks is read, and says so', async ({ app }) => {
  await app.token.fill(rs256());
  for (const mark of ['n', '/n']) {
    await app.key.fill(pem(pair.publicKey).trim().replaceAll('\n', mark));
    await state(app, 'valid');
    await expect(app.page.getByText('had n where line breaks belong').first()).toBeAttached();
  }
});

test('a claim that was raised after signing is named, and one click shows the token as it was signed', async ({ app, page }) => {
  const signed = hs256(payload({ role: 'user' }));
  const [header, , signature] = signed.split('.');
  const raised = `${header}.${base64url(JSON.stringify(payload({ role: 'admin' })))}.${signature}`;
  await app.token.fill(raised);
  await app.key.fill(SECRET);
  await state(app, 'invalid');
  await expect(app.sentence).toContainText('Invalid signature; valid if role is user.');
  await expect(app.reasons.first()).toHaveAttribute('data-reason', 'value-changed');
  await page.getByTestId('remedy').click();
  await expect(app.token).toHaveValue(signed);
  await state(app, 'valid');
});

test('a header without alg: the algorithm with which the signature holds is named, and the token stays refused', async ({ app }) => {
  await app.token.fill(hs256(payload(), { typ: 'JWT' }));
  await app.key.fill(SECRET);
  await state(app, 'unsupported');
  await expect(app.reasons.filter({ hasText: 'HS256' }).first()).toHaveAttribute('data-reason', 'alg-not-named');
});

/** What mail, chats and forms do to a token, and the code of what is said. */
const DAMAGED = {
  'pasted twice': ['pasted-repeated', (token) => token + token],
  'with its dots written for HTML': ['pasted-dots', (token) => token.replaceAll('.', '&#46;')],
  'with its dots in brackets': ['pasted-dots', (token) => token.replaceAll('.', '[.]')],
  'without the dot before its signature': ['pasted-dot-lost', (token) => token.replace(/\.(?=[^.]*$)/, '')],
  'without its first character': ['pasted-start-lost', (token) => token.slice(1)],
  'with payload and header swapped': ['pasted-swapped', (token) => token.replace(/^([^.]*)\.([^.]*)/, '$2.$1')],
  'in hexadecimal digits': ['pasted-numbers', (token) => `0x${Buffer.from(token).toString('hex')}`],
  'in a dump': [
    'pasted-numbers',
    (token) =>
      token.match(/.{1,16}/g).map((line, at) => {
        const pairs = Buffer.from(line).toString('hex').match(/.{1,4}/g).join(' ');
        return `${(16 * at).toString(16).padStart(8, '0')}: ${pairs.padEnd(39)}  ${line}`;
      }).join('\n'),
  ],
  'with a capital at its beginning': ['pasted-letters', (token) => `E${token.slice(1)}`],
  'in full-width letters': [
    'pasted-letters',
    (token) => token.replace(/./g, (c) => String.fromCodePoint(c.codePointAt() + 0xfee0)),
  ],
  'in three parts with labels': [
    'pasted-dot-lost',
    (token) => token.split('.').map((part, at) => `${['Header', 'Payload', 'Signature'][at]}: ${part}`).join('\n'),
  ],
  'in a link that a mail scanner wrote anew': [
    'pasted-link-rewritten',
    (token) =>
      `https://urldefense.proofpoint.com/v2/url?u=https-3A__app.example_-3Ftoken-3D${token.replaceAll('-', '-2D').replaceAll('_', '-5F')}&d=DwMF`,
  ],
  'in a signed cookie of Express': [
    'pasted-signed-cookie',
    (token) => `s:${token}.${createHmac('sha256', 'cookie').update(token).digest('base64').replace(/=+$/, '')}`,
  ],
};
for (const [how, [code, damage]] of Object.entries(DAMAGED)) {
  test(`a token ${how} is read, and it is said what was done`, async ({ app }) => {
    const damaged = damage(hs256(payload()));
    await app.token.fill(damaged);
    await app.key.fill(SECRET);
    await state(app, 'valid');
    await expect(app.problems.and(app.page.locator(`[data-code="${code}"]`))).toHaveCount(1);
    await expect(app.token).toHaveValue(damaged);
  });
}

test('a header that lost a character is mended by one click', async ({ app, page }) => {
  const token = hs256(payload());
  await app.token.fill(token.replace('JhbGci', 'JhbGi'));
  await app.key.fill(SECRET);
  await state(app, 'unsupported');
  await expect(app.sentence).toContainText('encoded header');
  await page.getByTestId('remedy').first().click();
  await state(app, 'valid');
  await expect(app.token).toHaveValue(token);
});

test('a secret that was never filled in is named', async ({ app }) => {
  await app.token.fill(hs256(payload()));
  await app.key.fill('${JWT_SECRET}');
  await state(app, 'invalid');
  await expect(app.sentence).toContainText('what is given as the secret is probably none');
  await expect(app.reasons.first()).toHaveAttribute('data-reason', 'secret-lookalike');
});

test('a pasted link brings its public key along, which is not the own one, and never takes the place of that', async ({ app, page }) => {
  const link = (key) => `https://jwt.io/#debugger-io?token=${rs256()}&publicKey=${encodeURIComponent(pem(key))}`;
  await page.getByRole('button', { name: 'Clear key', exact: true }).click();
  await app.token.fill('');
  await app.token.focus();
  await app.paste(link(pair.publicKey));
  await state(app, 'self-attested');
  await expect(app.key).toHaveValue(pem(pair.publicKey));

  await app.key.fill(pem(other.publicKey));
  await app.token.fill('');
  await app.token.focus();
  await app.paste(link(pair.publicKey));
  await expect(app.key).toHaveValue(pem(other.publicKey));
  await state(app, 'invalid');
});

test('a pasted link with a private key is told, and the key is not used', async ({ app, page }) => {
  await page.getByRole('button', { name: 'Clear key', exact: true }).click();
  await app.token.fill('');
  await app.token.focus();
  const secret = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
  await app.paste(`https://app.example/?token=${rs256()}&publicKey=${encodeURIComponent(secret)}`);
  await state(app, 'no-key');
  await expect(app.key).toHaveValue('');
  await expect(page.getByTestId('link-notice')).toContainText('private key');
});
