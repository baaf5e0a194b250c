// Panes fold, fill the page and change their widths; the next visit finds them so, and nothing else is kept. And presenting, in
// which nothing that is secret is on the page.
import { createHmac } from 'node:crypto';
import { test, expect, base64url, compact } from './app.mjs';
import { violations } from './axe.mjs';

const SECRET = 'kangaroo-7731-battery-horse-staple-long-enough';
const input = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url('{"sub":"alice"}')}`;
const TOKEN = `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;

const stored = (page) => page.evaluate(() => ({ ...localStorage }));
const pane = (page, name) => page.getByRole('region', { name, exact: true });
const fold = (page, name) => pane(page, name).getByRole('heading', { level: 2 }).getByRole('button');
const width = async (page, name) => (await pane(page, name).boundingBox()).width;

test('the border between the columns moves by keyboard and by mouse, and stays there', async ({ app, page }) => {
  const border = page.getByRole('separator', { name: 'Width of the left column' });
  const usual = await width(page, 'Key');
  await expect(border).toHaveAttribute('aria-valuenow', '45');
  await border.focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
  await expect(border).toHaveAttribute('aria-valuenow', '51');
  expect(await width(page, 'Key')).toBeGreaterThan(usual + 40);
  await page.keyboard.press('Home');
  await expect(border).toHaveAttribute('aria-valuenow', '25');
  await page.keyboard.press('End');
  await expect(border).toHaveAttribute('aria-valuenow', '75');
  const { x, y, width: thick } = await border.boundingBox();
  await page.mouse.move(x + thick / 2, y + 90);
  await page.mouse.down();
  await page.mouse.move(700, y + 90, { steps: 4 });
  await page.mouse.up();
  // Nothing is held any more.
  await page.mouse.move(300, y + 90);
  await expect(border).toHaveAttribute('aria-valuenow', '55');
  const moved = await width(page, 'Key');
  expect(await stored(page)).toEqual({ layout: '1;55;' });
  await page.reload();
  await app.ready();
  expect(await width(page, 'Key')).toBeCloseTo(moved, 0);
  await border.dblclick();
  await expect(border).toHaveAttribute('aria-valuenow', '45');
  expect(await width(page, 'Key')).toBeCloseTo(usual, 0);
  expect(await stored(page)).toEqual({});
});

test('a heading folds its pane, which says if it hides a problem, and the next visit finds it so', async ({ app, page }) => {
  for (const name of ['Key', 'Header', 'Payload']) await fold(page, name).click();
  await expect(fold(page, 'Key')).toHaveAttribute('aria-expanded', 'false');
  await expect(app.key).toBeHidden();
  await expect(app.payload).toBeHidden();
  const mark = (name) => pane(page, name).getByRole('img', { name: /has a problem/ });
  await expect(mark('Key')).toHaveCount(0);
  await app.read({ token: compact('{"alg":"HS256"}', '{"exp":1 2}'), key: '-----BEGIN PUBLIC KEY-----' });
  await expect(mark('Key')).toBeVisible();
  await expect(mark('Payload')).toBeVisible();
  await expect(mark('Header')).toHaveCount(0);
  expect(await stored(page)).toEqual({ layout: '1;;key,header,payload' });
  await page.reload();
  await app.ready();
  await expect(app.payload).toBeHidden();
  // Nobody edits what he cannot see.
  await page.getByTestId('new-token').click();
  await expect(page.getByTestId('payload-editor')).toBeVisible();
  await page.getByTestId('edit-discard').click();
  await fold(page, 'Payload').press('Enter');
  await expect(app.payload).toBeVisible();
  await expect(fold(page, 'Payload')).toBeFocused();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByTestId('columns')).toBeHidden();
  await fold(page, 'Key').click();
  await expect(app.key).toBeVisible();
});

test('a short payload takes the same room before it is in view as after', async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await app.read({ token: compact('{"alg":"HS256"}', 'no claims, but a sentence'), key: '' });
  await page.getByTestId('token-input').scrollIntoViewIfNeeded();
  await expect(app.payload).not.toBeInViewport();
  const height = () => app.payload.evaluate((element) => element.getBoundingClientRect().height);
  const before = await height();
  await app.payload.scrollIntoViewIfNeeded();
  await expect(app.payload).toBeInViewport();
  expect(await height()).toBe(before);
});

test('on paper folded panes are whole', async ({ app, page }) => {
  await fold(page, 'Payload').click();
  await expect(app.payload).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(app.payload).toBeVisible();
});

test('axe finds nothing in the palette, in folded and filled panes, and while somebody presents', async ({ app, page }) => {
  test.slow();
  const present = async (arrows) => {
    await app.read({ token: TOKEN, key: SECRET });
    await page.keyboard.press('?');
    await page.getByTestId('start-presenting').click();
    for (let press = 0; press < arrows; press += 1) await page.keyboard.press('ArrowRight');
  };
  const end = () => page.getByRole('button', { name: 'End', exact: true }).click();
  const states = {
    palette: [() => page.keyboard.press('ControlOrMeta+K'), () => page.keyboard.press('Escape')],
    'nothing found': [() => page.keyboard.press('ControlOrMeta+K').then(() => page.keyboard.type('qqq')), () => page.keyboard.press('Escape')],
    'folded, with problems': [
      async () => {
        await app.read({ token: compact('{"alg":"HS256"', '{"exp":1 2}'), key: '-----BEGIN PUBLIC KEY-----' });
        for (const name of ['Key', 'Payload', 'Encoded']) await fold(page, name).click();
      },
      async () => {
        for (const name of ['Key', 'Payload', 'Encoded']) await fold(page, name).click();
      },
    ],
    filled: [() => page.getByRole('button', { name: 'Findings: use the whole page' }).click(), () => page.keyboard.press('Escape')],
    presenting: [() => present(0), end],
    'pointing at the payload': [() => present(2), end],
    'pointing at the signature': [() => present(3), end],
  };
  for (const [viewport, schemes] of [[{ width: 1280, height: 720 }, ['light', 'dark']], [{ width: 390, height: 844 }, ['light']]]) {
    await page.setViewportSize(viewport);
    for (const [state, [reach, leave]] of Object.entries(states)) {
      await reach();
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect.soft(await violations(page), `${state}, ${colorScheme}, ${viewport.width}`).toEqual([]);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(wide, `${state} is wider than ${viewport.width}`).toBeLessThanOrEqual(0);
      await leave();
    }
  }
});

test('garbage in the storage is no layout', async ({ app, page }) => {
  for (const layout of ['', '{', '1;99;no,<script>', `1;50;${'key,'.repeat(500)}`, '9;50;key']) {
    await page.evaluate((layout) => localStorage.setItem('layout', layout), layout);
    await page.reload();
    await app.ready();
    await expect(app.key, layout).toBeVisible();
    expect(await stored(page)).toEqual({});
  }
});

test('one pane fills the page until Escape, wherever the focus is', async ({ app, page }) => {
  for (const name of ['Key', 'Findings', 'Payload']) {
    await page.getByRole('button', { name: `${name}: use the whole page` }).click();
    await expect(pane(page, name === 'Key' ? 'Findings' : 'Key')).toBeHidden();
    expect(await width(page, name)).toBeGreaterThan(1150);
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('Escape');
    await expect(pane(page, 'Encoded')).toBeVisible();
  }
  expect(await stored(page)).toEqual({});
});

/** Everything that the page holds: nodes, attributes, fields. */
const everything = (page) =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea, select')].map(({ value }) => value);
    return `${document.documentElement.outerHTML}\n${fields.join('\n')}`.replace(/<\/?span[^>]*>/g, '');
  });

test('while somebody presents, no secret is on the page, whatever is done', async ({ app, page, context }) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const bytes = Buffer.from(SECRET);
  const pads = [0x36, 0x5c].map((pad) => Buffer.from(bytes.map((byte) => byte ^ pad)));
  const spaced = (buffer) => buffer.toString('hex').replace(/../g, '$& ');
  const block = spaced(bytes).slice(0, 60);
  const needles = [SECRET, bytes.toString('hex'), bytes.toString('base64url'), block, ...pads.map((pad) => spaced(pad).slice(0, 60))];
  const hidden = async (after, others = []) => {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    const held = await everything(page);
    for (const needle of [...needles, ...others]) expect(held.includes(needle), `${after} shows ${needle}`).toBe(false);
    // Whoever sees these needs no secret to sign this text.
    await expect(page.locator(':is([data-value=Mac], [data-value=InnerHash]):not([data-hidden])')).toHaveCount(0);
  };
  await app.read({ token: TOKEN, key: SECRET });
  await page.getByTestId('key-about').locator('summary').click();
  await page.getByTestId('key-format').selectOption({ index: 0 });
  // The test can fail.
  expect((await everything(page)).includes(SECRET)).toBe(true);
  await page.getByRole('tab', { name: 'Signature' }).click();
  await page.getByRole('list', { name: 'Steps' }).getByRole('button').nth(2).click();
  await page.getByTestId('reveal').click();
  expect((await everything(page)).includes(block)).toBe(true);

  await page.keyboard.press('?');
  await page.getByTestId('start-presenting').click();
  const bar = page.getByTestId('presenting');
  await expect(bar).toContainText('Presenting: keys are hidden');
  await expect(bar.getByRole('button', { name: 'End' })).toBeFocused();
  await hidden('the beginning');
  await expect(page.getByTestId('reveal')).toHaveCount(0);
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('button');
  for (let step = 0; step < (await steps.count()); step += 1) {
    await steps.nth(step).click();
    await hidden(`step ${step + 1}`);
  }
  // One letter changed: the two hashes that are compared are those of the secret.
  await page.getByTestId('change-one').click();
  await hidden('a changed letter');
  await expect(page.getByTestId('undo')).toBeVisible();
  await page.getByTestId('undo').click();
  await page.getByRole('tab', { name: 'Decoded' }).click();
  // Nothing to select, and nothing to copy.
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain(SECRET);
  // Undo, redo and a single letter.
  await page.getByRole('button', { name: 'Clear key' }).click();
  await hidden('clearing');
  await page.getByTestId('undo').click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await hidden('undoing');
  await page.keyboard.press('k');
  await hidden('k');
  // Sharing, code, editing.
  await app.choose('Copy as', 'Link…');
  await page.getByTestId('share-key').check();
  await hidden('sharing');
  await page.keyboard.press('Escape');
  await page.evaluate(() => void (location.hash = '/code'));
  await expect(page.getByTestId('code-verify')).toBeVisible();
  await hidden('code');
  await page.getByTestId('nav-debugger').click();
  await page.getByRole('button', { name: 'Edit payload' }).click();
  await hidden('editing');
  await page.getByTestId('edit-discard').click();
  // A secret read otherwise, a fault in it, a new key.
  await app.encoding.selectOption('hex');
  await expect(page.getByTestId('key-summary')).toContainText('hidden while you present');
  await hidden('a fault of the key');
  await app.encoding.selectOption('utf8');
  await app.choose('Generate a key', 'EC, P-256');
  await expect(app.summary).toContainText('EC private key');
  await hidden('a new key', ['"d"', 'PRIVATE KEY']);
  expect(await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }])).toEqual([{}, {}]);
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Keyboard shortcuts' })).toBeFocused();
  await expect(app.key).toHaveValue(/"d"/);
});

test('what is spoken of stands out, by arrow keys and under the mouse, and Escape lets go', async ({ app, page }) => {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.insertText('present');
  await page.keyboard.press('Enter');
  const shown = page.locator('.page');
  await expect(page.getByTestId('presenting')).toBeVisible();
  const size = await app.payload.evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
  for (const part of ['header', 'payload', 'signature', 'signature']) {
    await page.keyboard.press('ArrowRight');
    await expect(shown).toHaveAttribute('data-pointed', part);
    const name = part[0].toUpperCase() + part.slice(1);
    await expect(page.getByRole('group', { name: 'Point at' }).getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true');
  }
  await page.keyboard.press('ArrowLeft');
  await expect(shown).toHaveAttribute('data-pointed', 'payload');
  expect(await app.payload.evaluate((it) => parseFloat(getComputedStyle(it).fontSize))).toBeGreaterThan(size);
  await page.keyboard.press('Escape');
  await expect(shown).not.toHaveAttribute('data-pointed');
  // The mouse is over the field, and means the letters below it.
  const letters = page.locator('.token-colours [data-part=header]');
  const { x, y } = await letters.boundingBox();
  await page.mouse.move(x + 20, y + 8);
  await expect(shown).toHaveAttribute('data-pointed', 'header');
  await app.payload.hover({ position: { x: 20, y: 20 } });
  await expect(shown).toHaveAttribute('data-pointed', 'payload');
  await page.getByTestId('seal').hover();
  await expect(shown).not.toHaveAttribute('data-pointed');
});
