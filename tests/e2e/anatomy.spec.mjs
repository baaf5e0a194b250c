// The token explains itself: letters and what they decode to find each other, a signature comes apart step by step, and one changed
// letter shows what breaks.
import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { test, expect, base64url, compact } from './app.mjs';
import { violationsInBoth } from './axe.mjs';

const SECRET = 'a secret of more than thirty-two bytes for these tests';
const HEADER = base64url('{"alg":"HS256","typ":"JWT"}');
const signed = (payload, header = HEADER) => {
  const input = `${header}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
};
const spaced = (bytes) => Buffer.from(bytes).toString('hex').replace(/../g, '$& ');
const xor = (bytes, with_) => Buffer.from(bytes.map((byte) => byte ^ with_));

const tab = (page, name) => page.getByRole('tab', { name, exact: true });
const segment = (page, name) => page.getByRole('group', { name: 'Segment' }).getByRole('button', { name });
const letters = (page) => page.getByRole('group', { name: 'Encoded letters' }).getByRole('option');
const units = (page) => page.getByRole('group', { name: 'What they decode to' }).getByRole('option');
const linked = (cells) => cells.evaluateAll((all) => all.filter((cell) => cell.dataset.link).map((cell) => cell.textContent).join(' '));
const told = (page) => page.getByTestId('told');
const step = (page) => page.getByTestId('step');
const value = (page, label) => step(page).locator('.value').filter({ has: page.getByText(label, { exact: true }) }).locator('.hex');
const text = async (locator) => (await locator.textContent()).trim();

async function show({ app, page }, name, token, key) {
  await app.read({ token, key });
  await tab(page, name).click();
  await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true');
}

/** Goes to the step of that title by Next, from the first one. */
async function goTo(page, title) {
  for (let steps = 0; steps < 12; steps += 1) {
    if ((await step(page).getByRole('heading').textContent()).endsWith(title)) return;
    await page.getByRole('button', { name: 'Next', exact: true }).click();
  }
  throw new Error(`no step "${title}"`);
}

test('a letter under the pointer leads to its bits and characters, and a character back to its letters', async ({ app, page }) => {
  await show({ app, page }, 'Bytes', signed('{"a":"é"}'), SECRET);
  await expect(letters(page).first()).toHaveText('e');
  await letters(page).nth(1).hover();
  expect(await linked(letters(page))).toBe('y');
  expect(await linked(units(page))).toBe('{ "');
  await expect(told(page)).toContainText('stands for 50, in bits 110010: the last 2 bits of byte 1 and the first 4 bits of byte 2');
  const bits = page.getByTestId('lens').locator('i');
  expect(await bits.evaluateAll((all) => all.map((bit) => bit.textContent).join(''))).toBe('011110110010001001100001');
  expect(await bits.evaluateAll((all) => all.map((bit) => (bit.dataset.link ? 1 : 0)).join(''))).toBe('000000111111000000000000');
  // Two bytes are one character, and its letters are all of those that hold them.
  await units(page).filter({ hasText: 'é' }).hover();
  await expect(told(page)).toContainText('é (U+00E9) takes 2 bytes in UTF-8, 7 to 8: C3 and A9');
  expect(await linked(units(page))).toBe('é');
  expect(await linked(letters(page))).toBe(base64url('{"a":"é"}').slice(8, 11).split('').join(' '));
  await page.mouse.move(0, 0);
  expect(await linked(letters(page))).toBe('e');
});

test('the same by keyboard: along, down, up, to both ends, and Escape leads back', async ({ app, page }) => {
  await show({ app, page }, 'Bytes', signed('{"a":"é"}'), SECRET);
  const list = page.getByRole('listbox', { name: 'Letters and what they decode to' });
  await list.focus();
  const active = () => list.evaluate((list) => document.getElementById(list.getAttribute('aria-activedescendant')).textContent);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await active()).toBe('J');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('"');
  expect(await linked(letters(page))).toBe('y J');
  await page.keyboard.press('ArrowRight');
  expect(await active()).toBe('a');
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBe('J');
  await page.keyboard.press('End');
  expect(await active()).toBe(base64url('{"a":"é"}').at(-1));
  await page.keyboard.press('Home');
  expect(await active()).toBe('e');
  await expect(list).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(tab(page, 'Decoded')).toBeFocused();
  await expect(app.payload).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Bytes')).toBeFocused();
  await expect(list).toBeVisible();
});

test('the bits at the end are explained, and changing them changes nothing', async ({ app, page }) => {
  const token = signed('{"sub":"alice"}');
  await show({ app, page }, 'Bytes', token, SECRET);
  await segment(page, 'signature').click();
  await expect(page.getByTestId('trailing')).toContainText('only 4 of them complete a byte; the other 2 belong to nothing');
  await page.getByRole('button', { name: 'Go to the last letter' }).click();
  await expect(told(page)).toContainText('Its last 2 bits belong to no byte');
  await expect(page.getByTestId('lens').locator('i[data-unused]')).toHaveCount(2);
  await page.getByTestId('change-letter').click();
  await expect(page.getByTestId('change')).toContainText('It decodes to the same bytes as before');
  expect(Buffer.from((await app.token.inputValue()).split('.')[2], 'base64url')).toEqual(Buffer.from(token.split('.')[2], 'base64url'));
  expect(await app.token.inputValue()).not.toBe(token);
  await page.getByRole('button', { name: 'Undo the change' }).click();
  await expect(app.token).toHaveValue(token);
});

test('a long token is shown by pages, in a few hundred nodes', async ({ app, page }) => {
  await show({ app, page }, 'Bytes', signed(JSON.stringify({ text: 'é'.repeat(50_000) })), SECRET);
  const nodes = () => page.locator('.anatomy *').count();
  expect(await nodes()).toBeLessThan(600);
  await expect(page.getByText(/^Letters 1 to 160 of /)).toBeVisible();
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(page.getByText(/^Letters 161 to 320 of /)).toBeVisible();
  await page.getByRole('listbox').focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/^Letters 133\d+ to 133\d+ of 133\d+$/)).toBeVisible();
  expect(await nodes()).toBeLessThan(600);
});

test('HMAC: each value is the one that Node works out, and the secret is hidden until someone asks', async ({ app, page }) => {
  const token = signed('{"sub":"alice"}');
  await show({ app, page }, 'Signature', token, SECRET);
  const [input] = token.match(/^[^.]*\.[^.]*/);
  await expect(step(page).getByRole('heading')).toHaveText('1. What is signed');
  expect(await text(value(page, 'Signing input'))).toBe(input);
  await goTo(page, 'The secret as one block');
  await expect(page.getByTestId('step-said')).toHaveText(/^Step 3 of 7: The secret as one block$/);
  const all = await page.locator('.anatomy').textContent();
  expect(all).not.toContain(spaced(SECRET.slice(0, 4)).trim());
  await page.getByTestId('reveal').click();
  const block = Buffer.concat([Buffer.from(SECRET), Buffer.alloc(64 - SECRET.length)]);
  expect(await text(value(page, 'Key block'))).toBe(spaced(block).trim());
  await goTo(page, 'The inner hash');
  const inner = createHash('sha256').update(xor(block, 0x36)).update(input).digest();
  expect(await text(value(page, 'Inner hash'))).toBe(spaced(inner).trim());
  await goTo(page, 'The outer hash');
  expect(await text(value(page, 'HMAC'))).toBe(spaced(createHmac('sha256', SECRET).update(input).digest()).trim());
  await goTo(page, 'Compare');
  await expect(step(page)).toContainText('are the same: the signature is valid');
  // Another key, and what was revealed is hidden again.
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'The secret as one block' }).click();
  await app.read({ key: `${SECRET}!` });
  await expect(page.getByTestId('reveal')).toHaveText('Show the secret');
});

test('RSA: the block opens to padding, the name of the hash, and the hash', async ({ app, page }) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const input = `${base64url('{"alg":"RS256"}')}.${base64url('{"sub":"alice"}')}`;
  const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  await show({ app, page }, 'Signature', token, publicKey.export({ type: 'spki', format: 'pem' }));
  await goTo(page, 'The block inside');
  const block = value(page, 'Signature to the power e, modulo n');
  const hash = createHash('sha256').update(input).digest();
  expect(await text(block.locator('[data-ink="Hash"]'))).toBe(spaced(hash).trim());
  expect(await text(block.locator('[data-ink="Info"]'))).toBe('30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20');
  expect(await text(block.locator('[data-ink="Padding"]'))).toBe(`00 01 ${'ff '.repeat(202)}00`);
  await goTo(page, 'Compare');
  await expect(step(page)).toContainText('are the same');
});

for (const [alg, steps, last] of [
  ['PS256', ['Open the signature', 'The block inside', 'Take the mask off', 'Hash with the salt'], 'are the same'],
  ['ES256', ['The hash', 'Two numbers', 'Hash and r, divided by s', 'Back to the point'], 'are the same'],
  ['EdDSA', ['A point and a number', 'The hash that binds all three', 'The equation'], 'It holds.'],
  ['Ed448', ['A point and a number', 'The hash that binds all three', 'The equation'], 'It holds.'],
  ['ML-DSA-65', ['Three parts', 'The hash of key and message', 'The equation'], 'It holds.'],
]) {
  test(`${alg}: its own steps, and an end that says that the signature holds`, async ({ app, page }) => {
    await app.sample.selectOption(alg);
    await page.getByRole('button', { name: 'How this signature works' }).click();
    await expect(tab(page, 'Signature')).toBeFocused();
    const titles = await page.getByRole('list', { name: 'Steps' }).getByRole('button').allTextContents();
    expect(titles).toEqual(expect.arrayContaining(steps));
    await page.getByRole('list', { name: 'Steps' }).getByRole('button').last().click();
    await expect(step(page)).toContainText(last);
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(step(page).getByRole('heading')).toContainText(titles.at(-2));
    await app.read({ key: '' });
    await page.getByRole('list', { name: 'Steps' }).getByRole('button').last().click();
    await expect(step(page)).toContainText('The key is needed here');
  });
}

test('one changed letter: the hash is another one, the verdict turns, Undo brings it back', async ({ app, page }) => {
  const token = signed('{"sub":"24828","exp":4102444800}');
  await show({ app, page }, 'Signature', token, SECRET);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await page.getByRole('button', { name: 'Change one letter' }).click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  const changed = await app.token.inputValue();
  expect([...changed].filter((letter, at) => letter !== token[at])).toHaveLength(1);
  expect(Buffer.from(changed.split('.')[1], 'base64url').toString()).toBe('{"sub":"24829","exp":4102444800}');
  const mac = (token) => createHmac('sha256', SECRET).update(token.replace(/\.[^.]*$/, '')).digest();
  const [before, after] = [mac(token), mac(changed)];
  const flipped = [...before].reduce((sum, byte, at) => sum + (byte ^ after[at]).toString(2).replaceAll('0', '').length, 0);
  await expect(page.getByTestId('flipped')).toHaveText(`${flipped} of 256 bits of it changed.`);
  const values = page.getByTestId('change').locator('.hex');
  expect((await text(values.nth(0))).replaceAll(/\s+/g, '')).toBe(before.toString('hex'));
  expect((await text(values.nth(1))).replaceAll(/\s+/g, '')).toBe(after.toString('hex'));
  await page.getByRole('button', { name: 'Undo the change' }).click();
  await expect(app.token).toHaveValue(token);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(page.getByTestId('change')).toContainText('What if one letter changes?');
});

test('what has no signature says so, and whoever begins a new token sees the editor', async ({ app, page }) => {
  await show({ app, page }, 'Signature', compact('{"alg":"none"}', '{}', ''), '');
  await expect(page.getByRole('tabpanel')).toContainText('This token is not signed');
  await page.getByTestId('new-token').click();
  await expect(page.getByTestId('payload-editor')).toBeVisible();
  await expect(tab(page, 'Decoded')).toHaveAttribute('aria-selected', 'true');
});

test('an encrypted token, one in JSON and one without its content are taken apart as what they are', async ({ app, page }) => {
  const token = signed('{"sub":"alice"}');
  const [header, payload, signature] = token.split('.');
  const sealed = `${base64url('{"alg":"dir","enc":"A128GCM"}')}..YWFhYWFhYWFhYWFh.YQ.YWFhYWFhYWFhYWFhYWFhYQ`;
  await show({ app, page }, 'Bytes', sealed, '');
  // Nothing else of it can be read.
  await expect(segment(page, 'header')).toHaveAttribute('aria-pressed', 'true');
  expect(await units(page).allTextContents()).toEqual([...'{"alg":"dir","enc":"A128GCM"}']);
  await segment(page, 'encrypted key').click();
  await expect(page.getByRole('tabpanel')).toContainText('with dir and plain ECDH-ES the key is known to both sides');
  await tab(page, 'Signature').click();
  await expect(page.getByRole('tabpanel')).toContainText('An encrypted token (JWE) has no signature');
  await app.read({ token: JSON.stringify({ payload, protected: header, signature }), key: SECRET });
  await expect(step(page)).toContainText('The texts of protected and payload with a dot between them');
  expect(await text(value(page, 'Signing input'))).toBe(`${header}.${payload}`);
  await goTo(page, 'Compare');
  await expect(step(page)).toContainText('are the same');
  await page.getByRole('list', { name: 'Steps' }).getByRole('button').first().click();
  await app.read({ token: `${header}..${signature}` });
  await expect(step(page)).toContainText('the content that was sent apart');
  await tab(page, 'Bytes').click();
  await segment(page, 'payload').click();
  await expect(page.getByRole('tabpanel')).toContainText('the content was sent apart, or it was lost');
});

for (const [width, height] of [[1280, 720], [390, 844], [320, 640]]) {
  test(`in the views of bytes and signature axe finds nothing, in light and dark, and nothing is cut off at ${width}`, async ({ app, page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const view of ['Bytes', 'Signature']) {
      for (const alg of ['HS256', 'RS256']) {
        await app.sample.selectOption(alg);
        await tab(page, view).click();
        if (view === 'Signature') await goTo(page, 'Compare');
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${view} ${alg}`).toBeLessThanOrEqual(0);
        expect(await violationsInBoth(page), `${view} ${alg}`).toEqual([]);
        await tab(page, 'Decoded').click();
      }
    }
  });
}
