// The palette of commands, by keyboard alone: what it lists can be done, and does what it says.
import { test, expect, compact } from './app.mjs';

const options = (page) => page.getByRole('listbox', { name: 'Commands' }).getByRole('option');

/** Opens the palette, types, and gives the titles that are listed. */
async function look(page, typed = '') {
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  if (typed) await page.keyboard.insertText(typed);
  return options(page).locator('span:first-child').allTextContents();
}

/** Types, and does what is listed first, which is to be `title`. */
async function run(page, typed, title) {
  expect((await look(page, typed))[0], typed).toBe(title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toHaveCount(0);
}

/** Nobody loses the focus: something that can be seen has it. */
const focused = async (page, after) => {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50))));
  const has = await page.evaluate(() => document.activeElement !== document.body && document.activeElement.checkVisibility());
  expect(has, `the focus after ${after}`).toBe(true);
};

test('the palette opens, searches, chooses and closes by keyboard, and the focus comes back', async ({ app, page }) => {
  await app.key.focus();
  const all = await look(page);
  expect(all.length).toBeGreaterThan(60);
  const input = page.getByRole('combobox', { name: 'Find a command' });
  const active = () => page.locator('#palette-list [aria-selected=true] span:first-child').textContent();
  expect(await active()).toBe(all[0]);
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBe(all.at(-1));
  await expect(options(page).last()).toBeInViewport();
  const id = await options(page).last().getAttribute('id');
  await expect(input).toHaveAttribute('aria-activedescendant', id);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe(all[1]);
  // Another search begins at its best.
  await page.keyboard.insertText('theme dark');
  await expect(options(page)).toHaveCount(1);
  expect(await active()).toBe('Theme: dark');
  await page.keyboard.insertText('zz');
  await expect(page.getByRole('status').filter({ hasText: 'No command fits' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(app.key).toBeFocused();
  // The same keys close it.
  await look(page);
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(app.key).toBeFocused();
  // By mouse.
  await page.getByRole('button', { name: 'Commands' }).first().click();
  await options(page).filter({ hasText: 'Theme: dark' }).click();
  await expect(app.theme).toHaveAccessibleName(/Theme: dark/);
});

test('each command does what it says, and what does not apply is not listed', async ({ app, page, context }) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const sample = await app.token.inputValue();
  let listed = await look(page);
  for (const absent of ['Undo', 'Redo', 'End presenting', 'Finish editing: keep the token', 'Unfold all panes', 'Reset the layout', 'Debugger', 'Theme: as the system']) {
    expect(listed, absent).not.toContain(absent);
  }
  await page.keyboard.press('Escape');
  const done = async (typed, title, check) => {
    await run(page, typed, title);
    await check();
    await focused(page, title);
  };
  // The token, and its forms.
  await done('copy token', 'Copy the token', () => expect.poll(clipboard).toBe(sample));
  await done('curl', 'Copy as: cURL command', () => expect.poll(clipboard).toContain("curl -H 'Authorization"));
  await done('link', 'Copy as: Link…', () => expect(page.getByRole('dialog', { name: 'Share a link' })).toBeVisible());
  await page.keyboard.press('Escape');
  await done('clear token', 'Clear the token', () => expect(app.token).toHaveValue(''));
  listed = await look(page, 'undo');
  expect(listed[0]).toBe('Undo');
  await page.keyboard.press('Enter');
  await expect(app.token).toHaveValue(sample);
  await done('redo', 'Redo', () => expect(app.token).toHaveValue(''));
  await done('es256 sample', 'Sample token: ES256', () => expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid'));
  await expect(app.sample).toHaveValue('ES256');
  // The key.
  await done('clear key', 'Clear the key', () => expect(app.key).toHaveValue(''));
  await done('generate ed25519', 'Generate a key: Ed25519', () => expect(app.key).toHaveValue(/"OKP"/));
  await done('go key', 'Go to the key', () => expect(app.key).toBeFocused());
  await done('go encoded', 'Go to the encoded token', () => expect(app.token).toBeFocused());
  // Editing, with the ways of the signature.
  await done('new token', 'New token', () => expect(page.getByTestId('payload-editor')).toBeVisible());
  await done('discard', 'Discard the edits', () => expect(page.getByTestId('payload-editor')).toHaveCount(0));
  await app.sample.selectOption('RS256');
  await done('edit', 'Edit header and payload', () => expect(page.getByTestId('payload-editor')).toBeVisible());
  await done('signature keep', 'Signature: keep the old one', () => expect(page.getByTestId('signature-mode')).toHaveValue('keep'));
  await done('set time 1 hour', 'Set time: exp in 1 hour', () => expect(page.getByTestId('edit-banner')).toBeVisible());
  await done('finish', 'Finish editing: keep the token', () => expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid'));
  // What is expected.
  await done('set expectations', 'Set expectations', () => expect(page.getByTestId('expect-iss')).toBeVisible());
  await done('fill', 'Fill expectations from this token', () => expect(page.getByTestId('expect-iss')).not.toHaveValue(''));
  await done('clear expectations', 'Clear expectations', () => expect(page.getByTestId('expect-iss')).toHaveValue(''));
  await done('expected ps256', 'Expected algorithm: PS256', () => expect(app.expected).toHaveValue('PS256'));
  // What is shown of the token.
  await done('views bytes', 'Views of the token: Bytes', () => expect(page.getByTestId('strip')).toBeVisible());
  await done('views signature', 'Views of the token: Signature', () => expect(page.getByTestId('step')).toBeVisible());
  await done('views decoded', 'Views of the token: Decoded', () => expect(app.payload).toBeVisible());
  await done('payload claims', 'Payload view: Claims', () => expect(page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' })).toHaveAttribute('aria-pressed', 'true'));
  await app.token.fill(compact('{"alg":"none"}', '{"a":1}', ''));
  // Views, and the way back.
  const views = [
    ['learn', 'Learn', '#/learn'],
    ['gloss', 'Glossary', '#/glossary'],
    ['checkl', 'Checklist', '#/checklist'],
    ['refer', 'Reference', '#/reference'],
    ['directory', 'Libraries', '#/libraries'],
    ['error messages', 'Error messages of libraries', '#/errors'],
    ['other tools', 'Other tools', '#/tools'],
    ['code verif', 'Code that verifies this token', '#/code'],
  ];
  for (const [typed, title, address] of views) {
    await done(typed, title, () => expect.poll(() => page.evaluate(() => location.hash)).toBe(address));
  }
  // What is done in the debugger brings it back.
  await done('sample hs256', 'Sample token: HS256', () => expect(app.token).toBeVisible());
  // The rest of the page.
  await done('sealed', 'What “sealed” means', () => expect(page.getByRole('dialog', { name: /sealed/ })).toBeVisible());
  await page.keyboard.press('Escape');
  await done('shortcuts', 'Keyboard shortcuts', () => expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible());
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('List all commands');
  await page.keyboard.press('Escape');
  await done('theme light', 'Theme: light', () => expect(app.theme).toHaveAccessibleName(/Theme: light/));
});

test('layers of a token are in the palette, and a press in a folded pane unfolds it', async ({ app, page }) => {
  await app.sample.selectOption('JWS in a JWE');
  await expect(page.getByTestId('layer')).toHaveCount(2);
  await run(page, 'layers encrypted', await page.getByTestId('layer').first().textContent().then((text) => `Layers of the token: ${text.trim()}`));
  await expect(page.getByTestId('layer').first()).toHaveAttribute('aria-current', 'true');
  await focused(page, 'a layer');
  await run(page, 'fold key', 'Fold: Key');
  await expect(app.key).toBeHidden();
  await focused(page, 'folding');
  await run(page, 'go key', 'Go to the key');
  await expect(app.key).toBeFocused();
  await run(page, 'findings whole', 'Findings: use the whole page');
  await expect(app.key).toBeHidden();
  await focused(page, 'filling');
  await run(page, 'clear key', 'Clear the key');
  await expect(app.key).toHaveValue('');
  await expect(app.key).toBeVisible();
});
