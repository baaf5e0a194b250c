// axe finds nothing, in each state, theme and size; and all of it works by keyboard.
import { readFileSync } from 'node:fs';
import { CompactEncrypt, SignJWT, exportJWK, generateKeyPair } from 'jose';
import { test, expect, base64url, compact } from './app.mjs';
import { violationsInBoth } from './axe.mjs';

const SIZES = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
};
const button = (page, group, name) => page.getByRole('group', { name: group }).getByRole('button', { name });

/** A token in a token, open, with all that was computed for it. */
async function openNested(app, page) {
  const header = { alg: 'dir', enc: 'A256GCM', cty: 'JWT' };
  const secret = Buffer.alloc(32, 7);
  const token = await new CompactEncrypt(Buffer.from(compact('{"alg":"none"}', '{"sub":"alice"}', ''))).setProtectedHeader(header).encrypt(secret);
  await app.read({ token, key: secret.toString('utf8') });
  await page.getByTestId('layer').first().click();
  await page.getByText('How it was decrypted, step by step').click();
  await page.getByRole('button', { name: 'Show CEK' }).click();
}

/** An encrypted token of such a header, which nobody can open. */
const sealed = (header, keyBytes = 0) => [base64url(JSON.stringify(header)), ...[keyBytes, 12, 30, 16].map((length) => base64url(Buffer.alloc(length, 5)))].join('.');

const STATES = {
  sample: async () => {},
  empty: (app) => app.read({ token: '', key: '' }),
  broken: (app) => app.read({ token: `${compact('{"alg":"HS256",', '{"iss":"me",\n"exp":1 2}')}=`, key: '-----BEGIN PUBLIC KEY-----' }),
  invalid: async (app) => {
    const [token, key] = [await app.token.inputValue(), await app.key.inputValue()];
    expect((await app.read({ token: `${token.slice(0, -4)}AAAA`, key })).signature).toBe('invalid');
  },
  expired: (app) => app.read({ token: compact('{"alg":"none"}', '{"exp":1300819380,"sub":"\u202ex"}', '') }),
  'several tokens': (app) =>
    app.read({ token: JSON.stringify({ access_token: compact('{"alg":"HS256"}', '{}'), id_token: compact('{"alg":"HS256"}', '{"a":1}') }) }),
  'findings opened': async (app, page) => {
    await app.read({ token: compact('{"alg":"none","kid":"../../dev/null"}', '{"exp":"1","Exp":1}', ''), key: '' });
    await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
    await page.locator('.findings details').evaluateAll((entries) => entries.forEach((entry) => (entry.open = true)));
    await expect(page.locator('[data-check="kid-injection"] pre').first()).toBeVisible();
  },
  'the seal explained': (app) => app.seal.click(),
  'the seal tried': async (app, page) => {
    await app.seal.click();
    await page.getByTestId('try-to-send').click();
    await expect(page.getByTestId('seal-outcome')).toHaveText(/^\d+ of /, { timeout: 30_000 });
    // The browser tells the console of each refusal.
    app.troubles.length = 0;
  },
  'an act to be undone': async (app, page) => {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(page.getByTestId('undo')).toBeVisible();
  },
  'a link refused': async (app, page) => {
    const token = await app.token.inputValue();
    await page.evaluate((token) => void (location.hash = `token=${token}&publicKey=secret&iss=x`), token);
    await expect(page.getByTestId('link-notice')).toBeVisible();
  },
  editing: async (app, page) => {
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await app.choose('Set time', 'exp at a date and time…');
  },
  'a draft without a key': async (app, page) => {
    await app.read({ token: '', key: '' });
    await page.getByTestId('new-token').click();
  },
  'a broken draft': async (app, page) => {
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await page.getByTestId('payload-editor').fill('{"a":');
  },
  'a menu': (app, page) => page.getByRole('button', { name: 'Copy as' }).click(),
  'a link to share': (app) => app.choose('Copy as', 'Link…'),
  'long values': (app) => app.read({ token: compact('{"alg":"HS256"}', JSON.stringify({ [`a_name_of_${'many_'.repeat(8)}words`]: 1, iss: `https://a.example/${'x'.repeat(300)}`, exp: 1300819380 })), key: '' }),
  'many lines': (app) => app.read({ token: compact('{"alg":"HS256"}', JSON.stringify({ list: Array.from({ length: 300 }, (_, n) => n), exp: 1300819380 })) }),
  'keys of a set': async (app, page) => {
    const key = JSON.parse(await app.key.inputValue());
    const others = ['a', 'b'].map((kid) => ({ ...key, kid, n: `${key.n.slice(0, -4)}AAAB` }));
    await app.read({ key: JSON.stringify({ keys: [...others, key, { kty: 'oct', k: 'AAAA' }] }) });
    await page.getByTestId('other-keys').click();
  },
  'an encrypted token': (app, page) => openNested(app, page),
  expectations: async (app, page) => {
    const all = page.getByTestId('expectations');
    if (!(await all.evaluate((details) => details.open))) await all.locator('summary').click();
    await page.getByTestId('expect-same').click();
    await page.getByTestId('expect-iss').fill('https://id.example.org/');
  },
  'about a key': async (app, page) => {
    const about = page.getByTestId('key-about');
    if (!(await about.evaluate((details) => details.open))) await about.locator('summary').click();
  },
  'a locked key': (app) => app.read({ token: compact('{"alg":"ES256"}', '{}'), key: readFileSync(new URL('../keys/p256-pkcs8-scrypt.pem', import.meta.url), 'utf8') }),
  'a token that brings its key': async (app) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(publicKey) }).sign(privateKey);
    await app.read({ token, key: '' });
  },
  'an encrypted token, locked': (app) => app.read({ token: sealed({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }), key: '' }),
  'an encrypted token, not opened': (app) => app.read({ token: sealed({ alg: 'dir', enc: 'A256GCM' }), key: 'a secret of thirty-two bytes, yes' }),
  'a password with many rounds': (app) => app.read({ token: sealed({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2s: 'c2FsdHNhbHQ', p2c: 4_000_000 }, 40), key: 'a password' }),
  'where the keys are': (app) => app.read({ token: compact('{"alg":"RS256","jku":"https://keys.example/a/long/address/of/a/set/jwks.json"}', '{"iss":"https://id.example.org"}'), key: '' }),
  'a whole page': (app, page) => page.getByRole('button', { name: 'Payload: use the whole page' }).click(),
  'the list of shortcuts': (app, page) => page.getByRole('button', { name: 'Keyboard shortcuts' }).click(),
  // Last: the tables stay, and the other views of the token hide them.
  tables: async (app, page) => {
    await button(page, 'Header view', 'Table').click();
    await button(page, 'Payload view', 'Claims').click();
  },
  bytes: async (app, page) => {
    await page.getByRole('tab', { name: 'Bytes' }).click();
    await page.locator('#spot-L9').click();
  },
  'a signature in steps': async (app, page) => {
    await page.getByRole('tab', { name: 'Signature' }).click();
    await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'The block inside' }).click();
  },
  'one letter changed': async (app, page) => {
    await page.getByRole('tab', { name: 'Signature' }).click();
    await page.getByTestId('change-one').click();
  },
};

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`in each state axe finds nothing, in light and dark, and nothing is wider than the screen: ${size}`, async ({ app, page }) => {
    // Three dozen states, and axe looks at all of the page twice in each.
    test.setTimeout(300_000);
    await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const [state, reach] of Object.entries(STATES)) {
      await test.step(state, async () => {
        await app.sample.selectOption('RS256');
        await reach(app, page);
        const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect.soft(content, state).toBeLessThanOrEqual(screen);
        expect.soft(await violationsInBoth(page), state).toEqual([]);
        await page.keyboard.press('Escape');
      });
    }
  });
}

test('Tab reaches every control, in order, and each shows that it has the focus', async ({ app, page }) => {
  await app.read({ token: compact('{"alg":"XY"}', '{"exp":"x"}') });
  const wanted = await page.evaluate(() => {
    const controls = [...document.querySelectorAll('button, select, textarea, input, summary, a[href], [tabindex="0"]')];
    const away = 'dialog:not([open]), [hidden], details:not([open]) > :not(summary), [popover]:not(:popover-open)';
    return controls.filter((control) => !control.closest(away) && !control.disabled && control.tabIndex >= 0).length;
  });
  await page.evaluate(() => document.activeElement?.blur());
  const reached = new Set();
  for (let press = 0; press < wanted + 5; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const all = [...document.querySelectorAll('*')];
      const plain = (node) => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(node);
        return { ring: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0, boxShadow, borderColor };
      };
      // The token field is transparent: its frame shows the focus for it.
      const own = plain(element);
      const frame = plain(element.parentElement);
      const shows = own.ring || own.boxShadow !== 'none' || frame.ring || frame.boxShadow !== 'none';
      return { index: all.indexOf(element), name: element.getAttribute('aria-label') ?? element.textContent.slice(0, 30), shows };
    });
    if (!focus) break;
    expect(focus.shows, `${focus.name} shows its focus`).toBe(true);
    reached.add(focus.index);
  }
  expect(reached.size).toBe(wanted);
  expect([...reached], 'in the order of the page').toEqual([...reached].toSorted((a, b) => a - b));
});

test('the theme is switched by keyboard, and is kept', async ({ app, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await app.theme.focus();
  await page.keyboard.press('Enter');
  await expect(app.theme).toHaveAccessibleName(/Theme: light/);
  expect(await background()).toBe(light);
  await page.keyboard.press('Space');
  await expect(app.theme).toHaveAccessibleName(/Theme: dark/);
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  await app.ready();
  await expect(app.theme).toHaveAccessibleName(/Theme: dark/);
  expect(await background()).toBe(dark);
});

test('the shortcuts work, and only outside of fields', async ({ app, page }) => {
  await page.keyboard.press('k');
  await expect(app.key).toBeFocused();
  const key = await app.key.inputValue();
  await page.keyboard.type('ekx?');
  expect((await app.key.inputValue()).length).toBe(key.length + 4);
  await app.key.blur();
  await page.keyboard.press('e');
  await expect(app.token).toBeFocused();
  await app.token.blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // A single letter destroys nothing.
  const token = await app.token.inputValue();
  for (const letter of 'xcdnru') await page.keyboard.press(letter);
  await expect(app.token).toHaveValue(token);
});

test('the verdict is a status that is announced, and the clock does not announce itself', async ({ app, page }) => {
  await expect(page.getByRole('status').filter({ hasText: 'Valid signature' })).toHaveCount(1);
  const changes = await page.evaluate(
    () =>
      new Promise((done) => {
        let count = 0;
        const status = document.querySelector('[data-testid="verdict-sentence"]');
        new MutationObserver((list) => (count += list.length)).observe(status, { childList: true, characterData: true, subtree: true });
        setTimeout(() => done(count), 3200);
      }),
  );
  // A minute may turn over meanwhile; seconds must not.
  expect(changes).toBeLessThanOrEqual(6);
});

test('at 1280 by 720 the four panes of the sample are on screen without scrolling', async ({ app, page }) => {
  for (const name of ['Encoded', 'Key', 'Header', 'Payload']) {
    const box = await page.getByRole('region', { name, exact: true }).boundingBox();
    expect(box.y + box.height, name).toBeLessThanOrEqual(720);
  }
  await expect(app.lamp('signature')).toBeInViewport();
});

test('on a phone the order is verdict, key, payload, header, encoded, findings', async ({ app, page }) => {
  await page.setViewportSize(SIZES.phone);
  await expect(app.token).toBeVisible();
  const order = async (...names) => {
    const tops = [];
    for (const name of names) tops.push((await page.getByRole('region', { name, exact: true }).boundingBox()).y);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  };
  await order('Verdict', 'Key', 'Payload', 'Header', 'Encoded', 'Findings');
  // Where there is no token, the field for one comes first.
  await app.read({ token: '', key: '' });
  await order('Verdict', 'Encoded', 'Key', 'Payload');
});

test('a tablet has two columns', async ({ app, page }) => {
  await expect(app.token).toBeVisible();
  await page.setViewportSize(SIZES.tablet);
  const [encoded, header] = await Promise.all(['Encoded', 'Header'].map((name) => page.getByRole('region', { name, exact: true }).boundingBox()));
  expect(header.x).toBeGreaterThan(encoded.x + encoded.width);
});

test('text fields keep their content from helpers that send it away', async ({ app }) => {
  for (const field of [app.token, app.key]) {
    for (const [name, value] of [['spellcheck', 'false'], ['autocomplete', 'off'], ['autocapitalize', 'off'], ['translate', 'no']]) {
      await expect(field).toHaveAttribute(name, value);
    }
  }
});
