// Several tokens at once: two of them compared, and the times of all.
import { createHmac } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';
import { violations } from './axe.mjs';

const NOW = Math.floor(Date.now() / 1000);
const SECRETS = ['q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa', 'another secret of thirty-two byte'];

/** A token signed with HS256, header and payload exactly as given. */
function signed(payload, secret, header = '{"alg":"HS256","typ":"JWT"}') {
  const input = [header, payload].map(base64url).join('.');
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const A = signed(`{"iss":"https://a.example","sub":"alice","aud":["x","y"],"n":1,"iat":${NOW - 600},"exp":${NOW + 3000}}`, SECRETS[0]);
const B = signed(`{"exp":${NOW + 6600},"iat":${NOW - 600},"aud":["y","x"],"iss":"https://a.example","n":1.0,"role":"<b>admin</b>"}`, SECRETS[1]);

const answer = (page) => page.getByTestId('compare-answer');
const changes = (page, part) =>
  page
    .getByTestId(`compare-${part}`)
    .getByTestId('difference')
    .evaluateAll((rows) => rows.map((row) => [row.dataset.change, ...[...row.querySelectorAll('th, td')].slice(1).map((cell) => cell.textContent)]));

/** Opens `token` in another tab. */
async function another(app, token, key) {
  await app.page.getByRole('button', { name: 'Another token', exact: true }).first().click();
  await expect(app.token).toHaveValue('');
  await app.read({ token, key });
}

/** Nothing is out of sight to the side, and axe has nothing to say; at a desk in light, on a phone in the dark. */
async function looksRight(page) {
  for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark']]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect.soft(await violations(page), `${width} ${colorScheme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('two tokens in tabs are compared by meaning, and each is judged by what the other is judged by', async ({ app, page }) => {
  await app.read({ token: A, key: SECRETS[0] });
  await another(app, B, SECRETS[1]);
  await page.getByRole('navigation', { name: 'All open tokens' }).getByRole('link', { name: 'Compare' }).click();
  await expect(page.locator('#view-title')).toHaveText('Compare two tokens');
  // The one on the page comes first.
  await expect(page.getByRole('combobox', { name: 'Token A' }).locator('option:checked')).not.toHaveText('alice');
  await page.getByRole('combobox', { name: 'Token A' }).selectOption('alice');
  await page.getByRole('combobox', { name: 'Token B' }).selectOption({ index: 1 });
  await expect(answer(page)).toHaveText('Only sub, exp, role and the signature differ.');
  expect(await changes(page, 'payload')).toEqual([
    ['removed', 'sub', '"alice"', '—'],
    ['rewritten', 'aud', '["x","y"]', '["y","x"]'],
    ['rewritten', 'n', '1', '1.0'],
    ['changed', 'exp', `${NOW + 3000}`, `${NOW + 6600}`],
    ['added', 'role', '—', '"<b>admin</b>"'],
  ]);
  await expect(page.getByTestId('compare-header')).toHaveAttribute('data-state', 'identical');
  await expect(page.getByTestId('compare-times').getByRole('row', { name: /^exp/ })).toContainText('1 hour later');
  await expect(page.getByTestId('compare-bytes')).toContainText('in the payload');
  const verdicts = page.getByTestId('compare-verdict');
  await expect(verdicts).toHaveCount(4);
  expect(await verdicts.evaluateAll((all) => all.map(({ dataset }) => dataset.state))).toEqual(['valid', 'invalid', 'invalid', 'valid']);
  await expect(page.getByTestId('compare-finding').first()).toBeVisible();
  await looksRight(page);
  // What is typed meanwhile counts: the tab that is shown is the second one.
  await page.getByTestId('nav-debugger').click();
  await app.read({ key: SECRETS[0] });
  await page.goBack();
  await expect(verdicts).toHaveCount(2);
  await expect(page.getByTestId('compare-judged')).not.toContainText('expectations of B');
});

test('a second token is pasted beside the only one, and stays until it is replaced', async ({ app, page }) => {
  await app.read({ token: A, key: SECRETS[0] });
  await page.getByRole('navigation', { name: 'More about this token' }).getByRole('link', { name: 'Compare' }).click();
  await expect(answer(page)).toHaveText('Paste the token to compare with.');
  const field = page.getByRole('textbox', { name: 'Token B' });
  await field.fill(`Authorization: Bearer ${A}`);
  await expect(answer(page)).toHaveText('The same token, byte for byte.');
  const [header, payload, signature] = A.split('.');
  const forged = base64url(Buffer.from(payload, 'base64url').toString().replace('alice', 'root'));
  await field.fill(`${header}.${forged}.${signature}`);
  await expect(answer(page)).toHaveText('Only sub differs. The signature is the same.');
  await expect(page.getByTestId('compare-verdict').nth(1)).toHaveAttribute('data-state', 'invalid');
  // Order alone.
  const reordered = Object.entries(JSON.parse(Buffer.from(payload, 'base64url'))).reverse();
  await field.fill(signed(JSON.stringify(Object.fromEntries(reordered)), SECRETS[0]));
  await expect(answer(page)).toHaveText('The same claims, in another order; the signature differs.');
  await expect(page.getByTestId('difference')).toHaveCount(0);
  await page.getByTestId('nav-debugger').click();
  await page.goBack();
  await expect(field).not.toHaveValue('');
  await expect(answer(page)).toContainText('in another order');
  // Many differences are told in part.
  const many = Object.fromEntries([...Array(500).keys()].map((at) => [`n${at}`, at]));
  await field.fill(signed(JSON.stringify(many), SECRETS[0]));
  await expect(page.getByTestId('difference')).toHaveCount(200);
  await expect(page.getByTestId('compare-payload')).toContainText('and 306 more');
});

test('the timeline has each open token with its times, its state and a bar', async ({ app, page }) => {
  await app.read({ token: A, key: SECRETS[0] });
  await another(app, signed(`{"sub":"bob","iat":${NOW - 7200},"exp":${NOW - 3600}}`, SECRETS[0]), SECRETS[0]);
  await another(app, signed(`{"sub":"carol","nbf":${NOW + 86_400 * 30},"exp":8640000000000}`, SECRETS[0]), SECRETS[0]);
  await another(app, signed('{"sub":"dave","exp":1e300}', SECRETS[0]), SECRETS[0]);
  await another(app, signed(`{"sub":"erin","iat":${NOW - 60}}`, SECRETS[0]), SECRETS[0]);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.locator('#view-title')).toHaveText('Timeline');
  const rows = page.getByTestId('timeline-token');
  await expect(rows).toHaveCount(5);
  expect(await rows.evaluateAll((all) => all.map(({ dataset }) => dataset.state))).toEqual(['ok', 'expired', 'not-yet-valid', 'invalid', 'no-end']);
  await expect(page.getByRole('row', { name: /bob/ })).toContainText('1 hour ago');
  await expect(page.getByRole('row', { name: /carol/ })).toContainText('13 Sep 275760');
  // The bars of those that are in time reach over now, that of the expired one ends before it, and all are within the axis.
  const places = await page.evaluate(() => {
    const now = document.querySelector('.timeline line[data-now]').getBoundingClientRect().left;
    const cell = document.querySelector('.timeline .bar svg').getBoundingClientRect();
    return [...document.querySelectorAll('.timeline tbody tr')].map((row) => {
      const bar = row.querySelector('[data-kind="valid"]')?.getBoundingClientRect();
      return bar ? [bar.left >= cell.left - 1, bar.right <= cell.right + 1, Math.sign(Math.round(bar.left - now)), Math.sign(Math.round(bar.right - now))] : null;
    });
  });
  expect(places).toEqual([[true, true, -1, 1], [true, true, -1, -1], [true, true, 1, 1], null, [true, true, -1, 1]]);
  await looksRight(page);
  await page.getByRole('button', { name: 'bob' }).click();
  await expect(app.payload).toContainText('"bob"');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'expired');
});
