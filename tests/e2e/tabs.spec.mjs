// Several tokens at once: each has a tab, with all that was typed and chosen for it; nothing of them is stored.
import { createHmac } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';
import { violations } from './axe.mjs';

const SECRET = Buffer.from('a secret for tabs, of 32 bytes or more').toString('hex');
const signed = (sub, claims = {}) => {
  const payload = JSON.stringify({ sub, exp: 4102444800, ...claims });
  const input = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', Buffer.from(SECRET, 'hex')).update(input).digest('base64url')}`;
};
const TEXT = JSON.stringify({ access_token: signed('alice'), id_token: signed('bob') });

const strip = (page) => page.getByRole('tablist', { name: 'Open tokens' });
const tab = (page, name) => strip(page).getByRole('tab', { name });
/** What the tabs are called, and which is shown. */
const tabs = (page) =>
  strip(page).getByRole('tab').evaluateAll((all) => all.map((one) => (one.ariaSelected === 'true' ? '*' : '') + one.title));
const another = (page) => page.getByRole('button', { name: 'Another token' });
const undo = (page) => page.getByTestId('undo');

/** What stands in the fields. */
const inputs = async (app, page) => [
  await app.token.inputValue(),
  await app.key.inputValue(),
  await app.encoding.inputValue(),
  await app.expected.inputValue(),
  await page.getByTestId('expect-iss').inputValue(),
];

test('each token comes back with its key, its edit and its choices, and is nowhere else meanwhile', async ({ app, page }) => {
  await expect(strip(page)).toHaveCount(0);
  const sample = await inputs(app, page);
  await another(page).click();
  await expect(app.token).toBeFocused();
  expect((await inputs(app, page)).slice(0, 2)).toEqual(['', '']);
  await expect(tab(page, 'Token 2, No token')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('#debugger')).toHaveRole('tabpanel');

  // The second token of a text, a key in an encoding of its own, expectations, and an edit that is under way.
  await app.token.fill(TEXT);
  await page.getByRole('group', { name: '2 tokens found' }).getByText('id_token').click();
  await app.encoding.selectOption('hex');
  await app.key.fill(SECRET);
  await app.expected.selectOption('HS256');
  await page.getByTestId('expectations').locator('summary').click();
  await page.getByTestId('expect-iss').fill('https://id.example');
  await expect(tab(page, /^bob, JWS, /)).toHaveAttribute('data-tone', 'bad');
  await page.getByTestId('expect-iss').fill('');
  await expect(tab(page, 'bob, JWS, Cleaned up')).toHaveAttribute('data-tone', 'warn');
  await page.getByTestId('expect-iss').fill('https://id.example');
  const typed = await inputs(app, page);
  await page.getByRole('button', { name: 'Edit payload' }).click();
  await page.getByTestId('payload-editor').fill('{"sub":\n  "carol" }');
  const edited = await inputs(app, page);

  // To the sample by pointer: nothing of the other is left on the page but its tab.
  await strip(page).getByRole('tab').first().click();
  expect(await inputs(app, page)).toEqual(sample);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  const everything = () =>
    page.evaluate(() => document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(({ value }) => value).join());
  for (const text of [SECRET, 'carol" }', TEXT]) expect(await everything()).not.toContain(text);

  // And back: the edit goes on, and its own undo is there.
  await tab(page, /^carol, /).click();
  await expect(page.getByTestId('payload-editor')).toHaveValue('{"sub":\n  "carol" }');
  expect(await inputs(app, page)).toEqual(edited);
  await page.getByTestId('edit-discard').click();
  expect(await inputs(app, page)).toEqual(typed);
  await expect(page.getByRole('radio', { name: 'id_token' })).toBeChecked();
  await strip(page).getByRole('tab').first().click();
  await expect(undo(page)).toBeHidden();
  await page.keyboard.press('ControlOrMeta+z');
  expect(await inputs(app, page), 'what was done in another tab is undone there').toEqual(sample);
  await tab(page, /^bob, /).click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('payload-editor')).toHaveValue('{"sub":\n  "carol" }');

  // Of all this nothing is stored.
  const stored = await page.evaluate(async () => [Object.keys(localStorage), Object.keys(sessionStorage), await indexedDB.databases?.() ?? [], document.cookie, location.hash, history.state]);
  expect(stored).toEqual([[], [], [], '', '', null]);
  await page.reload();
  await app.ready();
  await expect(strip(page)).toHaveCount(0);
});

test('by keyboard alone tabs are opened, walked, named, moved, closed and brought back', async ({ app, page }) => {
  await another(page).focus();
  for (const sub of ['alice', 'bob']) {
    await page.keyboard.press('Enter');
    await expect(app.token).toBeFocused();
    await page.keyboard.insertText(signed(sub));
    await another(page).last().focus();
  }
  await page.keyboard.press('Shift+Tab');
  await expect(tab(page, 'bob, JWS, No key')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(tab(page, 'alice, JWS, No key')).toBeFocused();
  await expect(app.payload).toContainText('"sub": "alice"');
  const sample = (await tabs(page))[0];
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(tab(page, /^bob/), 'before the first comes the last').toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('F2');
  const name = page.getByRole('textbox', { name: 'Name of the tab' });
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('alice');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('staging');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'staging, JWS, No key')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('not this');
  await page.keyboard.press('Escape');
  await expect(tab(page, 'staging, JWS, No key')).toBeFocused();
  await expect(name).toHaveCount(0);

  await page.keyboard.press('Control+Shift+ArrowRight');
  await expect(tab(page, /^staging/)).toBeFocused();
  expect(await tabs(page)).toEqual([sample, 'bob, JWS, No key', '*staging, JWS, No key']);
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  expect(await tabs(page)).toEqual(['*staging, JWS, No key', sample, 'bob, JWS, No key']);
  await expect(tab(page, /^staging/)).toBeFocused();

  await page.keyboard.press('Delete');
  await expect(page.getByText('Closed “staging”.')).toBeVisible();
  expect(await tabs(page)).toEqual([`*${sample}`, 'bob, JWS, No key']);
  await expect(tab(page, sample)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(strip(page)).toHaveCount(0);
  await expect(another(page)).toBeFocused();
  await expect(app.token).toHaveValue(signed('bob'));
  await undo(page).focus();
  await page.keyboard.press('Enter');
  await expect(tab(page, sample)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  expect(await tabs(page)).toEqual(['*staging, JWS, No key', sample, 'bob, JWS, No key']);
  await expect(app.token).toHaveValue(signed('alice'));
});

test('a text with three tokens opens as three tabs, which are dragged, closed and named by pointer', async ({ app, page }) => {
  const text = `{"access_token":"${signed('alice')}","id_token":"${signed('bob', { exp: 1300819380 })}"}\nBearer ${signed('carol')}`;
  await app.token.fill(text);
  await app.encoding.selectOption('hex');
  await app.key.fill(SECRET);
  await page.getByRole('group', { name: '3 tokens found' }).getByText('id_token').click();
  await page.getByRole('button', { name: 'Open all 3 as tabs' }).click();
  await expect(strip(page).getByRole('tab')).toHaveCount(3);
  const [first, second, third] = await tabs(page);
  expect([first, second]).toEqual(['access_token, JWS, Not checked', '*id_token, JWS, Expired']);
  expect(third).toMatch(/, JWS, Not checked$/);
  await expect(app.token).toHaveValue(signed('bob', { exp: 1300819380 }));
  await strip(page).getByRole('tab').last().click();
  await expect(app.token).toHaveValue(signed('carol'));
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');

  // What the text was, comes back where it stood.
  await tab(page, /^id_token/).click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(app.token).toHaveValue(text);
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await expect(app.token).toHaveValue(signed('bob', { exp: 1300819380 }));

  await tab(page, /^id_token/).dragTo(tab(page, /^access_token/));
  expect((await tabs(page)).map((label) => label.split(',')[0])).toEqual(['*id_token', 'access_token', third.split(',')[0]]);
  await tab(page, /^access_token/).dblclick();
  await page.getByRole('textbox', { name: 'Name of the tab' }).fill('mine');
  await app.sentence.click();
  await expect(tab(page, 'mine, JWS, Valid')).toBeVisible();
  await tab(page, /^id_token/).locator('.close').click();
  await expect(strip(page).getByRole('tab')).toHaveCount(2);
  await undo(page).click();
  await expect(tab(page, 'id_token, JWS, Expired')).toHaveAttribute('aria-selected', 'true');
  await app.choose('This tab', 'Move right');
  await app.choose('This tab', 'Close');
  expect((await tabs(page)).map((label) => label.split(',')[0])).toEqual(['mine', `*${third.split(',')[0]}`]);

  // On a phone the strip scrolls, and the page does not.
  await page.setViewportSize({ width: 390, height: 844 });
  for (let count = 0; count < 4; count += 1) await another(page).last().click();
  await expect(strip(page).getByRole('tab', { selected: true })).toBeInViewport();
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(screen);
  expect(await violations(page)).toEqual([]);
});

test('a key that follows another within a frame is heard by the tab that was moved, and by the field for its name', async ({ app, page }) => {
  for (const sub of ['alice', 'bob']) {
    await another(page).last().click();
    await page.keyboard.insertText(signed(sub));
  }
  await tab(page, /^bob/).focus();
  const sample = (await tabs(page))[0];
  // No frame comes any more.
  await page.evaluate(() => (window.requestAnimationFrame = () => 0));
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  expect(await tabs(page)).toEqual(['*bob, JWS, No key', sample, 'alice, JWS, No key']);
  await page.keyboard.press('F2');
  await page.keyboard.type('mine');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+ArrowRight');
  expect(await tabs(page)).toEqual([sample, '*mine, JWS, No key', 'alice, JWS, No key']);
});
