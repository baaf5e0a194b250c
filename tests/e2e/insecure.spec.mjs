// From plain http on another host, as in an office without certificates: the browser makes no RSA keys there, and has no
// clipboard. The page makes the keys itself, goes on living meanwhile, and can be stopped.
import { createPublicKey, createPrivateKey } from 'node:crypto';
import * as jose from 'jose';
import { test as base, expect, base64url } from './app.mjs';

// Both browsers are told that this is the machine that they run on: scripts/chromium.mjs, scripts/firefox.mjs.
const HOST = 'debugger.test';
const test = base.extend({
  site: [async ({ site }, use) => use(site.replace('127.0.0.1', HOST)), { scope: 'worker' }],
});

const TOKEN = `${base64url('{"alg":"RS256"}')}.${base64url('{"a":1}')}.`;

test('an RSA key is made here, while the page lives on, and jose accepts what it signs', async ({ app, page }) => {
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([false, 'undefined']);
  await app.read({ token: TOKEN, key: '' });
  await page.getByRole('button', { name: 'Edit payload' }).click();
  await page.getByTestId('payload-editor').fill('{"a":2}');
  // What the page says of it, frame by frame: a frame can be drawn only between two steps.
  await page.evaluate(() => {
    window.said = [];
    const look = () => {
      const text = document.querySelector('.key-making')?.textContent ?? '';
      if (text && text !== window.said.at(-1)) window.said.push(text);
      requestAnimationFrame(look);
    };
    look();
  });
  await app.choose('Generate a key', 'RSA, 2048 bit');
  await expect(page.getByTestId('edit-banner')).toContainText('(RS256) as you type', { timeout: 50_000 });
  await expect(page.getByTestId('cancel-key')).toHaveCount(0);
  const jwk = JSON.parse(await app.key.inputValue());
  const { payload } = await jose.compactVerify(await app.token.inputValue(), createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' })));
  expect(Buffer.from(payload).toString()).toBe('{"a":2}');
  expect(Buffer.from(jwk.n, 'base64url')).toHaveLength(256);
  const said = await page.evaluate(() => window.said);
  // With luck the first prime is there before the first frame.
  expect(said.join('\n')).toMatch(/looking for prime [12] of 2/);
  expect(said.length, `the page goes on being drawn, and says how far it is:\n${said.join('\n')}`).toBeGreaterThan(1);
});

test('a key in the making is given up, or makes way for one that is entered', async ({ app, page }) => {
  await app.read({ token: TOKEN, key: '' });
  await app.choose('Generate a key', 'RSA, 4096 bit');
  // Not a click, which waits for the button to stand still: by then a quick machine has the key.
  await page.getByTestId('cancel-key').dispatchEvent('click');
  await expect(page.getByTestId('cancel-key')).toHaveCount(0);
  await app.choose('Generate a key', 'RSA, 4096 bit');
  await expect(page.getByText('looking for prime')).toBeVisible();
  await app.key.fill('a secret');
  await expect(page.getByTestId('cancel-key')).toHaveCount(0);
  await page.waitForTimeout(300);
  await expect(app.key).toHaveValue('a secret');
});
