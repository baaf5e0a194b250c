// Selectively disclosed tokens (RFC 9901) in the page: read, checked, chosen from and bound. Tokens are made, and what the page
// makes is verified, by Node's own cryptography, which shares no code with the debugger.
import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test, expect, base64url } from './app.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const RFC = read('rfc9901');
const [ISSUED, PRESENTED, STRUCTURED] = RFC.tokens;
const MADE = read('sd-jwt-made').tokens;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sha256 = (text) => createHash('sha256').update(text).digest('base64url');
/** A token with this payload and these disclosures, each an array. */
function token(payload, ...disclosures) {
  const parts = disclosures.map((one) => (typeof one === 'string' ? one : base64url(JSON.stringify(one))));
  const whole = payload(parts.map(sha256));
  return { text: [`${base64url('{"alg":"ES256"}')}.${base64url(JSON.stringify(whole))}.${base64url('s'.repeat(64))}`, ...parts, ''].join('~'), parts };
}
const SALTS = Array.from({ length: 9 }, (_, at) => `${at}`.repeat(22));

const rows = (page) => page.getByTestId('disclosure');
const binding = (page) => page.getByTestId('key-binding');
const choice = (page, name) => page.getByRole('group', { name: 'Payload content' }).getByRole('button', { name });
const put = (app, row) => app.read({ token: row.token, key: JSON.stringify(row.issuer ?? RFC.issuer) });

test('the tokens of RFC 9901 are read, verified and processed', async ({ app, page }) => {
  for (const row of RFC.tokens) {
    await test.step(row.source, async () => {
      const shown = await put(app, row);
      expect([shown.format, shown.signature], shown.problems.map(({ text }) => text).join()).toEqual(['ok', 'valid']);
      expect(JSON.parse(shown.payload)).toEqual(JSON.parse(row.processed));
      await expect(rows(page)).toHaveCount(row.token.split('~').slice(1, -1).length);
      for (const one of await rows(page).all()) await expect(one).toHaveAttribute('data-state', 'disclosed');
    });
  }
  await put(app, PRESENTED);
  await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  await expect(binding(page)).toContainText('Valid (ES256): for https://verifier.example.org, with the nonce 1234567890');
  await expect(page.getByText('6 digests (SHA-256) have no disclosure')).toBeVisible();
  await put(app, ISSUED);
  await expect(binding(page)).toHaveAttribute('data-state', 'none');
  await expect(page.getByText('Every digest (SHA-256) has its disclosure.')).toBeVisible();
});

test('each row has name, value, salt and digest, and where the digest stands', async ({ app, page }) => {
  await put(app, ISSUED);
  const email = rows(page).filter({ hasText: 'johndoe@example.com' });
  await expect(email).toContainText('email');
  await email.getByText('digest in the payload').click();
  await expect(email).toContainText('6Ij7tM-a5iVPGboS5tmvVA');
  await expect(email).toContainText('JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE');
  await put(app, STRUCTURED);
  await expect(rows(page).filter({ hasText: 'pipp' })).toContainText('digest in disclosure 2 (array element)');
});

test('the signed payload has the digests, and each lights up with its row', async ({ app, page }) => {
  const lit = () => page.evaluate(() => [...CSS.highlights.get('lit')].map((range) => range.toString()));
  await put(app, ISSUED);
  await rows(page).filter({ hasText: 'johndoe' }).hover();
  await expect.poll(lit).toEqual([ISSUED.token.split('~')[3], '"email": "johndoe@example.com"']);
  await choice(page, 'Signed').click();
  expect(JSON.parse(await app.payload.textContent())._sd).toHaveLength(8);
  await rows(page).filter({ hasText: 'Doe' }).first().hover();
  await rows(page).filter({ hasText: 'johndoe' }).hover();
  await expect.poll(async () => (await lit())[0]).toBe(ISSUED.token.split('~')[3]);
  const [, letters, digest] = await lit();
  expect(digest).toBe('"JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE"');
  expect(ISSUED.token.split('.')[1], 'the digest where it is signed').toContain(letters);
  expect(letters).toHaveLength(61);
  // And back.
  await app.payload.getByText('PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI').hover();
  await expect(rows(page).filter({ hasText: '+1-202-555-0101' })).toHaveAttribute('data-pointed', 'true');
  await choice(page, 'Processed').click();
  expect(JSON.parse(await app.payload.textContent())).toEqual(JSON.parse(ISSUED.processed));
});

test('what is chosen is a presentation that Node takes', async ({ app, page }) => {
  const holder = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = holder.publicKey.export({ format: 'jwk' });
  const inner = base64url(JSON.stringify([SALTS[0], 'street', 'Weg 1']));
  const { text, parts } = token(
    ([, outer, age]) => ({ _sd: [outer, age].sort(), cnf: { jwk } }),
    inner,
    [SALTS[1], 'address', { _sd: [sha256(inner)] }],
    [SALTS[2], 'age', 42],
  );
  await app.read({ token: text, key: '' });
  const box = (name) => page.getByRole('checkbox', { name });
  // A claim goes with the one that it stands in.
  await box('address').uncheck();
  await expect(box('street')).not.toBeChecked();
  await box('street').check();
  await expect(box('address')).toBeChecked();
  await box('age').uncheck();
  await page.getByTestId('present').click();
  await expect(app.token).toHaveValue([text.split('~')[0], parts[0], parts[1], ''].join('~'));
  expect(JSON.parse(await app.payload.textContent())).toEqual({ cnf: { jwk }, address: { street: 'Weg 1' } });

  await page.getByText('Expect or make a key binding').click();
  await binding(page).getByLabel('Audience (aud)').fill('https://verifier.example');
  await binding(page).getByLabel('Nonce').fill('n-1');
  const secret = page.getByLabel('Private key of the holder');
  await secret.fill(JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })));
  await page.getByRole('button', { name: 'Bind the presentation' }).click();
  await expect(binding(page)).toContainText('This is not the key that cnf of the token names');
  await secret.fill(holder.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await page.getByRole('button', { name: 'Bind the presentation' }).click();
  await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  await expect(secret, 'the key is not kept').toHaveValue('');

  const made = await app.token.inputValue();
  const at = made.lastIndexOf('~') + 1;
  const [header, payload, signature] = made.slice(at).split('.');
  expect(JSON.parse(Buffer.from(header, 'base64url'))).toEqual({ alg: 'ES256', typ: 'kb+jwt' });
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  expect(claims).toMatchObject({ aud: 'https://verifier.example', nonce: 'n-1', sd_hash: sha256(made.slice(0, at)) });
  expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThan(120);
  const holds = verify('sha256', Buffer.from(`${header}.${payload}`), { key: holder.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  expect(holds).toBe(true);
});

test('what Node makes is read as Node reads it', async ({ app, page }) => {
  for (const row of MADE) {
    await test.step(row.about, async () => {
      const shown = await put(app, row);
      expect([shown.format, shown.signature]).toEqual(['ok', 'valid']);
      expect(JSON.parse(shown.payload)).toEqual(JSON.parse(row.processed));
      const state = row.bound === undefined ? 'none' : row.bound ? 'valid' : 'invalid';
      await expect(binding(page)).toHaveAttribute('data-state', state);
    });
  }
});

test('each rule that is broken is named, and its row says so', async ({ app, page }) => {
  const one = [SALTS[0], 'a', 1];
  const cases = [
    ['unreferenced', 'disclosure-unreferenced', token(() => ({}), one)],
    ['duplicate', 'digest-repeated', token(([a]) => ({ _sd: [a], o: { _sd: [a] } }), one)],
    ['malformed', 'disclosure-not-array', token(([a]) => ({ _sd: [a] }), [SALTS[0]])],
    ['malformed', 'disclosure-reserved-name', token(([a]) => ({ _sd: [a] }), [SALTS[0], '_sd', 1])],
    ['malformed', 'disclosure-name-taken', token(([a]) => ({ _sd: [a], a: 2 }), one)],
    ['malformed', 'disclosure-misplaced', token(([a]) => ({ n: [{ '...': a }] }), one)],
    ['malformed', 'disclosure-not-json', token(([a]) => ({ _sd: [a] }), base64url('["x'))],
    ['disclosed', null, token(([a]) => ({ _sd: [a] }), one)],
  ];
  for (const [state, code, { text }] of cases) {
    await test.step(code ?? 'a control', async () => {
      const shown = await app.read({ token: text, key: '' });
      await expect(rows(page)).toHaveAttribute('data-state', state);
      expect(shown.problems.map((problem) => problem.code)).toEqual(code === null ? [] : [code]);
      expect(shown.format).toBe(code === null ? 'ok' : 'broken');
      expect(await page.getByRole('checkbox', { name: /^(a|_sd|array element)$/ }).isDisabled()).toBe(code !== null);
    });
  }
});

test('a changed disclosure and a changed presentation are never good', async ({ app, page }) => {
  const [jwt, first, ...rest] = PRESENTED.token.split('~');
  const changed = [jwt, base64url(Buffer.from(first, 'base64url').toString().replace('Doe', 'Roe')), ...rest].join('~');
  const shown = await put(app, { ...PRESENTED, token: changed });
  expect(shown.signature, 'the issuer signed the digests, not the disclosures').toBe('valid');
  expect(shown.format).toBe('broken');
  expect(shown.payload).not.toContain('Roe');
  await expect(binding(page)).toHaveAttribute('data-state', 'invalid');
  // One disclosure less.
  await put(app, { ...PRESENTED, token: [jwt, ...rest].join('~') });
  await expect(binding(page)).toHaveAttribute('data-state', 'invalid');
  await expect(binding(page).locator('[data-reason="key-binding-hash"]')).toBeVisible();
});

test('the sample is signed, disclosed and bound, and keeps its key as it is presented anew', async ({ app, page }) => {
  await app.sample.selectOption('SD-JWT');
  for (const lamp of ['format', 'claims']) await expect(app.lamp(lamp)).toHaveAttribute('data-state', 'ok');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  await expect(app.sample).toHaveValue('SD-JWT');
  await page.getByRole('checkbox', { name: 'given_name' }).uncheck();
  await page.getByTestId('present').click();
  await expect(rows(page)).toHaveCount(4);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(binding(page)).toHaveAttribute('data-state', 'none');
  await page.getByTestId('undo').click();
  await expect(rows(page)).toHaveCount(5);
  await expect(page.getByRole('button', { name: 'Edit payload' })).toBeDisabled();
});

test('an SD-JWT is found in what was pasted, wrapped and in JSON', async ({ app, page }) => {
  const wrapped = PRESENTED.token.match(/.{1,68}/g).map((line) => `   ${line}`).join('\n');
  for (const text of [wrapped, `{"vp_token": "${PRESENTED.token}"}`, `Presentation: ${PRESENTED.token}`]) {
    const shown = await app.read({ token: text, key: JSON.stringify(RFC.issuer) });
    expect([shown.format, shown.signature]).toEqual(['repaired', 'valid']);
    await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  }
});

test('the panel is gone with the token, and a choice stays with its own', async ({ app, page }) => {
  await put(app, ISSUED);
  await page.getByRole('checkbox', { name: 'email' }).uncheck();
  await put(app, PRESENTED);
  await expect(page.getByRole('checkbox', { name: 'address' })).toBeChecked();
  await app.sample.selectOption('RS256');
  await expect(rows(page)).toHaveCount(0);
  await expect(binding(page)).toHaveCount(0);
});

test('axe finds nothing, by day and night, on a desk and on a phone', async ({ app, page }) => {
  await page.evaluate(AXE);
  const broken = token(([a]) => ({ _sd: [a] }), [SALTS[0], 'a', 1], [SALTS[1], 'b', 2]).text;
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, row] of [['presented', PRESENTED], ['broken', { token: broken }]]) {
        await put(app, row);
        await page.locator('.disclosures details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
        const violations = await page.evaluate(async () => {
          document.getAnimations().forEach((animation) => animation.finish());
          const { violations } = await window.axe.run();
          return violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html.slice(0, 200), failureSummary])]);
        });
        expect.soft(violations, `${name} ${colorScheme} ${width}`).toEqual([]);
        const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect.soft(content, `${name} ${width}`).toBeLessThanOrEqual(screen);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sd-jwt-${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
    }
  }
});
