// Keys made on the page sign tokens that independent libraries accept.
import { createHmac, createPrivateKey, createPublicKey, createSecretKey, sign } from 'node:crypto';
import * as jose from 'jose';
import { test, expect, base64url } from './app.mjs';

const KINDS = {
  'Secret, 32 bytes': 'HS256',
  'Secret, 48 bytes': 'HS384',
  'Secret, 64 bytes': 'HS512',
  'RSA, 2048 bit': 'RS256',
  'RSA, 3072 bit': 'PS384',
  'EC, P-256': 'ES256',
  'EC, P-384': 'ES384',
  'EC, P-521': 'ES512',
  Ed25519: 'Ed25519',
};

for (const [kind, alg] of Object.entries(KINDS)) {
  test(`${kind}: a fresh key, whose tokens jose accepts`, async ({ app, page }) => {
    await app.read({ token: `${base64url(JSON.stringify({ alg }))}.${base64url('{"a":1}')}.`, key: '' });
    await page.getByRole('button', { name: 'Edit payload' }).click();
    await page.getByTestId('payload-editor').fill('{"a":2}');
    await app.choose('Generate a key', kind);
    await expect(page.getByTestId('edit-banner')).toContainText(`(${alg}) as you type`, { timeout: 30000 });
    const jwk = JSON.parse(await app.key.inputValue());
    const key = jwk.kty === 'oct' ? createSecretKey(Buffer.from(jwk.k, 'base64url')) : createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' }));
    const { payload } = await jose.compactVerify(await app.token.inputValue(), key);
    expect(Buffer.from(payload).toString()).toBe('{"a":2}');
    // Deterministic algorithms give the very same token.
    const [header, body, signature] = (await app.token.inputValue()).split('.');
    const input = Buffer.from(`${header}.${body}`);
    const signer = () => createPrivateKey({ key: jwk, format: 'jwk' });
    const again = {
      HS256: () => createHmac('sha256', key).update(input).digest(),
      RS256: () => sign('sha256', input, signer()),
      Ed25519: () => sign(null, input, signer()),
    }[alg]?.();
    if (again) expect(signature).toBe(again.toString('base64url'));
    if (jwk.kid) expect(jwk.kid).toBe(await jose.calculateJwkThumbprint(jwk));
    await app.choose('Generate a key', kind);
    await expect.poll(async () => JSON.parse(await app.key.inputValue())).not.toEqual(jwk);
  });
}

test('the banner offers the key that the header asks for', async ({ app, page }) => {
  await app.read({ token: `${base64url('{"alg":"ES256"}')}.${base64url('{}')}.`, key: '' });
  await page.getByRole('button', { name: 'Edit header' }).click();
  await page.getByTestId('header-editor').fill('{"alg":"Ed25519"}');
  await page.getByTestId('make-key').click();
  await expect(page.getByTestId('edit-banner')).toContainText('Signed with an Ed25519 key');
  await page.getByTestId('header-editor').fill('{"alg":"ML-DSA-44"}');
  await expect(page.getByTestId('make-key')).toHaveText('Make a key: ML-DSA-44');
  await page.getByTestId('make-key').click();
  await expect(page.getByTestId('edit-banner')).toContainText('(ML-DSA-44) as you type');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});
