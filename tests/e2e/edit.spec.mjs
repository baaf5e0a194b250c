// Editing on the spot: what is typed is what is signed, the way there and back changes nothing, and every reason why there
// is no signature has its own words.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import * as jose from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { test, expect, base64url, compact } from './app.mjs';

const SECRET = 'a secret of more than thirty-two bytes for these tests';
const HEADER = '{"alg":"HS256","typ":"JWT"}';
const signed = (header, payload) => {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
};
const at = (page) => ({
  header: page.getByTestId('header-editor'),
  payload: page.getByTestId('payload-editor'),
  banner: page.getByTestId('edit-banner'),
  edit: page.getByRole('button', { name: 'Edit payload' }),
  done: page.getByTestId('edit-done'),
  discard: page.getByTestId('edit-discard'),
});
const payloadOf = async (app) => Buffer.from((await app.token.inputValue()).split('.')[1], 'base64url').toString();

test('what is typed is in the token exactly so, digits and duplicates included', async ({ app, page }) => {
  const { payload, edit, banner } = at(page);
  await app.read({ token: signed(HEADER, '{}'), key: SECRET });
  await edit.click();
  const typed = '{"id":12345678901234567890,"amount":1.0,"role":"admin","role":"user"}';
  await payload.fill(typed);
  await expect(banner).toContainText('Signed with a secret (HS256)');
  expect(await payloadOf(app)).toBe(typed);
  await expect(app.token).toHaveValue(signed(HEADER, typed));
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  const { payload: claims } = await jose.jwtVerify(await app.token.inputValue(), Buffer.from(SECRET));
  expect(claims.role).toBe('user');
  expect(jsonwebtoken.verify(await app.token.inputValue(), SECRET).amount).toBe(1);
});

test('no way from reading to editing and back changes a byte of a token that nobody edited', async ({ app, page }) => {
  const { edit, done, discard, banner } = at(page);
  for (const token of [
    signed(HEADER, '{"a":1}'),
    compact('{ "alg" : "RS256" }', '{\r\n "a": 1.0 }\n'),
    `${compact(HEADER, '{"a":1}')}==`,
    compact(HEADER, 'no JSON at all'),
    compact('{"alg":"none"}', '{}', ''),
  ]) {
    for (const way of [done, discard]) {
      await app.read({ token, key: SECRET });
      await edit.click();
      await expect(banner).toContainText('Nothing is changed yet');
      await way.click();
      await expect(app.token).toHaveValue(token);
    }
  }
});

test('the browser\u2019s own undo takes typing back, and the token is the old one again', async ({ app, page }) => {
  const { payload, edit, banner } = at(page);
  const token = signed(HEADER, '{"a":1}');
  await app.read({ token, key: 'another key' });
  await edit.click();
  await payload.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('  ');
  await expect(app.token).not.toHaveValue(token);
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('Control+Z');
  await expect(app.token).toHaveValue(token);
  await expect(banner).toContainText('Nothing is changed yet');
});

test('broken JSON says where, and leaves no token to copy', async ({ app, page }) => {
  const { payload, edit, banner, discard } = at(page);
  const token = signed(HEADER, '{"a":1}');
  await app.read({ token, key: SECRET });
  await edit.click();
  await payload.fill('{"a":\n 1,}');
  await expect(banner).toContainText('the payload is not valid JSON at line 2, column 3');
  await expect(app.token).toHaveValue('');
  await expect(app.lamp('format')).toHaveAttribute('data-state', 'broken');
  await expect(app.sentence).toContainText('No token while the text is broken');
  await expect(payload).toHaveAttribute('aria-invalid', 'true');
  await expect(payload).toHaveValue('{"a":\n 1,}');
  // It stands beside the text, too; and nothing takes what was typed away but the person.
  await expect(payload).toHaveAccessibleDescription(/line 2, column 3/);
  await expect(page.getByTestId('edit-done')).toBeDisabled();
  await discard.click();
  await expect(app.token).toHaveValue(token);
});

test('each reason why there is no signature has its own words', async ({ app, page }) => {
  const { header, payload, edit, banner } = at(page);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = (key, type) => key.export({ type, format: 'pem' });
  await app.read({ token: signed(HEADER, '{}'), key: '' });
  await edit.click();
  await payload.fill('{"a":2}');
  for (const [head, key, words] of [
    [HEADER, '', 'there is no key to sign with; HS256 needs a shared secret'],
    ['{"alg":"RS256"}', pem(rsa.publicKey, 'spki'), 'this is the public key'],
    ['{"alg":"RS256"}', SECRET, 'RS256 needs an RSA key'],
    ['{"alg":"none"}', SECRET, 'an unsecured token has no signature'],
    ['{"alg":"XS256"}', SECRET, 'not a registered algorithm'],
    ['{}', SECRET, 'the header has no alg'],
    ['{"alg":"RS256"}', JSON.stringify({ keys: [rsa.publicKey.export({ format: 'jwk' })] }), 'a set of keys can only verify'],
  ]) {
    await app.key.fill(key);
    await header.fill(head);
    await expect(banner).toContainText('This token is unsigned');
    await expect(banner).toContainText(words);
    expect(await app.token.inputValue()).toMatch(/\.$/);
  }
  await app.key.fill(pem(rsa.privateKey, 'pkcs8'));
  await header.fill('{"alg":"RS256"}');
  await expect(banner).toContainText('Signed with an RSA key (RS256)');
  await jose.compactVerify(await app.token.inputValue(), rsa.publicKey);
});

test('the compact form can be signed instead, and both sizes are told', async ({ app, page }) => {
  const { payload, edit } = at(page);
  await app.read({ token: signed(HEADER, '{}'), key: SECRET });
  await edit.click();
  await payload.fill('{ "n": 1.0 }');
  await expect(page.getByText('payload: 9 of 12 bytes')).toBeVisible();
  await page.getByTestId('sign-compact').check();
  expect(await payloadOf(app)).toBe('{"n":1.0}');
  await expect(payload).toHaveValue('{ "n": 1.0 }');
});

test('times, claims and layout are set without touching the rest', async ({ app, page }) => {
  const { payload, edit } = at(page);
  await app.read({ token: signed(HEADER, '{"id":1.0,"id":2}'), key: SECRET });
  await edit.click();
  await app.choose('Set time', 'exp in 1 hour');
  const now = Math.floor(Date.now() / 1000);
  const text = await payload.inputValue();
  expect(text).toMatch(/^\{\n {2}"id": 1\.0,\n {2}"id": 2,\n {2}"exp": \d+\n\}$/);
  expect(await payloadOf(app)).toMatch(/^\{"id":1\.0,"id":2,"exp":\d+\}$/);
  expect(Math.abs(JSON.parse(text).exp - now - 3600)).toBeLessThan(5);
  // A name that stands twice makes it no claims set (RFC 7519 §4).
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'invalid');
  await app.choose('Set time', 'exp a minute ago');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'expired');
  await app.choose('Add claim', 'audience');
  expect(await payload.inputValue()).toContain(',\n  "aud": ""');
  await page.locator('.payload').getByRole('button', { name: 'Format' }).click();
  expect(await payload.inputValue()).toMatch(/^\{\n {2}"id": 1\.0,\n {2}"id": 2,/);
  await page.locator('.payload').getByRole('button', { name: 'Compact' }).click();
  expect(await payload.inputValue()).toMatch(/^\{"id":1\.0,"id":2,"exp"/);
});

test('a date and time is chosen for a claim, and stands in words beside it', async ({ app, page }) => {
  const { payload, edit } = at(page);
  await app.read({ token: signed(HEADER, '{"id":1.0,"exp":1}'), key: SECRET });
  await edit.click();
  await expect(page.getByTestId('times-said')).toContainText('exp 1 Jan 1970, 01:00:01 UTC+01:00');
  await app.choose('Set time', 'exp at a date and time…');
  const field = page.getByLabel('exp, in your time zone');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('1970-01-01T01:00:01');
  // Summer time in Berlin: two hours before UTC.
  await field.fill('2031-07-01T12:30:15');
  const exp = Date.UTC(2031, 6, 1, 10, 30, 15) / 1000;
  await expect(payload).toHaveValue(`{\n  "id": 1.0,\n  "exp": ${exp}\n}`);
  await expect(page.getByTestId('times-said')).toContainText('exp 1 Jul 2031, 12:30:15 UTC+02:00');
  await expect(app.token).toHaveValue(signed(HEADER, `{"id":1.0,"exp":${exp}}`));
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(field).toHaveCount(0);
});

test('undo takes back what the helpers wrote, like anything typed', async ({ app, page }) => {
  const { payload, edit } = at(page);
  const text = '{"name":"Zoë 🦀","id":1.0}';
  await app.read({ token: signed(HEADER, text), key: SECRET });
  await edit.click();
  await app.choose('Add claim', 'subject');
  await app.choose('Set time', 'exp in 1 hour');
  await page.locator('.payload').getByRole('button', { name: 'Format' }).click();
  const formatted = await payload.inputValue();
  expect(formatted).toMatch(/^\{\n {2}"name": "Zoë 🦀",\n {2}"id": 1\.0,\n {2}"sub": "",\n {2}"exp": \d+\n\}$/);
  await payload.focus();
  // They wrote it as it is laid out already, so the last of them changed nothing.
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('Control+Z');
  await expect(payload).toHaveValue('{\n  "name": "Zoë 🦀",\n  "id": 1.0\n}');
  await expect(app.token).toHaveValue(signed(HEADER, text));
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('Control+Y');
  await expect(payload).toHaveValue(formatted);
});

test('brackets and quotes come in pairs, Tab leaves, and undo takes a pair back', async ({ app, page }) => {
  const { payload, edit } = at(page);
  await app.read({ token: signed(HEADER, '{}'), key: SECRET });
  await edit.click();
  await payload.fill('');
  await payload.focus();
  await page.keyboard.type('{"a":["b"]}');
  await expect(payload).toHaveValue('{"a":["b"]}');
  await payload.fill('');
  await page.keyboard.type('{');
  await expect(payload).toHaveValue('{}');
  await page.keyboard.press('Control+Z');
  await expect(payload).toHaveValue('');
  await page.keyboard.press('Tab');
  await expect(payload).not.toBeFocused();
});

test('typing in the token field returns to reading', async ({ app, page }) => {
  const { payload, edit } = at(page);
  await app.read({ token: signed(HEADER, '{"a":1}'), key: SECRET });
  await edit.click();
  await expect(payload).toBeVisible();
  await app.token.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('A');
  await expect(payload).toHaveCount(0);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
});

test('the samples are signed as they are edited, for every algorithm', async ({ app, page }) => {
  const { payload, edit, done, banner } = at(page);
  const names = await app.sample.locator('> option:not([disabled])').evaluateAll((all) => all.map((option) => option.value));
  for (const name of names) {
    await app.sample.selectOption(name);
    await edit.click();
    await payload.fill('{"edited":true}');
    await expect(banner).toContainText(`(${name}) as you type`);
    await done.click();
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await expect(app.payload).toContainText('"edited": true');
  }
});

test('JSON in one line is edited in lines, and stays in one line', async ({ app, page }) => {
  const { header, payload, edit } = at(page);
  await app.read({ token: signed(HEADER, '{"a":1.0,"b":[true]}'), key: SECRET });
  await edit.click();
  await expect(header).toHaveValue('{\n  "alg": "HS256",\n  "typ": "JWT"\n}');
  await expect(payload).toHaveValue('{\n  "a": 1.0,\n  "b": [\n    true\n  ]\n}');
  await payload.fill((await payload.inputValue()).replace('1.0', '1.00'));
  await expect(app.token).toHaveValue(signed(HEADER, '{"a":1.00,"b":[true]}'));
  await page.getByTestId('sign-compact').uncheck();
  expect(await payloadOf(app)).toBe('{\n  "a": 1.00,\n  "b": [\n    true\n  ]\n}');
});

test('a learner tampers, and sees it fail: the old signature stays, or there is none', async ({ app, page }) => {
  const { payload, edit, done, banner } = at(page);
  const mode = page.getByTestId('signature-mode');
  const token = signed(HEADER, '{"admin":false}');
  await app.read({ token, key: SECRET });
  await edit.click();
  await expect(page.getByRole('combobox', { name: 'Signature' })).toHaveValue('sign');
  await mode.selectOption('keep');
  await expect(app.token).toHaveValue(token);
  await payload.fill((await payload.inputValue()).replace('false', 'true'));
  const [, , signature] = token.split('.');
  await expect(app.token).toHaveValue(`${base64url(HEADER)}.${base64url('{"admin":true}')}.${signature}`);
  await expect(banner).toContainText('signature is the old one');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await mode.selectOption('none');
  await expect(app.token).toHaveValue(`${base64url(HEADER)}.${base64url('{"admin":true}')}.`);
  await expect(app.lamp('signature')).not.toHaveAttribute('data-state', 'valid');
  await mode.selectOption('sign');
  await expect(app.token).toHaveValue(signed(HEADER, '{"admin":true}'));
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await mode.selectOption('keep');
  await done.click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await expect(app.payload).toContainText('"admin": true');
});

test('with one\u2019s own RSA key a token is re-signed, and nothing is called an attack', async ({ app, page }) => {
  const { edit, banner } = at(page);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' });
  await app.read({ token: signed(HEADER, '{"a":1}'), key: pem });
  await edit.click();
  await at(page).payload.fill('{"a":2}');
  await expect(banner).toContainText('HS256 needs a shared secret');
  await expect(page.locator('body')).not.toContainText('algorithm confusion');
  await expect(app.sentence).toContainText('not signed yet');
  await page.getByTestId('use-algorithm').click();
  await expect(banner).toContainText('Signed with an RSA key (RS256)');
  await expect(app.key).toHaveValue(pem);
  await jose.compactVerify(await app.token.inputValue(), rsa.publicKey);
  // The picker offers what the key is for, first.
  const picker = page.getByRole('combobox', { name: 'Algorithm', exact: true });
  await expect(picker).toHaveValue('RS256');
  expect(await picker.locator('> option:not([disabled])').allTextContents()).toEqual(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']);
  await picker.selectOption('PS384');
  await expect(banner).toContainText('(PS384) as you type');
  await jose.compactVerify(await app.token.inputValue(), rsa.publicKey, { algorithms: ['PS384'] });
});

test('a new token starts from the key that is there, and leaves the old one until it is done', async ({ app, page }) => {
  const { header, payload, banner, discard } = at(page);
  const before = await app.token.inputValue();
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  await app.key.fill(JSON.stringify({ ...ec.privateKey.export({ format: 'jwk' }), kid: 'mine' }));
  await page.getByRole('button', { name: 'New token' }).click();
  expect(JSON.parse(await header.inputValue())).toEqual({ alg: 'ES384', typ: 'JWT', kid: 'mine' });
  await expect(banner).toContainText('(ES384) as you type');
  await jose.jwtVerify(await app.token.inputValue(), ec.publicKey);
  for (const [name, seconds] of [['5 minutes', 300], ['1 day', 86_400], ['1 hour', 3600]]) {
    await page.getByRole('group', { name: 'Expires in' }).getByRole('button', { name: `Expires in ${name}` }).click();
    expect(Math.abs(JSON.parse(await payload.inputValue()).exp - Date.now() / 1000 - seconds)).toBeLessThan(5);
  }
  await discard.click();
  await expect(app.token).toHaveValue(before);
});

test('a draft that nobody can sign yet is a draft, not a forgery', async ({ app, page }) => {
  await app.read({ token: '', key: '' });
  await page.getByTestId('new-token').click();
  await expect(app.sentence).toContainText('A draft that is not signed yet: there is no key to sign with');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'none');
  await expect(app.reasons).toHaveCount(0);
});

test('header and payload that are pasted as JSON are a draft, signed with the key that is there', async ({ app, page }) => {
  const { payload, banner } = at(page);
  await app.read({ token: '', key: SECRET });
  await app.token.focus();
  await app.paste('{\n  "alg": "HS256"\n}\n{\n  "sub": "alice",\n  "n": 1.0\n}\n');
  await expect(banner).toContainText('(HS256) as you type');
  await expect(payload).toHaveValue('{\n  "sub": "alice",\n  "n": 1.0\n}');
  await expect(app.token).toHaveValue(signed('{"alg":"HS256"}', '{"sub":"alice","n":1.0}'));
});

test('bytes that are no text are not edited, and the button says why', async ({ app, page }) => {
  await app.read({ token: compact(HEADER, Buffer.from([0xff, 0xfe])) });
  await expect(at(page).edit).toBeDisabled();
  await expect(at(page).edit).toHaveAttribute('title', /not text/);
});

test('nothing secret gets into the address, the history or the storage', async ({ app, page }) => {
  const { payload, edit } = at(page);
  await app.read({ token: signed(HEADER, '{}'), key: SECRET });
  await edit.click();
  await payload.fill('{"a":1}');
  const places = await page.evaluate(() => JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }, document.cookie, document.title]));
  expect(places).not.toContain(SECRET);
});

/** A payload of 100 KB in many entries, and what is in the page to type into it. */
const LONG = `{"name":"Ada","entries":[${Array.from({ length: 1600 }, (_, n) => `{"id":${n},"name":"Ada Lovelace","roles":["r","w"],"ok":true}`).join()}]}`;
async function editLong(app, page) {
  await app.read({ token: signed(HEADER, LONG), key: SECRET });
  await at(page).edit.click();
  await at(page).payload.evaluate((field) => {
    field.focus();
    const place = field.value.indexOf('Lovelace', field.value.length / 2);
    field.setSelectionRange(place, place);
  });
}

test('typing quickly in a long payload ends with a token that is exactly the text, and soon', async ({ app, page }) => {
  await editLong(app, page);
  await page.keyboard.type('typed "quickly" ', { delay: 12 });
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Z');
  await page.keyboard.type('é.', { delay: 12 });
  await page.waitForTimeout(300);
  const [text, token, busy] = await page.evaluate(() => [
    document.querySelector('[data-testid="payload-editor"]').value,
    document.querySelector('[data-testid="token-input"]').value,
    document.body.ariaBusy,
  ]);
  expect(busy).toBeNull();
  // Two quotes inside of a string make no JSON: there is no token then, and not the one before either.
  expect(token).toBe('');
  await at(page).payload.evaluate((field) => field.setSelectionRange(0, field.value.length));
  const good = text.replaceAll('typed "quickly" ', 'typed quickly ');
  expect(good).toContain('typed quickly é.Lovelace');
  await page.keyboard.insertText(good);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('  ');
  await page.waitForTimeout(300);
  const wanted = `${good.slice(0, -2)}  ${good.slice(-2)}`;
  const made = await app.token.inputValue();
  expect(made).toBe(signed(HEADER, wanted));
  const { payload } = await jose.compactVerify(made, Buffer.from(SECRET));
  expect(Buffer.from(payload).toString()).toBe(wanted);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('a key stroke in a long payload leaves the rest of the page for after the frame, and many come to one change', async ({ app, page }) => {
  await editLong(app, page);
  const { inFrame, updates, own } = await page.evaluate(async () => {
    const field = document.querySelector('[data-testid="payload-editor"]');
    const foot = document.querySelector('#token-foot');
    const changed = [];
    const all = new MutationObserver((records) => changed.push(...records));
    all.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.execCommand('insertText', false, 'x');
    await new Promise(requestAnimationFrame);
    changed.push(...all.takeRecords());
    all.disconnect();
    const inFrame = changed.map(({ target, attributeName }) => `${target.nodeName} ${attributeName}`);
    let updates = 0;
    const feet = new MutationObserver(() => (updates += 1));
    feet.observe(foot, { subtree: true, childList: true });
    // One after the other without a pause, as from a key that is held down.
    for (let key = 0; key < 20; key += 1) document.execCommand('insertText', false, 'y');
    await new Promise((later) => setTimeout(later, 300));
    const token = document.querySelector('[data-testid="token-input"]').value;
    const own = new TextDecoder().decode(Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)));
    return { inFrame, updates, own: own === field.value && own.includes(`x${'y'.repeat(20)}Lovelace`) };
  });
  expect(inFrame).toEqual(['BODY aria-busy']);
  expect(updates).toBe(1);
  expect(own).toBe(true);
});

test('what is copied, shared or kept of a long text is what stands there, at any moment', async ({ app, page }) => {
  await editLong(app, page);
  const { texts, was } = await page.evaluate(async () => {
    const at = (id) => document.querySelector(`[data-testid="${id}"]`);
    const texts = [];
    const was = [];
    navigator.clipboard.writeText = async (text) => texts.push(text);
    const type = (text) => {
      at('payload-editor').focus();
      document.execCommand('insertText', false, text);
      was.push([document.body.ariaBusy, at('payload-editor').value]);
    };
    type('a');
    [...document.querySelectorAll('.encoded .copy')][0].click();
    type('b');
    document.querySelector('[role="menuitem"][value="Authorization header"]').click();
    type('c');
    at('token-input').focus();
    texts.push(await new Promise((later) => setTimeout(() => later(at('token-input').value))));
    type('d');
    at('header-editor').focus();
    document.execCommand('insertText', false, ' ');
    at('edit-done').click();
    texts.push(await new Promise((later) => setTimeout(() => later(at('token-input').value))));
    return { texts, was };
  });
  expect(was.map(([busy]) => busy)).toEqual(['true', 'true', 'true', 'true']);
  expect(texts.map((text) => Buffer.from(text.split('.')[1], 'base64url').toString())).toEqual(was.map(([, text]) => text));
  for (const text of texts) await jose.compactVerify(text.replace('Authorization: Bearer ', ''), Buffer.from(SECRET));
});
