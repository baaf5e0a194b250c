// A case: what is saved of a token for a ticket, what is in the file and what is not, and how it opens again.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test, expect, base64url } from './app.mjs';
import { violations } from './axe.mjs';

const SECRET = 'q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa';
const SCHEMA = JSON.parse(readFileSync(new URL('../../docs/case.schema.json', import.meta.url), 'utf8'));

const signed = (payload, header = { alg: 'HS256', typ: 'JWT' }) => {
  const input = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
};
const PAYLOAD = { iss: 'https://id.example', sub: 'alice.liddell', email: 'alice@example.org', aud: 'api', exp: 4000000000 };
const notice = (page) => page.getByTestId('case-notice');

/** Presses a button that saves; resolves to the text of the file, and where it is. */
async function saved(page, button) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const path = await (await download).path();
  return { path, name: (await download).suggestedFilename(), text: readFileSync(path, 'utf8') };
}

/** Drops a file on the page. */
const drop = (page, name, text) =>
  page.evaluate(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      document.querySelector('.header').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [name, text],
  );

/** Where `value` is not as the schema has it; enough of JSON Schema for this one. */
function misfits(value, schema, path = '$') {
  if (schema.$ref) return misfits(value, SCHEMA.$defs[schema.$ref.split('/').pop()], path);
  if ('const' in schema) return value === schema.const ? [] : [`${path} is ${value}`];
  if (schema.enum) return schema.enum.includes(value) ? [] : [`${path} is ${value}`];
  const kind = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  if (kind !== schema.type) return [`${path} is ${kind}`];
  if (kind === 'array') return value.flatMap((item, index) => misfits(item, schema.items, `${path}[${index}]`));
  if (kind !== 'object') return [];
  const missing = schema.required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`);
  return missing.concat(
    Object.entries(value).flatMap(([name, member]) =>
      schema.properties[name] ? misfits(member, schema.properties[name], `${path}.${name}`) : [`${path}.${name} is unknown`],
    ),
  );
}

test('a case is looked at before it is saved, holds nothing that is masked, and opens again by drop', async ({ app, page }) => {
  const token = signed(PAYLOAD);
  await app.read({ token, key: SECRET });
  await page.getByTestId('expectations').locator('summary').click();
  await page.getByTestId('expect-iss').fill('https://id.example');
  await app.choose('Copy as', 'Save a case\u2026');
  const preview = page.getByTestId('case-preview');
  await expect(preview).toContainText('Valid signature (HS256).');
  await expect(page.getByTestId('case-holds')).toContainText('was destroyed');
  await expect(page.getByRole('checkbox', { name: 'sub' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'iss' })).not.toBeChecked();
  expect(await violations(page)).toEqual([]);
  await expect(preview).not.toContainText(base64url('{"iss":"https://id.example","sub":"alice').slice(0, 50));
  await page.getByRole('checkbox', { name: 'aud' }).check();
  await expect(preview).toContainText('payload.aud');
  const json = await saved(page, 'Save JSON');
  expect(json.name).toBe('jwt-case.json');
  // The clock may tick between the two.
  const timeless = (text) => text.replace(/"(saved|judged)_at": \d+/g, '"$1_at": 0');
  expect(timeless(json.text)).toBe(timeless(await preview.textContent()));
  expect(misfits(JSON.parse(json.text), SCHEMA)).toEqual([]);
  const html = await saved(page, 'Save HTML');
  expect(html.name).toBe('jwt-case.html');
  for (const { text } of [json, html]) {
    for (const secret of ['alice', token.split('.')[1], token.split('.')[2], SECRET]) expect(text).not.toContain(secret);
  }
  await page.keyboard.press('Escape');

  const { token: destroyed } = JSON.parse(json.text);
  for (const file of [html, json]) {
    await app.read({ token: signed({ other: true }), key: 'another key of thirty-two letters' });
    await page.getByTestId('expect-iss').fill('');
    await drop(page, file.name, file.text);
    await expect(app.token).toHaveValue(destroyed);
    await expect(notice(page)).toContainText('From a case saved at');
    await expect(notice(page)).toContainText('Valid signature (HS256).');
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'unsupported');
    await expect(app.sentence).toContainText('destroyed when the token was put into a case');
    await expect(page.getByTestId('expect-iss')).toHaveValue('https://id.example');
  }
  // No key can change that.
  expect((await app.read({ key: SECRET })).reasons[0].code).toBe('signature-destroyed');
  expect(await violations(page)).toEqual([]);
  await notice(page).getByRole('button', { name: 'Check as of then' }).click();
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'ok');
  await app.read({ token: signed({ other: true }) });
  await expect(notice(page)).toHaveCount(0);
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
});

test('what is wrong with a case is told with its place, and a case can be pasted and taken back', async ({ app, page }) => {
  const before = signed(PAYLOAD);
  await app.read({ token: before, key: SECRET });
  await app.read({ token: '{"format":"jwt-debugger-case",\n "version":9}' });
  await expect(page.getByTestId('link-notice')).toContainText('line 2, column 12');
  await app.read({ token: before });
  await expect(page.getByTestId('link-notice')).toHaveCount(0);
  const file = { format: 'jwt-debugger-case', version: 1, saved_at: 1795306980, token: before, key: SECRET };
  await app.read({ token: JSON.stringify(file) });
  await expect(notice(page)).toContainText('is not destroyed');
  await expect(page.getByTestId('link-notice')).toContainText('not a public key');
  await expect(app.key).toHaveValue('');
  await page.getByTestId('undo').click();
  await expect(app.key).toHaveValue(SECRET);
  await expect(notice(page)).toHaveCount(0);
});

test('a hostile token is text in the page of its case, which runs nothing and loads nothing', async ({ app, page, context }) => {
  const hostile = '</template></pre><img src="https://evil.example/x" onerror="window.hacked=1"><script>window.hacked=1</script><style>*{}</style>';
  await app.read({ token: signed({ [hostile]: hostile, roles: [hostile] }, { alg: 'HS256', kid: hostile }), key: '' });
  await app.choose('Copy as', 'Save a case\u2026');
  expect(await page.locator('dialog#case img, dialog#case script').count()).toBe(0);
  const { text } = await saved(page, 'Save HTML');
  const other = await context.newPage();
  const requests = [];
  const refused = [];
  other.on('request', (request) => requests.push(request.url()));
  other.on('console', (message) => refused.push(message.text()));
  await other.route('https://case.example/**', (route) => route.fulfill({ contentType: 'text/html', body: text }));
  await other.goto('https://case.example/');
  await expect(other.getByRole('heading', { name: 'JWT case' })).toBeVisible();
  await expect(other.locator('pre').filter({ hasText: 'window.hacked=1' }).first()).toBeVisible();
  expect(await other.evaluate(() => [window.hacked, document.querySelectorAll('img, script, a, iframe, link').length, document.styleSheets.length])).toEqual([undefined, 0, 1]);
  expect(await other.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('960px');
  expect([requests, refused]).toEqual([['https://case.example/'], []]);
  expect(await violations(other)).toEqual([]);
});
