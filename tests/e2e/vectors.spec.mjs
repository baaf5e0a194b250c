// Every example of RFC 7515, 7516, 7517 to 7520 (sections 4 to 6), 7797, 8037 and 9449, and of the JOSE cookbook, has its right result
// in the page: one after the other in one page, as a script puts them in. Those of RFC 9901 are in sd-jwt.spec.mjs.
import { readFileSync } from 'node:fs';
import { test, expect, vectors } from './app.mjs';

const file = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const text = (token) => (typeof token === 'string' ? token : JSON.stringify(token));
/** The header parameters of an encrypted token's first recipient. */
function parameters(token) {
  if (!token.startsWith('{')) return JSON.parse(decoded(token.split('.')[0]));
  const { protected: head, unprotected, header, recipients } = JSON.parse(token);
  return { ...(head && JSON.parse(decoded(head))), ...unprotected, ...header, ...recipients?.[0].header };
}
/** JSON is laid out for reading. */
const plain = (shown) => shown.replace(/\s+/g, '');
const decoded = (segment) => Buffer.from(segment, 'base64url').toString();

test('signed examples in the compact form', async ({ app }) => {
  let seen = 0;
  for (const { source, alg, key, token } of ['rfc7515', 'rfc7520', 'rfc8037', 'rfc9449'].flatMap(vectors)) {
    const { format, signature, payload } = await app.read({ token, key: key ? JSON.stringify(key) : '' });
    expect({ source, format, signature }).toEqual({ source, format: 'ok', signature: alg === 'none' ? 'unsecured' : 'valid' });
    expect(plain(payload), source).toBe(plain(decoded(token.split('.')[1])));
    seen += 1;
  }
  expect(seen).toBe(12);
});

test('signed examples whose content is not encoded, or sent apart, or in JSON', async ({ app, page }) => {
  let seen = 0;
  for (const row of [...vectors('rfc7797'), ...vectors('jws-json')]) {
    const { source, token, content } = row;
    const keys = row.keys ?? [row.key];
    const named = { keys: keys.map((key, index) => ({ kid: token.signatures?.[index]?.header?.kid, ...key })) };
    await app.read({ token: '', key: JSON.stringify(keys.length > 1 ? named : keys[0]) });
    await app.read({ token: text(token) });
    if (content) await page.getByTestId('content-input').fill(content);
    // The header that was signed does not list `b64` in `crit` (RFC 7797 section 6).
    const state = source.includes('not critical') ? 'unsupported' : 'valid';
    await expect(app.lamp('signature'), source).toHaveAttribute('data-state', state);
    const all = page.getByTestId('signature');
    for (let index = 0; index < (await all.count()); index += 1) await expect(all.nth(index), source).toHaveAttribute('data-state', state);
    seen += 1;
  }
  expect(seen).toBe(26);
});

test('encrypted examples in each form, with each of their keys', async ({ app }) => {
  let seen = 0;
  for (const { source, tokens, keys, plaintext } of file('jwe').examples) {
    for (const token of tokens) {
      for (const key of keys) {
        const { format, decryption, signature, payload, sentence } = await app.read({ token, key: JSON.stringify(key) });
        expect({ source, format, decryption, signature }).toEqual({ source, format: 'ok', decryption: 'opened', signature: undefined });
        expect(plain(payload), source).toBe(plain(plaintext));
        const { alg, enc } = parameters(token);
        expect(sentence, source).toContain(keys.length > 1 ? `, ${enc}).` : `Decrypted (${alg}, ${enc}).`);
        expect(sentence, source).not.toMatch(/signature/i);
        seen += 1;
      }
    }
  }
  expect(seen).toBe(45);
});

test('a signed example inside an encrypted one, in each form', async ({ app, page }) => {
  const [{ signer, recipient, payload, compact, general, flattened }] = vectors('rfc7520-nested');
  const key = JSON.stringify({ keys: [signer, recipient] });
  for (const token of [compact, general, flattened]) {
    const seen = await app.read({ token: text(token), key });
    expect(seen).toMatchObject({ signature: 'valid', claims: 'expired' });
    expect(plain(seen.payload)).toBe(plain(payload));
    const layers = await page.getByTestId('layer').evaluateAll((all) => all.map(({ dataset }) => [dataset.kind, dataset.state]));
    expect(layers).toEqual([['jwe', 'opened'], ['jws', 'valid']]);
  }
});
