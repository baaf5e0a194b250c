// Claims: what they mean, when a token is in time, and times in words, whatever the time zone.
import { test, expect, base64url, compact } from './app.mjs';

const HEADER = '{"alg":"none"}';
const claims = (members) => compact(HEADER, JSON.stringify(members), '');
const now = () => Math.floor(Date.now() / 1000);
const MINUTE = 60;
const DAY = 86_400;

for (const [name, members, state, words] of [
  ['none of the times', () => ({ iss: 'me' }), 'none', /no times/i],
  ['in time', () => ({ nbf: now() - DAY, exp: now() + 10 * MINUTE + 30 }), 'ok', /10 min left/],
  ['expired three days ago', () => ({ exp: now() - 3 * DAY - MINUTE }), 'expired', /expired 3 days ago/],
  ['not valid yet', () => ({ nbf: now() + 2 * DAY + 60, exp: now() + 9 * DAY }), 'not-yet-valid', /in 2 days/],
  ['an exp that is text', () => ({ exp: String(now() + DAY) }), 'invalid', /exp/],
]) {
  test(`${name}: ${state}`, async ({ app }) => {
    await app.read({ token: claims(members()) });
    await expect(app.lamp('claims')).toHaveAttribute('data-state', state);
    const shown = `${await app.sentence.textContent()} ${await app.lamp('claims').textContent()} ${(await app.problems.allTextContents()).join()}`;
    expect(shown).toMatch(words);
  });
}

test('an expired token is never just valid, even if its signature holds', async ({ app }) => {
  await app.sample.selectOption('HS256');
  // The sample is good for an hour: an hour and a half from now it is not.
  await app.page.clock.install({ time: new Date(Date.now() + 90 * MINUTE * 1000) });
  await app.page.clock.runFor(2000);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'expired');
  await expect(app.sentence).toContainText(/^Expired .* ago\. The signature is valid \(HS256\)\./);
});

test('the allowed clock difference forgives so much and no more', async ({ app }) => {
  await app.read({ token: claims({ exp: now() - 45 }) });
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'expired');
  await app.skew.selectOption('30 seconds');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'expired');
  await app.skew.selectOption('5 minutes');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'ok');
  await app.read({ token: claims({ nbf: now() + 200 }) });
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'ok');
  await app.skew.selectOption('none');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'not-yet-valid');
});

test('the table explains each claim, with its source, and times as local, UTC and relative', async ({ app, page }) => {
  // Summer time in Berlin: two hours ahead of UTC.
  await app.read({ token: claims({ iss: 'me', exp: 1782302400, email_verified: true, scope: 'read write', mine: [1.5] }) });
  await page.getByRole('group', { name: 'Payload view' }).getByRole('button', { name: 'Claims' }).click();
  const table = page.getByTestId('payload-table').getByRole('table');
  const row = (name) => table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await expect(row('iss')).toContainText('issuer');
  await expect(row('iss').getByRole('link', { name: 'RFC 7519 §4.1.1' })).toHaveAttribute('href', /rfc7519#section-4\.1\.1$/);
  await expect(row('email_verified').getByRole('link', { name: /OpenID Connect Core/ })).toBeVisible();
  await expect(row('scope').getByRole('link', { name: /RFC 8693/ })).toBeVisible();
  await expect(row('mine')).toContainText('1.5');
  const times = row('exp').getByRole('listitem');
  await expect(times).toHaveCount(4);
  await expect(times.nth(0)).toHaveText(/ago$/);
  await expect(times.nth(1)).toContainText('24 Jun 2026, 14:00:00');
  await expect(times.nth(1)).toContainText('+02:00');
  await expect(times.nth(2)).toContainText('24 Jun 2026, 12:00:00 UTC');
  await expect(times.nth(3)).toHaveText('2026-06-24T12:00:00Z');
});

test('the header has a table, too', async ({ app, page }) => {
  await app.read({ token: compact('{"alg":"HS256","typ":"JWT","kid":"k"}', '{}') });
  await page.getByRole('group', { name: 'Header view' }).getByRole('button', { name: 'Table' }).click();
  const table = page.getByTestId('header-table').getByRole('table');
  await expect(table.getByRole('rowheader')).toHaveText(['alg', 'typ', 'kid']);
  await expect(table).toContainText('RFC 7515 §4.1.1');
});

test('the notes beside the JSON say what a time is, and are not part of the text', async ({ app }) => {
  await app.read({ token: claims({ exp: 1782302400 }) });
  await expect(app.payload.locator('[data-more*="24 Jun 2026, 14:00:00"]')).toHaveCount(1);
  expect(await app.payload.textContent()).toBe('{\n  "exp": 1782302400\n}\n');
});

test('time goes on while the page is open', async ({ page, site }) => {
  await page.clock.install({ time: new Date('2026-11-22T12:00:00Z') });
  await page.goto(site);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const exp = Date.parse('2026-11-22T12:00:05Z') / 1000;
  await page.getByTestId('token-input').fill(claims({ exp }));
  await expect(page.getByTestId('lamp-claims')).toHaveAttribute('data-state', 'ok');
  await page.clock.runFor(7000);
  await expect(page.getByTestId('lamp-claims')).toHaveAttribute('data-state', 'expired');
});

test('a proof grows old while the page is open, and the audit says so', async ({ page, site }) => {
  await page.clock.install({ time: new Date('2026-11-22T12:00:00Z') });
  await page.goto(site);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true');
  const iat = Date.parse('2026-11-22T12:00:00Z') / 1000;
  const jwk = { kty: 'EC', crv: 'P-256', x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs', y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA' };
  const proof = [{ typ: 'dpop+jwt', alg: 'ES256', jwk }, { jti: '-BwC3ESc6acc2lTc', htm: 'POST', htu: 'https://server.example.com/token', iat }];
  await page.getByTestId('token-input').fill(`${proof.map((part) => base64url(JSON.stringify(part))).join('.')}.AAAA`);
  await page.clock.runFor(2000);
  await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
  const old = page.locator('[data-check="old-proof"]');
  await expect(old).toHaveCount(0);
  await page.clock.runFor(11 * 60 * 1000);
  await expect(old).toContainText('The proof was made 11 minutes ago');
  await page.clock.runFor(60 * 1000);
  await expect(old).toContainText('The proof was made 12 minutes ago');
});
