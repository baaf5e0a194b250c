// What was sent is what is shown: no digit, name or escape is lost, in header and payload.
import { test, expect, compact } from './app.mjs';

const SENT = '{"id":12345678901234567890,"f":1.0,"e":1e400,"n":-0,"a":1,"a":2,"10":1,"2":2}';
const HEADER = '{"alg":"HS256"}';
/** White space outside of strings is the only thing that the view adds. */
const packed = (text) => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

test('every character of numbers, duplicates and names is shown as sent', async ({ app }) => {
  const seen = await app.read({ token: compact(HEADER, SENT) });
  expect(packed(seen.payload)).toBe(SENT);
  expect(packed(seen.header)).toBe(HEADER);
});

test('the duplicate name is a problem with both places', async ({ app }) => {
  const { problems } = await app.read({ token: compact(HEADER, SENT) });
  const duplicate = problems.find(({ code }) => /duplicate/.test(code));
  expect(duplicate?.text).toContain('`a`');
  // Columns are counted from 1, in characters.
  expect(duplicate.text).toMatch(new RegExp(`column ${SENT.indexOf('"a":1') + 1}(?!\\d)`));
  expect(duplicate.text).toMatch(new RegExp(`column ${SENT.indexOf('"a":2') + 1}(?!\\d)`));
});

test('a number that a double cannot hold is marked as such', async ({ app }) => {
  await app.read({ token: compact(HEADER, '{"balance":9007199254740993}') });
  await expect(app.page.locator('[data-note*="9007199254740992"], [data-note*="…992"]')).toHaveCount(1);
});

for (const [claim, text] of [
  ['escapes', '{"s":"\\u00e9\\/\\n\\ud83d\\ude00","é":"😀"}'],
  ['a lone surrogate', '{"s":"\\ud83d"}'],
  ['deep nesting', `${'['.repeat(60)}1.50${']'.repeat(60)}`],
  ['numbers of any length', `{"n":${'9'.repeat(500)}.${'0'.repeat(100)}E+0001}`],
  ['empty containers', '{"o":{},"a":[],"s":""}'],
  ['names that objects have', '{"__proto__":1,"constructor":2,"toString":3}'],
]) {
  test(`${claim}: shown as sent`, async ({ app }) => {
    const { payload } = await app.read({ token: compact(HEADER, text) });
    expect(packed(payload)).toBe(text);
  });
}

test('a payload too long for coloured lines is as exact as a short one', async ({ app }) => {
  const text = `{"list":[${Array.from({ length: 4000 }, (_, index) => `${index}.0`).join(',')}],"id":12345678901234567890}`;
  const { payload } = await app.read({ token: compact(HEADER, text) });
  expect(packed(payload)).toBe(text);
});

test('a long payload is copied as it is shown, without a line break of its own making', async ({ app }) => {
  const text = `{"list":[${Array.from({ length: 3000 }, (_, index) => `"${index}"`).join(',')}]}`;
  const { payload } = await app.read({ token: compact(HEADER, text) });
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.payload.evaluate((element) => getSelection().selectAllChildren(element));
  await app.page.keyboard.press('ControlOrMeta+C');
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trimEnd()).toBe(payload.trimEnd());
});

test('what is copied is the clean text, without the notes beside it', async ({ app }) => {
  await app.read({ token: compact(HEADER, '{"iss":"me","exp":1795305300}') });
  const selected = await app.payload.evaluate((element) => {
    getSelection().selectAllChildren(element);
    return String(getSelection());
  });
  expect(JSON.parse(selected)).toEqual({ iss: 'me', exp: 1795305300 });
});

test('the text in the token field is exactly what was pasted', async ({ app }) => {
  const pasted = `\n  Bearer ${compact(HEADER, SENT)}  \n`;
  await app.read({ token: pasted });
  expect(await app.token.inputValue()).toBe(pasted);
});
