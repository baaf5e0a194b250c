// Keys in every form in which people hold them: what the page says of each, how it finds the right one in a set, what it
// makes of keys inside the token, and the same key written in another form, as node's own cryptography reads it.
import {
  createHash, createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, randomBytes, X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as jose from 'jose';
import { certificate } from './certificate.mjs';
import { test, expect, base64url } from './app.mjs';

const CLAIMS = { iss: 'https://id.example.org/', sub: '248289761001', exp: 4102444800 };
const pair = (type, options) => generateKeyPairSync(type, options);
const EC = { a: pair('ec', { namedCurve: 'P-256' }), b: pair('ec', { namedCurve: 'P-256' }) };
const RSA = pair('rsa', { modulusLength: 2048 });
const ED = pair('ed25519');

const sign = (alg, key, header = {}) => new jose.SignJWT(CLAIMS).setProtectedHeader({ alg, ...header }).sign(key);
const jwk = (key, more = {}) => ({ ...key.export({ format: 'jwk' }), ...more });
const pem = (key, type, more = {}) => key.export({ type, format: 'pem', ...more });

test.describe('a set', () => {
  const set = (...keys) => JSON.stringify({ keys });
  const a = jwk(EC.a.publicKey, { kid: 'a', use: 'sig' });
  const b = jwk(EC.b.publicKey, { kid: 'b', use: 'sig' });
  const rsa = jwk(RSA.publicKey, { kid: 'r', alg: 'RS256' });
  for (const [name, header, keys, signature, reason, words] of [
    ['no kid and one key fits', {}, [rsa, a], 'valid', 'set-only-fit', 'only key `a` fits'],
    ['no key has this kid', { kid: 'c' }, [rsa, b], 'key-mismatch', 'set-no-such-key', 'o key in the set has the `kid` of the header, `c`'],
    ['the key is found and verifies', { kid: 'a' }, [rsa, b, a], 'valid', 'set-key-holds', 'he header names key `a`, and it verifies'],
    ['the key is found and fails', { kid: 'b' }, [rsa, b], 'invalid', 'set-key-fails', 'he header names key `b`, and it does not verify'],
    ['another key of the set verifies', { kid: 'b' }, [b, a], 'invalid', 'set-other-holds', 'but key `a` verifies the signature'],
  ]) {
    test(`${name}: said in words`, async ({ app, page }) => {
      const seen = await app.read({ token: await sign('ES256', EC.a.privateKey, header), key: set(...keys) });
      expect(seen.signature).toBe(signature);
      expect(seen.reasons.map((one) => one.code)).toContain(reason);
      expect(seen.reasons.find((one) => one.code === reason).text).toContain(words);
      const rows = page.getByTestId('key-set').locator('tbody tr');
      await expect(rows).toHaveCount(keys.length);
      if (keys.includes(a)) await expect(rows.first()).toHaveAttribute('data-verifies', 'holds');
    });
  }

  test('a configuration that brings its keys along, and a bare array, are sets', async ({ app }) => {
    const token = await sign('ES256', EC.a.privateKey, { kid: 'a' });
    expect((await app.read({ token, key: JSON.stringify({ issuer: 'https://a.example', jwks: { keys: [a, rsa] } }) })).signature).toBe('valid');
    expect((await app.read({ token, key: JSON.stringify([rsa, a]) })).signature).toBe('valid');
  });

  test('a broken key does not spoil the set, and its row says what is wrong', async ({ app, page }) => {
    const broken = { ...b, y: a.y };
    const token = await sign('ES256', EC.a.privateKey, { kid: 'a' });
    expect((await app.read({ token, key: set(broken, a) })).signature).toBe('valid');
    await expect(page.getByTestId('key-set').locator('[data-verifies="unusable"]')).toContainText('is not on P-256');
  });

  test('a thousand keys do not hold up the page; the rest is tried when asked for', async ({ app, page }) => {
    // One modulus, a thousand times, odd and of the right size: it never verifies. The right key is the last.
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...rsa, kid: `k${index}` }));
    const other = pair('rsa', { modulusLength: 2048 });
    const key = set(...many, jwk(other.publicKey, { kid: 'last' }));
    const token = await sign('RS256', other.privateKey);
    await page.evaluate(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
      }).observe({ type: 'longtask' });
    });
    const seen = await app.read({ token, key });
    expect(seen.signature).toBe('invalid');
    expect(seen.reasons[0].text).toContain('are not tried yet');
    await page.getByTestId('try-the-rest').click();
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid', { timeout: 30000 });
    await expect(app.sentence).toContainText('Valid signature (RS256)');
    await expect(page.getByTestId('try-the-rest')).toHaveCount(0);
    expect(await page.evaluate(() => window.longest)).toBeLessThan(1000);
  });
});

test.describe('a key inside the token', () => {
  test('jwk: self-attested, with what that means', async ({ app, page }) => {
    const token = await sign('ES256', EC.a.privateKey, { jwk: jwk(EC.a.publicKey) });
    const seen = await app.read({ token, key: '' });
    expect(seen.signature).toBe('self-attested');
    expect(seen.sentence).toContain('Verifies only with the key inside the token, which anyone can put there (ES256).');
    await expect(page.getByTestId('key-about')).toContainText('The token\'s own key, in jwk');
    expect(seen.reasons[0]).toMatchObject({ code: 'self-attested', text: expect.stringContaining('anyone can make such a token') });
  });

  test('x5c: self-attested', async ({ app }) => {
    const x5c = [certificate(RSA).replace(/-----[^-]+-----|\n/g, '')];
    const seen = await app.read({ token: await sign('RS256', RSA.privateKey, { x5c }), key: '' });
    expect(seen.signature).toBe('self-attested');
    expect(seen.reasons[0].text).toContain('X.509 certificate');
  });

  test('it never takes the place of the person\u2019s key, good or broken', async ({ app }) => {
    const token = await sign('ES256', EC.a.privateKey, { jwk: jwk(EC.a.publicKey) });
    const other = await app.read({ token, key: pem(EC.b.publicKey, 'spki') });
    expect(other.signature).toBe('invalid');
    const broken = await app.read({ token, key: pem(EC.b.publicKey, 'spki').replace(/.{20}\n-----END/, '\n-----END') });
    expect(broken.signature).toBe('no-key');
    const own = await app.read({ token, key: pem(EC.a.publicKey, 'spki') });
    expect(own.signature).toBe('valid');
    expect(own.reasons.map((one) => one.code)).toContain('own-key');
  });

  test('a token that fails with its own key is not even whole', async ({ app }) => {
    const token = await sign('ES256', EC.b.privateKey, { jwk: jwk(EC.a.publicKey) });
    const seen = await app.read({ token, key: '' });
    expect(seen.signature).toBe('invalid');
    expect(seen.reasons[0].code).toBe('own-key-fails');
  });

  test('addresses of keys are shown and not asked for', async ({ app, page }) => {
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    const token = await sign('ES256', EC.a.privateKey, { jku: 'https://keys.example/jwks', x5u: 'https://keys.example/pem' });
    await app.read({ token, key: '' });
    const shown = page.getByTestId('key-pointers');
    for (const address of ['https://keys.example/jwks', 'https://keys.example/pem', 'https://id.example.org/.well-known/openid-configuration']) {
      await expect(shown).toContainText(address);
    }
    await app.read({ key: 'x' });
    await expect(shown).toHaveCount(0);
    expect(requests).toEqual([]);
  });
});

test.describe('an encrypted private key', () => {
  const locked = pem(RSA.privateKey, 'pkcs8', { cipher: 'aes-256-cbc', passphrase: 'correct horse' });

  test('is opened with its passphrase, asked for beside the key', async ({ app, page }) => {
    const token = await sign('RS256', RSA.privateKey);
    const before = await app.read({ token, key: locked });
    expect(before.signature).toBe('no-key');
    expect(before.key).toContain('encrypted');
    const field = page.getByLabel('Passphrase');
    await field.fill('wrong');
    await field.press('Enter');
    await expect(app.summary).toContainText('passphrase does not open');
    await expect(field).toHaveValue('wrong');
    await field.fill('correct horse');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(app.summary).toContainText('RSA private key, 2048 bit');
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await expect(field).toBeHidden();
  });
});

test.describe('a file', () => {
  test('of DER is read as the key it holds', async ({ app, page }) => {
    const token = await sign('ES256', EC.a.privateKey);
    await app.read({ token, key: '' });
    const buffer = EC.a.publicKey.export({ type: 'spki', format: 'der' });
    await page.getByLabel('Open a key file').setInputFiles({ name: 'key.der', mimeType: 'application/octet-stream', buffer });
    await expect(app.summary).toContainText('EC public key on P-256');
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  });

  test('dropped on the key pane is a key, elsewhere a token; the page is never left', async ({ app, page }) => {
    const drop = (selector, name, text) =>
      page.evaluate(
        ([selector, name, text]) => {
          const data = new DataTransfer();
          data.items.add(new File([text], name));
          const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
          return document.querySelector(selector).dispatchEvent(event);
        },
        [selector, name, text],
      );
    const token = await sign('ES256', EC.a.privateKey);
    expect(await drop('.header', 'token.txt', token)).toBe(false);
    await expect(app.token).toHaveValue(token);
    expect(await drop('.key textarea', 'key.pem', pem(EC.a.publicKey, 'spki'))).toBe(false);
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  });
});

test.describe('other forms', () => {
  const raw = jwk(ED.publicKey).x;
  const ssh = (() => {
    const string = (bytes) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    return `ssh-ed25519 ${Buffer.concat([string(Buffer.from('ssh-ed25519')), string(Buffer.from(raw, 'base64url'))]).toString('base64')} me@here`;
  })();
  const spki = ED.publicKey.export({ type: 'spki', format: 'der' });
  for (const [name, text, words] of [
    ['DER as base64', spki.toString('base64'), 'Ed25519 public key'],
    ['DER as hex', spki.toString('hex'), 'Ed25519 public key'],
    ['an OpenSSH line', ssh, 'OpenSSH'],
    ['32 bytes as base64url', raw, 'Ed25519 public key'],
    ['32 bytes as hex', Buffer.from(raw, 'base64url').toString('hex'), 'Ed25519 public key'],
    ['PEM with literal \\n', pem(ED.publicKey, 'spki').replaceAll('\n', '\\n'), 'Ed25519 public key'],
    ['PEM with text around it and Windows line ends', `the key:\r\n${pem(ED.publicKey, 'spki').replaceAll('\n', '\r\n')}bye`, 'Ed25519 public key'],
  ]) {
    test(`${name} is read`, async ({ app }) => {
      for (const alg of ['EdDSA', 'Ed25519']) {
        const seen = await app.read({ token: await sign(alg, ED.privateKey), key: text });
        expect(seen.key).toContain(words);
        expect(seen.signature).toBe('valid');
      }
    });
  }

  test('a key of 16384 bits is answered without a freeze', async ({ app, page }) => {
    const n = randomBytes(2048);
    n[0] |= 0x80;
    n[2047] |= 1;
    const token = await sign('RS256', RSA.privateKey);
    const key = JSON.stringify({ kty: 'RSA', n: base64url(n), e: 'AQAB' });
    const forged = token.replace(/[^.]+$/, base64url(Buffer.concat([Buffer.from([0]), randomBytes(2047)])));
    const time = await page.evaluate(() => performance.now());
    const seen = await app.read({ token: forged, key });
    expect(seen.signature).toBe('invalid');
    expect(seen.key).toContain('16384 bit');
    expect((await page.evaluate(() => performance.now())) - time).toBeLessThan(2000);
  });
});

test.describe('conversions', () => {
  const KINDS = {
    'RSA 2048': RSA,
    'P-256': EC.a,
    'P-384': pair('ec', { namedCurve: 'P-384' }),
    'P-521': pair('ec', { namedCurve: 'P-521' }),
    secp256k1: pair('ec', { namedCurve: 'secp256k1' }),
    Ed25519: ED,
    Ed448: pair('ed448'),
  };
  for (const [name, { publicKey, privateKey }] of Object.entries(KINDS)) {
    test(`${name}: PEM to JWK to PEM is the same key, as node reads it`, async ({ app, page }) => {
      const form = async (text, label) => {
        await app.read({ key: text });
        const about = page.getByTestId('key-about');
        if ((await about.getAttribute('open')) === null) await about.locator('summary').click();
        await page.getByTestId('key-format').selectOption(label);
        return page.getByTestId('key-form').textContent();
      };
      const own = pem(privateKey, 'pkcs8');
      const asJwk = await form(own, 'JWK, private');
      expect(createPrivateKey({ key: JSON.parse(asJwk), format: 'jwk' }).equals(privateKey)).toBe(true);
      expect(await form(asJwk, 'PEM, private key (PKCS#8)')).toBe(own);
      const publicJwk = await form(own, 'JWK, public');
      expect(createPublicKey({ key: JSON.parse(publicJwk), format: 'jwk' }).equals(publicKey)).toBe(true);
      expect(JSON.parse(publicJwk).d).toBeUndefined();
      expect(await form(publicJwk, 'PEM, public key (SPKI)')).toBe(pem(publicKey, 'spki'));
      const fingerprint = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex');
      const shown = (await page.getByTestId('key-about').textContent()).replaceAll(':', '').toLowerCase();
      expect(shown).toContain(fingerprint);
    });
  }

  test('a certificate is described, and its fingerprint is the one that node computes', async ({ app, page }) => {
    const text = certificate(RSA);
    await app.read({ key: text });
    const about = page.getByTestId('key-about');
    await about.locator('summary').click();
    await expect(about).toContainText('interop, issued by interop, valid from 2026-01-01 to 2036-01-01');
    const der = Buffer.from(new X509Certificate(text).raw);
    await expect(about).toContainText(createHash('sha256').update(der).digest('base64url'));
  });

  test('a form can be copied and saved', async ({ app, page }) => {
    await app.read({ key: pem(EC.a.publicKey, 'spki') });
    await page.getByTestId('key-about').locator('summary').click();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy key' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(pem(EC.a.publicKey, 'spki'));
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save key' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('p-256.public.pem');
    expect(readFileSync(await file.path(), 'utf8')).toBe(pem(EC.a.publicKey, 'spki'));
  });

  test('a secret has no form but a JWK', async ({ app, page }) => {
    const secret = createSecretKey(Buffer.from('a secret of more than thirty-two bytes'));
    await app.read({ key: 'a secret of more than thirty-two bytes' });
    await page.getByTestId('key-about').locator('summary').click();
    const form = JSON.parse(await page.getByTestId('key-form').textContent());
    expect(form).toMatchObject(secret.export({ format: 'jwk' }));
    await expect(page.getByTestId('key-format').locator('option')).toHaveCount(1);
  });
});
