// Nothing that a person typed is lost: each act that replaces it can be taken back, with all that went with it.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';

const SECRET = Buffer.from('a secret for undo, of 32 bytes and more').toString('hex');
const signed = (sub, secret = Buffer.from(SECRET, 'hex')) => {
  const input = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"sub":"${sub}","exp":4102444800}`)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const TEXT = JSON.stringify({ access_token: signed('alice', 'another'), id_token: signed('bob') });
const OTHER = signed('mallory', 'another');

const undo = (page) => page.getByTestId('undo');
const redo = (page) => page.getByTestId('redo');
const clear = (page) => page.getByRole('button', { name: 'Clear', exact: true });

/** Two tokens of which the second is chosen, a key in an encoding of its own, and expectations. */
async function type({ app, page }) {
  await app.token.fill(TEXT);
  await page.getByRole('group', { name: '2 tokens found' }).getByText('id_token').click();
  await app.encoding.selectOption('hex');
  await app.key.fill(SECRET);
  await app.expected.selectOption('HS256');
  await page.getByTestId('expectations').locator('summary').click();
  await page.getByTestId('expect-iss').fill('https://id.example');
  await is({ app, page });
  await page.evaluate(() => document.activeElement?.blur());
}

/** All of it is there. */
async function is({ app, page }) {
  await expect(app.token).toHaveValue(TEXT);
  await expect(page.getByRole('radio', { name: 'id_token' })).toBeChecked();
  await expect(app.payload).toContainText('"sub": "bob"');
  await expect(app.encoding).toHaveValue('hex');
  await expect(app.key).toHaveValue(SECRET);
  await expect(app.expected).toHaveValue('HS256');
  await expect(page.getByTestId('expect-iss')).toHaveValue('https://id.example');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
}

const drop = (page, selector, text) =>
  page.evaluate(
    ([selector, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'file.txt'));
      document.querySelector(selector).dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    },
    [selector, text],
  );

const ACTS = {
  'a paste outside of the fields': ({ app }) => app.paste(OTHER),
  'a file with a token dropped on the page': ({ page }) => drop(page, '.payload', OTHER),
  'a file with a key dropped on the key': ({ page }) => drop(page, '.key', 'another key'),
  'a key file that is opened': ({ page }) =>
    page.getByLabel('Open a key file').setInputFiles({ name: 'key', mimeType: 'text/plain', buffer: Buffer.from('another key') }),
  'a sample': ({ app }) => app.sample.selectOption('ES256'),
  'Clear': ({ page }) => clear(page).click(),
  'Clear key': ({ page }) => page.getByRole('button', { name: 'Clear key' }).click(),
  'Clear expectations': ({ page }) => page.getByRole('button', { name: 'Clear expectations' }).click(),
  'a key that is made': ({ app }) => app.choose('Generate a key', 'EC, P-256'),
  'a link': ({ page }) => page.evaluate((token) => void (location.hash = `token=${token}&iss=x&alg=RS256`), OTHER),
};

for (const [name, act] of Object.entries(ACTS)) {
  test(`${name} is taken back with all that went with it, and done again`, async ({ app, page }) => {
    await type({ app, page });
    const inputs = async () => [await app.token.inputValue(), await app.key.inputValue(), await app.expected.inputValue(), await page.getByTestId('expect-iss').inputValue()];
    const before = await inputs();
    await act({ app, page });
    await expect.poll(inputs).not.toEqual(before);
    const after = await inputs();
    await undo(page).click();
    await is({ app, page });
    await redo(page).click();
    await expect.poll(inputs).toEqual(after);
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('ControlOrMeta+z');
    await is({ app, page });
    await page.keyboard.press('ControlOrMeta+Shift+Z');
    await expect.poll(inputs).toEqual(after);
  });
}

test('editing that was ended or discarded goes on where it was', async ({ app, page }) => {
  await type({ app, page });
  const text = '{"sub":\n  "carol" }';
  const edit = async () => {
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await page.getByTestId('payload-editor').fill(text);
  };
  for (const end of ['edit-discard', 'edit-done']) {
    await edit();
    await page.getByTestId(end).click();
    await expect(page.getByTestId('payload-editor')).toHaveCount(0);
    await undo(page).click();
    await expect(page.getByTestId('payload-editor')).toHaveValue(text);
    await page.getByTestId('edit-discard').click();
  }
  // One key in the token field ends editing, too.
  await edit();
  await app.token.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('A');
  await expect(page.getByTestId('payload-editor')).toHaveCount(0);
  await undo(page).click();
  await expect(page.getByTestId('payload-editor')).toHaveValue(text);
  // A draft that nobody changed is nothing to bring back.
  await page.getByTestId('edit-discard').click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Edit payload' }).click();
  await page.getByTestId('edit-done').click();
  await expect(undo(page)).toBeHidden();
});

test('a remedy that takes another secret is taken back', async ({ app, page }) => {
  const token = signed('dave', 'secret');
  await app.read({ token, key: 'not the secret' });
  await page.getByTestId('remedy').click();
  await expect(app.key).toHaveValue('secret');
  await undo(page).click();
  await expect(app.key).toHaveValue('not the secret');
  await expect(app.token).toHaveValue(token);
});

test('a key that a passphrase opened comes back open, also when a character was typed and taken back', async ({ app, page }) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'wombat' });
  await app.key.fill(locked);
  await page.getByTestId('passphrase').fill('wombat');
  await page.getByTestId('unlock').click();
  await expect(app.summary).toContainText('EC private key', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Clear key' }).click();
  await expect(app.key).toHaveValue('');
  await undo(page).click();
  await expect(app.key).toHaveValue(locked);
  await expect(app.summary).toContainText('EC private key');
  await app.key.focus();
  await page.keyboard.type('x');
  await page.keyboard.press('Backspace');
  await expect(app.summary).toContainText('EC private key');
});

test('in a field that holds what was put there, Ctrl+Z brings the old text back; what is typed the browser takes back', async ({ app, page }) => {
  await type({ app, page });
  await clear(page).click();
  await expect(app.token).toBeFocused();
  await page.keyboard.type('abc');
  await expect(undo(page)).toBeHidden();
  for (let press = 0; press < 5 && (await app.token.inputValue()) !== ''; press += 1) await page.keyboard.press('ControlOrMeta+z');
  await expect(app.token).toHaveValue('');
  await page.keyboard.press('ControlOrMeta+z');
  await is({ app, page });
  await expect(app.token).toBeFocused();
  await page.getByRole('button', { name: 'Clear key' }).click();
  await app.key.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await is({ app, page });
});

test('a token pasted over the sample in its field comes with a way back to token and key', async ({ app, page }) => {
  const [token, key] = [await app.token.inputValue(), await app.key.inputValue()];
  await app.token.focus();
  await app.paste(OTHER);
  await expect(app.key).toHaveValue('');
  await undo(page).click();
  await expect(app.token).toHaveValue(token);
  await expect(app.key).toHaveValue(key);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('what is typed after an act stays when the act is taken back', async ({ app, page }) => {
  await app.key.fill('a key');
  await page.evaluate(() => document.activeElement?.blur());
  await app.paste(OTHER);
  await app.key.fill('typed later');
  await undo(page).click();
  await expect(app.token).not.toHaveValue(OTHER);
  await expect(app.key).toHaveValue('typed later');
});

test('acts are taken back one by one', async ({ app, page }) => {
  await type({ app, page });
  await app.paste(OTHER);
  await app.sample.selectOption('RS256');
  await clear(page).click();
  await page.evaluate(() => document.activeElement?.blur());
  for (const check of [
    () => expect(app.key).toHaveValue(/"kty":"RSA"/),
    () => expect(app.token).toHaveValue(OTHER),
    () => is({ app, page }),
  ]) {
    await page.keyboard.press('ControlOrMeta+z');
    await check();
  }
});

test('the toast says what happened, leaves the focus alone, and is gone when it is no longer true', async ({ app, page }) => {
  await type({ app, page });
  const status = page.getByRole('status').filter({ has: undo(page) });
  await app.sample.focus();
  await app.sample.selectOption('ES256');
  await expect(app.sample).toBeFocused();
  await expect(status).toHaveAttribute('aria-live', 'polite');
  await expect(status).toContainText('Token and key replaced.');
  await app.token.focus();
  await page.keyboard.type('A');
  await expect(undo(page)).toBeHidden();
  // By keyboard: to the button and back.
  await clear(page).click();
  await undo(page).focus();
  await page.keyboard.press('Enter');
  await expect(redo(page)).toBeFocused();
  await expect(page.getByText('Token and key restored.')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(redo(page)).toBeHidden();
  await expect(app.token).toBeFocused();
});

test('the toast goes after 20 seconds, and not while somebody is at it', async ({ app, page }) => {
  // The clock stands still but for what is asked of it: on a slow machine the steps between take seconds, too.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await clear(page).click();
  await page.clock.runFor(19_000);
  await expect(undo(page)).toBeVisible();
  await undo(page).hover();
  await page.clock.runFor(30_000);
  await expect(undo(page)).toBeVisible();
  await page.mouse.move(5, 5);
  await page.clock.runFor(4_000);
  await expect(undo(page)).toBeHidden();
  // The way back is still there.
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('ControlOrMeta+z');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('no single letter outside of the fields changes a text', async ({ app, page }) => {
  await type({ app, page });
  for (const letter of 'abcdfghijlmnopqrstuvwxyz0123456789') await page.keyboard.press(letter);
  for (const key of ['Delete', 'Backspace', 'Enter', 'Escape']) await page.keyboard.press(key);
  await is({ app, page });
});

test('an undo leaves nothing of a secret on the page but in its field', async ({ app, page }) => {
  await app.key.fill('kangaroo-secret-in-the-key-field');
  await page.getByRole('button', { name: 'Clear key' }).click();
  await expect(undo(page)).toBeVisible();
  const everything = () => page.evaluate(() => document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(({ value }) => value).join());
  expect(await everything()).not.toContain('kangaroo');
});
