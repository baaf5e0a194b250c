// What a newcomer sees and finds: what this is, menus that are menus, values that can be read and taken along.
import { createHmac } from 'node:crypto';
import { test, expect, App, base64url, compact } from './app.mjs';

const SECRET = 'a secret of more than thirty-two bytes for these tests';
const HEADER = '{"alg":"HS256","typ":"JWT"}';
const signed = (payload) => {
  const input = `${base64url(HEADER)}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
};
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

test('the page says what it is, which version it is, and where privacy is explained', async ({ app, page }) => {
  await expect(page.getByRole('heading', { name: 'JWT Debugger', level: 1 })).toBeVisible();
  await expect(page.getByText('Decode, verify and understand JSON Web Tokens. Everything stays in your browser.')).toBeVisible();
  const end = page.getByRole('contentinfo');
  await expect(end).toContainText(/Version \d+\.\d+\.\d+, open source \(MIT licence\)/);
  await end.getByRole('button', { name: 'Privacy and the seal' }).click();
  await expect(page.getByRole('dialog', { name: /sealed/ })).toBeVisible();
  expect(await app.troubles).toEqual([]);
});

test('at 1280 each pane has one row of tools', async ({ app, page }) => {
  for (const state of ['reading', 'editing']) {
    if (state === 'editing') await page.getByRole('button', { name: 'Edit payload' }).click();
    for (const header of await page.locator('.pane > header').all()) {
      expect((await header.boundingBox()).height, `${state}: ${await header.textContent()}`).toBeLessThan(48);
    }
  }
  await expect(app.token).toBeVisible();
});

test('a menu opens, goes by arrows and letters, closes at Escape and gives the focus back', async ({ app, page }) => {
  const button = page.getByRole('button', { name: 'Copy as' });
  await button.focus();
  await page.keyboard.press('Enter');
  const item = (name) => page.getByRole('menu', { name: 'Copy as' }).getByRole('menuitem', { name });
  await expect(item('Authorization header')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(item('Save a case…')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('d');
  await expect(item('Decoded JSON')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(() => clipboard(page)).toBe(`Authorization: Bearer ${await app.token.inputValue()}`);
  await expect(button).toBeFocused();
});

test('how a secret is written is asked for a secret only', async ({ app, page }) => {
  await expect(app.encoding).toBeVisible();
  await app.sample.selectOption('ES256');
  await expect(app.encoding).toBeHidden();
  await app.key.fill('');
  await expect(app.encoding).toBeVisible();
  await expect(page.getByTestId('expect-iss')).toBeHidden();
});

test('one claim is copied: as text, or as the JSON that it is', async ({ app, page }) => {
  const payload = '{"sub":"a \\"b\\"","n":12345678901234567890,"list":[1.0,{"a":null}],"sub2":"é"}';
  await app.read({ token: signed(payload), key: SECRET });
  const copied = { sub: 'a "b"', n: '12345678901234567890', list: '[1.0,{"a":null}]', sub2: 'é' };
  for (const [name, value] of Object.entries(copied)) {
    const line = app.payload.locator('.line').filter({ hasText: `"${name}"` });
    await line.hover();
    await line.getByRole('button', { name: `Copy the value of ${name}`, exact: true }).click();
    await expect.poll(() => clipboard(page)).toBe(value);
  }
  // The text of the pane is that of the payload alone.
  expect(JSON.parse(await app.payload.textContent())).toEqual(JSON.parse(payload));
  await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
  const row = page.getByTestId('payload-table').getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'n', exact: true }) });
  await row.getByRole('button', { name: 'Copy the value of n' }).click();
  await expect.poll(() => clipboard(page)).toBe(copied.n);
});

test('what is copied is the value that stands there now, whatever stood before it', async ({ app, page }) => {
  await app.read({ token: signed('{"a":1,"b":22}'), key: SECRET });
  await app.read({ token: signed('{"a":1000000,"b":22}') });
  await expect(app.payload).toContainText('1000000');
  await app.payload.getByRole('button', { name: 'Copy the value of b' }).dispatchEvent('click');
  await expect.poll(() => clipboard(page)).toBe('22');
});

test('a time has its relative, local and ISO 8601 form beside it', async ({ app, page }) => {
  await app.read({ token: signed('{"exp":1782302400}'), key: SECRET });
  await expect(app.payload.locator('[data-note$="ago"][data-more="24 Jun 2026, 14:00:00 · 2026-06-24T12:00:00Z"]')).toHaveCount(1);
  await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
  await expect(page.getByTestId('payload-table')).toContainText('2026-06-24T12:00:00Z');
});

test('no note and no name wraps letter by letter, however long the value is', async ({ app, page }) => {
  const payload = JSON.stringify({ iss: `https://a.example/${'long/'.repeat(60)}`, preferred_username: 'x'.repeat(400), exp: 1782302400 });
  await app.read({ token: signed(payload), key: SECRET });
  for (const width of [320, 390, 820, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const name of ['iss', 'preferred_username']) {
      const line = app.payload.locator('.line').filter({ hasText: `"${name}"` });
      // The note is one line below the text of its value.
      const [whole, code] = await line.evaluate((line) => [line, line.firstElementChild].map((one) => one.getBoundingClientRect().height));
      expect(whole - code, `${name} at ${width}`).toBeLessThan(60);
    }
    await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
    const box = await page.getByRole('rowheader', { name: 'preferred_username' }).locator('code').boundingBox();
    expect(box.height, `a name at ${width}`).toBeLessThan(70);
    await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'JSON' }).click();
  }
});

test('a long payload keeps its colours and notes, and stays light', async ({ app, page }) => {
  const claims = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`claim${n}`, { n, ok: true, text: 'a "b" {c}: 1' }]));
  const payload = JSON.stringify({ iss: 'https://id.example.org', ...claims, exp: 1782302400 });
  await app.read({ token: signed(payload), key: SECRET });
  await expect(app.payload.locator('.line[data-note="issuer"]')).toHaveCount(1);
  await expect(app.payload.locator('.string').first()).toHaveText('"https://id.example.org"');
  expect(await app.payload.locator('*').count(), 'what is out of view has no elements').toBeLessThan(6000);
  expect(await app.payload.textContent()).toBe(JSON.stringify(JSON.parse(payload), null, 2));
  await app.payload.evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  await expect(app.payload.locator('.line[data-note$="ago"]')).toHaveCount(1);
  await app.payload.getByRole('button', { name: 'Copy the value of exp' }).dispatchEvent('click');
  await expect.poll(() => clipboard(page)).toBe('1782302400');
  expect(await app.payload.textContent()).toBe(JSON.stringify(JSON.parse(payload), null, 2));
});

test('long lines are wrapped or not, as the person likes', async ({ app, page }) => {
  await app.read({ token: signed(JSON.stringify({ a: 'x'.repeat(2000) })), key: SECRET });
  const wide = () => app.payload.evaluate((pane) => pane.scrollWidth > pane.clientWidth);
  expect(await wide()).toBe(false);
  const wrap = page.getByRole('button', { name: 'Payload: wrap long lines' });
  await wrap.click();
  await expect(wrap).toHaveAttribute('aria-pressed', 'false');
  expect(await wide()).toBe(true);
  await wrap.click();
  expect(await wide()).toBe(false);
});

for (const name of ['Encoded', 'Header', 'Payload']) {
  test(`the pane ${name} can have the whole page, and Escape gives it back`, async ({ app, page }) => {
    await expect(app.token).toBeVisible();
    const pane = page.getByRole('region', { name, exact: true });
    await page.getByRole('button', { name: `${name}: use the whole page` }).click();
    await expect(page.getByRole('region', { name: 'Key', exact: true })).toBeHidden();
    const box = await pane.boundingBox();
    expect(box.width).toBeGreaterThan(1200);
    expect(box.height).toBeGreaterThan(600);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Key', exact: true })).toBeVisible();
  });
}

test('where the keys are is a link that the person opens, and a command to copy', async ({ app, page, context }) => {
  const asked = [];
  await context.route(/^https:\/\/(keys|id)\.example/, (route) => {
    asked.push([route.request().url(), route.request().headers().referer]);
    return route.fulfill({ contentType: 'application/json', body: '{"keys":[]}' });
  });
  const token = compact('{"alg":"RS256","jku":"https://keys.example/it\'s"}', '{"iss":"https://id.example.org/t/"}');
  await app.read({ token, key: '' });
  const places = page.getByTestId('key-pointers');
  for (const address of ["https://keys.example/it's", 'https://id.example.org/t/.well-known/openid-configuration']) {
    const link = places.getByRole('link', { name: address });
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', 'noreferrer noopener');
    expect(asked).toEqual([]);
    const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await tab.waitForLoadState();
    expect(asked).toEqual([[address, undefined]]);
    asked.length = 0;
    await tab.close();
  }
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  await places.getByRole('button', { name: 'Copy curl command' }).first().click();
  await expect.poll(() => clipboard(page)).toBe("curl -sS 'https://keys.example/it%27s'");
});

test('an address that is none, or hides something, is shown and no link', async ({ app, page }) => {
  for (const jku of ['http://keys.example/', 'javascript:alert(1)', 'https://good.example@evil.example/', 'https://a.example/ b', 'https://a.example/\u202e', 'https://']) {
    await app.read({ token: compact(JSON.stringify({ alg: 'RS256', jku }), '{}'), key: '' });
    await expect(page.getByTestId('key-pointers')).toBeVisible();
    await expect(page.getByTestId('key-pointers').getByRole('link')).toHaveCount(0);
    await expect(page.getByTestId('key-pointers').getByRole('button', { name: /curl/ })).toHaveCount(0);
  }
});

test('the keys of a set: the answer is the second column and on screen; the others are grey and folded', async ({ app, page }) => {
  const keys = Array.from({ length: 99 }, (_, n) => ({ kty: 'oct', k: base64url(`a secret of thirty-two bytes ${n}....`), kid: `k${n}` }));
  keys.splice(40, 0, { kty: 'oct', k: base64url(SECRET), kid: 'right' });
  const input = `${base64url('{"alg":"HS256","kid":"k7"}')}.${base64url('{}')}`;
  const token = `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
  await app.read({ token, key: JSON.stringify({ keys }) });
  const set = page.getByTestId('key-set');
  for (const width of [320, 390, 820, 1280, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const right = set.getByRole('row').filter({ hasText: 'right' });
    const answer = right.getByRole('cell').nth(1);
    await expect(answer).toHaveText('✓ yes');
    const [cell, pane] = [await answer.boundingBox(), await set.boundingBox()];
    expect(cell.x + 40, `at ${width}`).toBeLessThan(pane.x + pane.width);
  }
  await expect(set.getByRole('row')).toHaveCount(3);
  await expect(set.getByRole('row').nth(2)).toContainText('named');
  const others = page.getByRole('button', { name: '98 others do not match' });
  await expect(others).toHaveAttribute('aria-expanded', 'false');
  await others.click();
  await expect(set.getByRole('row')).toHaveCount(61);
  const muted = await app.page.locator('.quiet').first().evaluate((one) => getComputedStyle(one).color);
  await expect(set.locator('[data-fit="no"]').last()).toHaveCSS('color', muted);
});

test('on paper there is no secret, no tool, and each finding is whole', async ({ app, page }) => {
  await app.read({ token: compact('{"alg":"none","kid":"../../dev/null"}', '{"exp":"1","Exp":1}', ''), key: SECRET });
  await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
  await page.emulateMedia({ media: 'print' });
  await expect(app.key).toBeHidden();
  await expect(page.getByRole('button', { name: 'New token' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Copy payload' })).toBeHidden();
  await expect(page.locator('[data-check="kid-injection"] dd').first()).toBeVisible();
  const cut = await page.locator('.findings ul').evaluate((list) => list.scrollHeight > list.clientHeight + 1);
  expect(cut).toBe(false);
});

test('the share dialog counts claims right, copies its link, and says so', async ({ app, page }) => {
  await app.read({ token: signed('{"a":1}'), key: SECRET });
  await app.choose('Copy as', 'Link…');
  await expect(page.getByTestId('share-holds')).toContainText('its payload with 1 claim, and no signature');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Copied link' })).toBeVisible();
  expect(await clipboard(page)).toBe(await page.getByTestId('share-link').inputValue());
});

test('nothing moves while the page loads', async ({ app, page }) => {
  await app.ready();
  await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
  const moved = await page.evaluate(
    () =>
      new Promise((done) => {
        // Firefox does not tell.
        if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return done(0);
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
      }),
  );
  expect(moved).toBeLessThan(0.001);
});

/** Opens the page, whose program does not come until what is given back is called: with `continue`, or with `abort` not at all. */
async function withoutProgram(page, address) {
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  await page.route('**/*.wasm', async (route) => route[await answered]());
  await page.goto(address, { waitUntil: 'commit' });
  return answer;
}
const early = (page) => page.getByTestId('early-token');

test('before the program is here, a token is taken, and the caret stays where it is', async ({ page, site }) => {
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  const answer = await withoutProgram(page, site);
  await expect(page.getByLabel('You can paste a token now')).toBeVisible();
  await early(page).fill(compact('{"alg":"HS256"}', '{"sub":"early"}'));
  await early(page).press('Home');
  await early(page).press('ArrowRight');
  const guards = await early(page).evaluate((field) =>
    [...field.attributes].map(({ name, value }) => [name, value]).filter(([name]) => !['id', 'data-testid'].includes(name)),
  );
  answer('continue');
  const app = new App(page);
  await app.ready();
  await expect(app.payload).toContainText('early');
  await expect(early(page)).toHaveCount(0);
  await expect(app.token).toBeFocused();
  expect(await app.token.evaluate((field) => [field.selectionStart, field.selectionEnd])).toEqual([1, 1]);
  // Nobody saw the sample, so nothing was replaced, and the sample's key is gone with it.
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden();
  await expect(app.key).toHaveValue('');
  // It keeps helpers out like the field that follows it.
  expect(guards.length).toBeGreaterThan(4);
  for (const [name, value] of guards) await expect(app.token).toHaveAttribute(name, value);
  expect(troubles).toEqual([]);
});

test('before the program is here, a paste beside every field is heard, and afterwards by the program', async ({ page, site, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const answer = await withoutProgram(page, `${site}#token=${compact('{"alg":"HS256"}', '{"sub":"linked"}')}`);
  await expect(early(page)).toBeVisible();
  const paste = async (text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.keyboard.press('ControlOrMeta+V');
  };
  const pasted = compact('{"alg":"HS256"}', '{"sub":"pasted"}');
  await paste(pasted);
  await expect(early(page)).toHaveValue(pasted);
  await expect(early(page)).toBeFocused();
  answer('continue');
  const app = new App(page);
  await app.ready();
  await expect(app.payload).toContainText('pasted');
  // The link came first, and what it brought is not lost.
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(app.payload).toContainText('linked');
  await page.evaluate(() => document.activeElement.blur());
  await paste(compact('{"alg":"HS256"}', '{"sub":"later"}'));
  await expect(app.payload).toContainText('later');
});

test('before the program is here, what was pasted stays, if that does not come', async ({ page, site }) => {
  const answer = await withoutProgram(page, site);
  await early(page).fill('precious');
  answer('abort');
  await expect(page.getByRole('alert').filter({ hasText: 'Something went wrong' })).toBeVisible();
  await expect(early(page)).toHaveValue('precious');
});
