// Text from a token is text: it is shown, marked where an eye would miss it, and never becomes part of the page.
import { test, expect, base64url, compact } from './app.mjs';

const HEADER = '{"alg":"HS256","typ":"JWT"}';
const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script><a href="javascript:alert(3)">x</a>';

/** Kinds of element that the page is made of: nothing that a token holds may add to them. */
const kinds = (page) => page.evaluate(() => [...new Set([...document.querySelectorAll('*')].map((element) => element.localName))].toSorted());

test('if the program ever stops, a notice says so, and what was typed is still in the fields', async ({ app, page }) => {
  await app.read({ token: compact(HEADER, '{}'), key: 'a secret' });
  const notice = page.locator('#failed');
  await expect(notice).toBeHidden();
  // What the browser tells of a trap in the program.
  await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })));
  await expect(notice).toBeVisible();
  await expect(app.token).toHaveValue(compact(HEADER, '{}'));
  await expect(app.key).toHaveValue('a secret');
});

for (const [name, value] of [
  ['HTML', HTML],
  ['Markdown', '**bold** [link](https://evil.example) ![image](https://evil.example/x.png) `code`'],
  ['a template', '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= 1 %>'],
]) {
  test(`${name} in names and values is shown as it is`, async ({ app, page }) => {
    page.on('dialog', (dialog) => app.troubles.push(`dialog: ${dialog.message()}`));
    const before = await kinds(page);
    const text = JSON.stringify({ [value]: value, sub: value });
    const { payload } = await app.read({ token: compact(JSON.stringify({ alg: 'HS256', kid: value }), text) });
    expect(JSON.parse(payload)).toEqual(JSON.parse(text));
    expect(JSON.parse(await app.header.textContent()).kid).toBe(value);
    await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
    await page.getByRole('group', { name: 'Header view' }).getByRole('button', { name: 'Table' }).click();
    await expect(page.getByTestId('payload-table')).toContainText(value);
    const table = ['code', 'li', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul', 'b', 'a'];
    expect((await kinds(page)).filter((kind) => !before.includes(kind) && !table.includes(kind))).toEqual([]);
    expect(await page.locator('[onerror], [href^="javascript:"], [style]').count()).toBe(0);
  });
}

test('HTML in alg, in a key and around the token ends up as text in reasons and problems', async ({ app, page }) => {
  const before = await kinds(page);
  await app.read({ token: compact(JSON.stringify({ alg: HTML }), `{"${HTML}": }`), key: JSON.stringify({ kty: HTML }) });
  await app.read({ token: `{"${HTML.replaceAll('"', '')}":"${compact(HEADER, '{}')}","b":"${compact(HEADER, '[]')}"}` });
  const allowed = ['fieldset', 'legend', 'label', 'input', 'a', 'strong', 'code', 'li', 'p'];
  expect((await kinds(page)).filter((kind) => !before.includes(kind) && !allowed.includes(kind))).toEqual([]);
});

test('right-to-left controls and other unseen characters are marked, and the text keeps them', async ({ app, page }) => {
  const value = 'user\u202egro.elpmaxe\u202c\u200b\u2066x\u2069\ufeff';
  const { payload } = await app.read({ token: compact(HEADER, JSON.stringify({ sub: value })) });
  expect(JSON.parse(payload).sub).toBe(value);
  const marks = app.payload.locator('.unseen');
  await expect(marks).toHaveCount(6);
  const names = await marks.evaluateAll((all) => all.map((mark) => mark.dataset.code));
  for (const name of ['202E', '202C', '200B', '2066', '2069', 'FEFF']) expect(names.join(' ')).toContain(name);
  // The mark can be seen: it is drawn, and the control inside of it does not turn around what follows.
  const drawn = await marks.first().evaluate((mark) => getComputedStyle(mark, '::before').content + getComputedStyle(mark, '::after').content);
  // Firefox says where it is taken from, Chromium what it is.
  expect(drawn.replace('attr(data-code)', names[0])).toContain('202E');
  expect(await marks.first().evaluate((mark) => getComputedStyle(mark).unicodeBidi)).toMatch(/isolate/);
  await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
  await expect(page.getByTestId('payload-table').locator('.unseen')).toHaveCount(6);
});

test('control characters in a string are a problem with their place, and are made visible', async ({ app }) => {
  const seen = await app.read({ token: compact(HEADER, '{"a":"\u0007\u0000"}') });
  expect(seen.format).toBe('broken');
  expect(seen.problems.map(({ text }) => text).join()).toMatch(/U\+0007.*line 1, column 7/);
  await expect(app.payload.locator('.unseen')).toHaveCount(2);
});

test('1 MB of random text is answered at once, in words', async ({ app }) => {
  const text = Array.from({ length: 1_000_000 }, (_, index) => String.fromCharCode(33 + ((index * 7919 + (index >> 7) * 31) % 94))).join('');
  const started = Date.now();
  const seen = await app.read({ token: text });
  expect(Date.now() - started).toBeLessThan(5_000);
  expect(seen.format).toBe('broken');
  expect(seen.signature).toBe('unsupported');
  expect(seen.problems.length).toBeGreaterThan(0);
  expect(await app.token.inputValue()).toBe(text);
  expect(await app.page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2_000);
  // And the page goes on.
  expect((await app.read({ token: compact('{"alg":"none"}', '{"sub":"after"}', '') })).payload).toContain('after');
});

for (const [name, make] of Object.entries({
  'dots alone': () => '.'.repeat(200_000),
  'opening brackets': () => compact(HEADER, '['.repeat(200_000)),
  'opening braces': () => compact(HEADER, '{"a":'.repeat(50_000)),
  'one long string': () => compact(HEADER, `{"a":"${'é'.repeat(300_000)}"}`),
  'duplicates without end': () => compact(HEADER, `{${Array(20_000).fill('"a":1').join()}}`),
  'control characters without end': () => compact(HEADER, `{"a":"${'\u202e'.repeat(50_000)}"}`),
  'many tokens': () => Array.from({ length: 300 }, (_, index) => compact(HEADER, `{"n":${index}}`)).join('\n'),
  'bytes of every kind': () => Array.from({ length: 65_536 }, (_, index) => String.fromCharCode(index)).join(''),
})) {
  test(`${name}: no failure, and the page goes on`, async ({ app }) => {
    const seen = await app.read({ token: make(), key: make().slice(0, 20_000) });
    expect(seen.sentence).not.toBe('');
    await expect(app.page.locator('#failed')).toBeHidden();
    expect(await app.page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(6_000);
    const next = await app.read({ token: compact('{"alg":"none"}', '{"sub":"after"}', ''), key: '' });
    expect(next).toMatchObject({ format: 'ok', signature: 'unsecured' });
    expect(base64url(next.payload)).toBe(base64url('{\n  "sub": "after"\n}\n'));
  });
}
