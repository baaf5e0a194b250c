// Why a signature does not hold, found after the verdict and mended by one click; what is expected of a token; what the audit
// finds, and where it is.
import { createHmac } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';

const signed = (header, payload, secret) => {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const HEADER = '{"alg":"HS256","typ":"JWT"}';
const PAYLOAD = '{"iss":"https://id.example.org","aud":"api","sub":"alice"}';
const SECRET = 'a secret of more than thirty-two bytes for these tests';

test('a well-known secret is found, and one click takes it', async ({ app, page }) => {
  await app.token.fill(signed(HEADER, PAYLOAD, 'changeme'));
  await app.key.fill(SECRET);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await expect(app.sentence).toContainText('Invalid signature; valid if the secret is a well-known one');
  await page.getByTestId('remedy').click();
  await expect(app.key).toHaveValue('changeme');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('a token whose signature was encoded twice is shown as it should be', async ({ app, page }) => {
  const token = signed(HEADER, PAYLOAD, SECRET);
  const [header, payload, signature] = token.split('.');
  await app.token.fill([header, payload, base64url(signature)].join('.'));
  await app.key.fill(SECRET);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await page.getByTestId('remedy').click();
  await expect(app.token).toHaveValue(token);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('what is expected is held against the token, and near misses are told', async ({ app, page }) => {
  await app.token.fill(signed(HEADER, PAYLOAD, SECRET));
  await app.key.fill(SECRET);
  await page.getByTestId('expectations').locator('summary').click();
  await page.getByTestId('expect-same').click();
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'ok');
  await expect(app.sentence).toContainText('As expected: issuer, audience and type.');
  await page.getByTestId('expect-iss').fill('https://id.example.org/');
  await expect(app.lamp('policy')).toHaveAttribute('data-state', 'danger');
  await expect(app.problems.filter({ hasText: 'slash at the end' })).toHaveAttribute('data-code', 'issuer-mismatch');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('the audit finds what is dangerous, and a place lights up in both panes', async ({ app, page }) => {
  await app.token.fill(signed('{"alg":"HS256","typ":"JWT","kid":"../../dev/null"}', PAYLOAD, SECRET));
  await app.key.fill(SECRET);
  const finding = page.getByTestId('finding').filter({ hasText: 'contains a path' });
  await expect(finding).toHaveAttribute('data-check', 'kid-injection');
  await finding.locator('.place').click();
  const lit = await page.evaluate(() => [...CSS.highlights.get('lit')].map((range) => range.toString()));
  expect(lit[1]).toBe('"../../dev/null"');
  expect(Buffer.from(lit[0], 'base64url').toString()).toContain('./dev/null');
});

test('a finding opens to what to do, why it matters, an example and its sources', async ({ app, page }) => {
  await app.token.fill(signed('{"alg":"HS256","typ":"JWT","kid":"../../dev/null"}', PAYLOAD, SECRET));
  const finding = page.locator('[data-check="kid-injection"]');
  await expect(finding.getByText('What to do')).toBeHidden();
  await finding.locator('summary').press('Enter');
  await expect(finding.getByRole('term')).toHaveText(['What to do', 'Why it matters', 'Example', 'Use instead', 'Sources']);
  await expect(finding.locator('pre').first()).toHaveText('header: {"alg":"HS256","kid":"../../dev/null"}');
  await expect(finding.getByRole('link', { name: 'RFC 8725 §3.10' })).toHaveAttribute('href', /rfc8725#section-3\.10$/);
  for (const text of await finding.getByRole('definition').allTextContents()) expect(text).not.toMatch(/\.\.$/);
  await finding.locator('summary').press('Enter');
  await expect(finding.locator('pre').first()).toBeHidden();
});

test('what is broken says at once what to do', async ({ app }) => {
  await app.token.fill('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ==.c2ln');
  const problem = app.problems.and(app.page.locator('[data-code="base64url-padding"]'));
  await expect(problem.getByText('What to do')).toBeVisible();
});

test('a sample raises no alarm, and nothing red', async ({ app, page }) => {
  for (const name of ['RS256', 'ES256', 'Ed25519']) {
    await app.sample.selectOption(name);
    await expect(app.header).toContainText(name);
    await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
    await expect(page.locator('.findings li[data-tone="bad"]')).toHaveCount(0);
  }
});
