// The compact examples of RFC 7515 appendix A and RFC 7520 section 4 get their right verdict in the page.
import { test, expect, vectors } from './app.mjs';

for (const { source, alg, key, token } of [...vectors('rfc7515'), ...vectors('rfc7520')]) {
  test(`${source}, ${alg}, gets its right verdict`, async ({ app }) => {
    await app.token.fill(token);
    if (key) await app.key.fill(JSON.stringify(key));
    await expect(app.lamp('signature')).toHaveAttribute('data-state', alg === 'none' ? 'unsecured' : 'valid');
    await expect(app.lamp('format')).toHaveAttribute('data-state', 'ok');
    await expect(app.header).toContainText(`"alg": "${alg}"`);
    const payload = Buffer.from(token.split('.')[1], 'base64url').toString();
    if (payload.startsWith('{')) {
      await expect(app.lamp('claims')).toHaveAttribute('data-state', 'expired');
      await expect(app.payload).toContainText('"http://example.com/is_root": true');
      await expect(app.sentence).toContainText(/expired/i);
    } else {
      expect(await app.payload.textContent()).toBe(payload);
      await expect(app.lamp('claims')).toHaveAttribute('data-state', 'none');
    }
    await expect(app.sentence).toContainText(alg === 'none' ? 'Not signed: alg is none' : new RegExp(`[Ss]ignature (is valid )?\\(${alg}\\)`));
  });
}

test('the first load shows a sample that verifies', async ({ app }) => {
  await expect(app.lamp('format')).toHaveAttribute('data-state', 'ok');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(app.lamp('claims')).toHaveAttribute('data-state', 'ok');
  await expect(app.sentence).toContainText('Valid signature');
  await expect(app.header).toContainText('"alg"');
  await expect(app.payload).toContainText('"iss"');
});

test('each of the samples verifies with the key that comes with it', async ({ app }) => {
  const names = await app.sample.locator('> option:not([disabled])').evaluateAll((all) => all.map((option) => option.value));
  expect(names).toHaveLength(19);
  for (const name of names) {
    await app.sample.selectOption(name);
    await expect(app.header).toContainText(`"alg": "${name}"`);
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await expect(app.lamp('format')).toHaveAttribute('data-state', 'ok');
    await expect(app.lamp('claims')).toHaveAttribute('data-state', 'ok');
  }
});

test('one typed character makes the sample invalid, and taking it back makes it valid', async ({ app }) => {
  await app.token.focus();
  await app.page.keyboard.press('Control+End');
  await app.page.keyboard.press('ArrowLeft');
  await app.page.keyboard.press('ArrowLeft');
  await app.page.keyboard.type('A');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  await app.page.keyboard.press('Backspace');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('an expected algorithm refuses a token that says otherwise', async ({ app }) => {
  await app.sample.selectOption('RS256');
  await app.expected.selectOption('PS256');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'key-mismatch');
  await expect(app.reasons.first()).toContainText('RS256');
  await expect(app.reasons.first()).toContainText('PS256');
  await app.expected.selectOption('RS256');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('without a key the page says so, and what key it would take', async ({ app }) => {
  await app.sample.selectOption('ES256');
  await app.key.fill('');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'no-key');
  await expect(app.sentence).toContainText(/key/);
});
