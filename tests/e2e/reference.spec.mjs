// The reference: every name that the page knows, searchable, and linked from the panes.
import { test, expect, compact } from './app.mjs';

const go = (page, view) => page.evaluate((view) => void (location.hash = view), view);
const entries = (page) => page.getByTestId('reference');
const count = async (page) => (await page.getByTestId('reference-count').textContent()).split(' of ').map(Number);

test('an address leads to its entry, in any case and with signs in it', async ({ app, page }) => {
  expect(app.troubles).toEqual([]);
  for (const [address, heading] of [
    ['claims/iss', 'iss'],
    ['claims/ISS', 'iss'],
    ['header/x5t-s256', 'x5t#S256'],
    ['signatures/ml-dsa-65', 'ML-DSA-65'],
    ['key-management/ecdh-es+a128kw', 'ECDH-ES+A128KW'],
    ['encryption/a256gcm', 'A256GCM'],
    ['types/at+jwt', 'at+jwt'],
    ['kinds/id-token', 'id-token'],
  ]) {
    await go(page, `/reference/${address}`);
    const focused = page.locator('main.view h2:focus');
    await expect(focused.locator('code'), address).toHaveText(heading);
    await expect(focused).toBeInViewport();
  }
  await expect(page).toHaveTitle('Reference · JWT Debugger');
});

test('the search finds names first, and what mentions them after', async ({ app, page }) => {
  expect(app.troubles).toEqual([]);
  await go(page, '/reference');
  const [all, total] = await count(page);
  expect(all).toBe(total);
  expect(total).toBeGreaterThan(200);
  expect(await page.evaluate(() => document.querySelectorAll('main.view *').length)).toBeLessThan(600);
  const search = page.getByTestId('reference-search');
  await search.fill('EXP');
  await expect(entries(page).first().locator('code').first()).toHaveText('exp');
  await expect(entries(page).first().getByRole('link')).toHaveAttribute('href', 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4');
  await search.fill('');
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Header parameters' });
  const [some] = await count(page);
  expect(some).toBeGreaterThan(15);
  expect(some).toBeLessThan(total);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('');
  await page.getByRole('button', { name: 'Show all that fit' }).click();
  await expect(entries(page)).toHaveCount(total);
});

test('a name in a pane opens its entry, by pointer in the JSON and by keyboard in the table, and is copied as text', async ({ app, page }) => {
  await app.read({ token: compact('{"alg":"HS256","kid":"1"}', '{"iss":"joe","my_own":1}'), key: '' });
  await app.payload.getByText('"iss"').click();
  await expect(page.locator('main.view h2:focus code')).toHaveText('iss');
  await page.evaluate(() => history.back());
  await expect(app.payload).toContainText('"iss": "joe"');
  await app.header.getByText('"kid"').click();
  await expect(page.locator('main.view h2:focus code')).toHaveText('kid');
  await page.evaluate(() => history.back());
  await expect(app.payload.locator('a')).toHaveCount(1);
  const copied = await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('[data-testid="payload-json"]'));
    return getSelection().toString();
  });
  expect(JSON.parse(copied)).toEqual({ iss: 'joe', my_own: 1 });
});
