// What a token is bound to: compared with what a person types, told in the verdict, undone, and kept nowhere. The hashes are
// worked out by Node, which shares no code with the debugger.
import { createHash } from 'node:crypto';
import { test, expect, base64url, compact } from './app.mjs';
import { violations } from './axe.mjs';

const half = (text) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
const row = (page, name) => page.locator(`[data-testid="binding"][data-name="${name}"]`);
const panel = (page) => page.getByRole('region', { name: 'Bindings' });
const field = (page, name) => panel(page).getByRole('textbox', { name });

test('axe finds nothing in the answers to what a token is bound to', async ({ app, page }) => {
  const claims = { iss: 'https://a.example', sub: 'b', aud: 'c', iat: 1, exp: 4102444800, nonce: 'n-1', at_hash: half('a'), c_hash: half('b') };
  await app.read({ token: compact('{"alg":"RS256"}', JSON.stringify(claims)), key: '' });
  await field(page, /^Access token/).fill('a');
  await field(page, /^Authorization code/).fill('another');
  await expect(row(page, 'at_hash')).toHaveAttribute('data-state', 'match');
  await expect(row(page, 'c_hash')).toHaveAttribute('data-state', 'differs');
  expect(await violations(page)).toEqual([]);
});

test('an ID token is held against its access token, code and nonce; what differs is told, undone and kept nowhere', async ({ app, page }) => {
  await expect(panel(page)).toHaveCount(0);
  const secret = 'SlAv32hkKG.kangaroo';
  const claims = { iss: 'https://a.example', sub: 'b', aud: 'c', iat: 1, exp: 4102444800, nonce: 'n-1', at_hash: half(secret), c_hash: half('code') };
  await app.read({ token: compact('{"alg":"RS256"}', JSON.stringify(claims)), key: '' });
  await expect(panel(page)).toContainText('nothing compared yet');
  await field(page, /^Access token/).fill(`Bearer ${secret}`);
  await expect(row(page, 'at_hash')).toHaveAttribute('data-state', 'match');
  await expect(row(page, 'at_hash')).toContainText('SHA-256 of the access token, its left half');
  await expect(row(page, 'c_hash')).toHaveAttribute('data-state', 'open');
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'none');
  await field(page, /^Authorization code/).fill('another');
  await expect(row(page, 'c_hash')).toHaveAttribute('data-state', 'differs');
  await expect(row(page, 'c_hash')).toContainText(`Must be${half('another')}`);
  await expect(row(page, 'c_hash')).toContainText(`In the token${claims.c_hash}`);
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'danger');
  await expect(page.locator('[data-testid="problem"][data-code="binding-differs"]')).toHaveCount(1);
  await field(page, /^Nonce/).fill('n-1');
  await expect(row(page, 'nonce')).toHaveAttribute('data-state', 'match');
  // The field keeps the focus while the answers change, and tells extensions to leave it alone.
  await expect(field(page, /^Nonce/)).toBeFocused();
  await expect(field(page, /^Access token/)).toHaveAttribute('data-gramm', 'false');
  await expect(field(page, /^Access token/)).toHaveAttribute('spellcheck', 'false');
  await panel(page).getByRole('button', { name: 'Clear bindings' }).click();
  await expect(row(page, 'at_hash')).toHaveAttribute('data-state', 'open');
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'none');
  await expect(page.getByText('Bindings cleared.')).toBeVisible();
  await page.getByTestId('undo').click();
  await expect(row(page, 'c_hash')).toHaveAttribute('data-state', 'differs');
  await expect(field(page, /^Access token/)).toHaveValue(`Bearer ${secret}`);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.title]));
  expect(kept).not.toContain('kangaroo');
});

test('the sample of a proof is for its request, and another request is told in the verdict', async ({ app, page }) => {
  await app.sample.selectOption('DPoP');
  await expect(app.sample).toHaveValue('DPoP');
  for (const name of ['htm', 'htu', 'ath', 'jwk']) await expect(row(page, name)).toHaveAttribute('data-state', 'match');
  await expect(app.sentence).toContainText('Valid signature (ES256)');
  await field(page, /^HTTP method/).fill('POST');
  await expect(app.sentence).toContainText('The method of the request does not match htm');
  await expect(app.lamp('policy')).toHaveText(/Binding differs/);
  await field(page, /^HTTP method/).fill('GET');
  await field(page, /^Address/).fill('https://api.example.org/accounts?page=2#top');
  await expect(row(page, 'htu')).toHaveAttribute('data-state', 'match');
  await field(page, /^Nonce/).fill('n-2');
  await expect(row(page, 'nonce')).toHaveAttribute('data-state', 'missing');
  await page.setViewportSize({ width: 390, height: 844 });
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(screen);
  // A sample's request leaves with it.
  const proof = await app.token.inputValue();
  await app.sample.selectOption('RS256');
  await expect(panel(page)).toHaveCount(0);
  await app.read({ token: proof });
  await expect(row(page, 'htm')).toHaveAttribute('data-state', 'open');
});

test('a status is looked up in a list, and one behind its end is told with both numbers', async ({ app, page }) => {
  await app.sample.selectOption('status-list');
  await expect(app.sample).toHaveValue('status-list');
  await expect(row(page, 'status_list')).toHaveAttribute('data-state', 'suspended');
  await field(page, /^Index/).fill('12');
  await expect(row(page, 'status_list')).toContainText('The index is 12, but the list has 12 statuses, counted from 0');
  const list = await app.token.inputValue();
  const of = (idx) => compact('{"alg":"ES256"}', JSON.stringify({ status: { status_list: { idx, uri: 'https://id.example.org/statuslists/1' } } }));
  await app.read({ token: of(2) });
  await field(page, /^Status list token/).fill(list);
  await expect(row(page, 'status.status_list')).toHaveAttribute('data-state', 'valid');
  await app.read({ token: of(0) });
  await expect(row(page, 'status.status_list')).toHaveAttribute('data-state', 'invalid');
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'danger');
  // A certificate or a key is what a confirmation is held against; the key of RFC 9449.
  const jwk = { kty: 'EC', crv: 'P-256', x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs', y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA' };
  await app.read({ token: compact('{"alg":"ES256"}', '{"cnf":{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}') });
  await field(page, /^Key of the holder/).fill(JSON.stringify(jwk));
  await expect(row(page, 'cnf.jkt')).toHaveAttribute('data-state', 'match');
  await field(page, /^Key of the holder/).fill(JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: base64url(Buffer.alloc(32, 9)) }));
  await expect(row(page, 'cnf.jkt')).toHaveAttribute('data-state', 'differs');
});
