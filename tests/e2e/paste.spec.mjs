// Whatever a token was copied with: it is found, what stood around it is told, and the signature holds.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test, expect, base64url } from './app.mjs';

const SECRET = 'a secret for the paste tests, 32+ bytes';
const token = (sub) => {
  const input = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"sub":"${sub}","exp":4102444800}`)}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
};
const ALICE = token('alice');
const BOB = token('bob');

const wrapped = {
  'white space around it': `\n\t ${ALICE} \n`,
  'double quotes': `"${ALICE}"`,
  'single quotes': `'${ALICE}',`,
  'a Bearer prefix': `Bearer ${ALICE}`,
  'an Authorization line': `Authorization: Bearer ${ALICE}`,
  'a whole request': `GET /v1/me HTTP/1.1\r\nHost: api.example.org\r\nauthorization: bearer ${ALICE}\r\nAccept: */*\r\n\r\n`,
  'a cookie': `Cookie: theme=dark; session=${ALICE}; lang=en`,
  'a URL query': `https://app.example.org/callback?state=xyz&token=${ALICE}&lang=en`,
  'a URL fragment': `https://app.example.org/callback#access_token=${ALICE}&token_type=Bearer&expires_in=3600`,
  'a cURL command': `curl -s 'https://api.example.org/v1/me' \\\n  -H 'Accept: application/json' \\\n  -H 'Authorization: Bearer ${ALICE}'`,
  'a JSON answer': JSON.stringify({ access_token: ALICE, token_type: 'Bearer', expires_in: 3600 }, null, 2),
  'a log line': `2026-11-22T01:02:03.456Z WARN [auth] rejected token=${ALICE} for 192.0.2.7: signature mismatch`,
  'line breaks inside it': ALICE.match(/.{1,64}/g).join('\n'),
};

for (const [name, text] of Object.entries(wrapped)) {
  test(`found in ${name}`, async ({ app }) => {
    const seen = await app.read({ token: text, key: SECRET });
    expect(seen.signature).toBe('valid');
    expect(seen.payload).toContain('"sub": "alice"');
    expect(['ok', 'repaired']).toContain(seen.format);
    expect(await app.token.inputValue(), 'the text stays as it was pasted').toBe(text.replaceAll('\r\n', '\n'));
    await expect(app.page.getByTestId('found'), 'one token needs no choice').toHaveCount(0);
  });
}

test('what stood around the token, and inside of it, is told', async ({ app }) => {
  const bearer = await app.read({ token: wrapped['a Bearer prefix'], key: SECRET });
  expect(bearer.format).toBe('repaired');
  expect(bearer.problems.map(({ text }) => text).join()).toMatch(/Bearer/);
  const broken = await app.read({ token: wrapped['line breaks inside it'] });
  expect(broken.format).toBe('repaired');
  expect(broken.problems.map(({ text }) => text).join()).toMatch(/line break/);
});

test('of several tokens each is offered by its name, and the choice is kept apart from the next paste', async ({ app }) => {
  const answer = JSON.stringify({ access_token: ALICE, id_token: BOB, expires_in: 3600 });
  await app.read({ token: answer, key: SECRET });
  const choice = app.page.getByRole('group', { name: '2 tokens found' });
  await expect(choice.getByRole('radio')).toHaveCount(2);
  await expect(choice.getByRole('radio', { name: 'access_token' })).toBeChecked();
  await expect(app.payload).toContainText('"sub": "alice"');
  await choice.getByText('id_token').click();
  await expect(choice.getByRole('radio', { name: 'id_token' })).toBeChecked();
  await expect(app.payload).toContainText('"sub": "bob"');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  expect(await app.token.inputValue()).toBe(answer);
  // A new text begins with its first token again.
  const next = await app.read({ token: JSON.stringify({ access_token: BOB, id_token: ALICE }) });
  expect(next.payload).toContain('"sub": "bob"');
});

test('a paste anywhere on the page replaces the token and drops the key of the sample', async ({ app }) => {
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await app.page.evaluate(() => document.activeElement?.blur());
  await app.paste(`Bearer ${ALICE}`);
  await expect(app.token).toHaveValue(`Bearer ${ALICE}`);
  await expect(app.key).toHaveValue('');
  await expect(app.payload).toContainText('"sub": "alice"');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'no-key');
});

test('a token pasted into the field takes the place of the one there', async ({ app }) => {
  await app.token.focus();
  await app.paste(ALICE);
  await expect(app.token).toHaveValue(ALICE);
  await expect(app.key).toHaveValue('');
});

test('a key of one\'s own stays when the token changes', async ({ app }) => {
  await app.key.fill(SECRET);
  await app.page.evaluate(() => document.activeElement?.blur());
  await app.paste(ALICE);
  await expect(app.key).toHaveValue(SECRET);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await app.paste(BOB);
  await expect(app.payload).toContainText('"sub": "bob"');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('a paste into the key field stays there', async ({ app }) => {
  const before = await app.token.inputValue();
  await app.key.focus();
  await app.key.selectText();
  await app.paste(SECRET);
  await expect(app.key).toHaveValue(SECRET);
  await expect(app.token).toHaveValue(before);
});

test('clear empties the token and the sample\'s key, and puts the caret into the field', async ({ app }) => {
  await app.page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(app.token).toHaveValue('');
  await expect(app.token).toBeFocused();
  await expect(app.key).toHaveValue('');
  await expect(app.lamp('format')).toHaveAttribute('data-state', 'empty');
});

test('copy puts the clean token, header and payload on the clipboard', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.read({ token: `Bearer ${ALICE}` });
  const clipboard = () => app.page.evaluate(() => navigator.clipboard.readText());
  const copy = async (what) => {
    await app.page.getByRole('button', { name: `Copy ${what}` }).click();
    await expect(app.page.getByRole('button', { name: `Copied ${what}` })).toBeVisible();
    return clipboard();
  };
  expect(await copy('token')).toBe(ALICE);
  expect(JSON.parse(await copy('header'))).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(JSON.parse(await copy('payload'))).toEqual({ sub: 'alice', exp: 4102444800 });
});

test('a health card from its QR codes is decompressed, verified, and edited as text', async ({ app }) => {
  const { key, token } = JSON.parse(readFileSync(new URL('../vectors/health-card.json', import.meta.url))).tokens[0];
  const digits = (text) => [...text].map((c) => String(c.charCodeAt(0) - 45).padStart(2, '0')).join('');
  const codes = [`shc:/2/2/${digits(token.slice(400))}`, `shc:/1/2/${digits(token.slice(0, 400))}`];
  const half = await app.read({ token: codes[0] });
  expect(half.problems.map(({ text }) => text).join()).toContain('2 QR codes, of which 1 is here');
  const seen = await app.read({ token: codes.join('\n'), key: JSON.stringify(key) });
  expect(seen.signature).toBe('valid');
  expect(seen.payload).toContain('"iss": "https://smarthealth.cards/examples/issuer"');
  const told = seen.problems.map(({ text }) => text).join();
  expect(told).toContain('spread over 2 QR codes');
  expect(told).toContain('The payload is compressed');
  await app.page.getByRole('button', { name: 'Edit payload' }).click();
  const editor = app.page.getByTestId('payload-editor');
  await expect(editor).toHaveValue(/"fhirVersion": "4.0.1"/);
});
