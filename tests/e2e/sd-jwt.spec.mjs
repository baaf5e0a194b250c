// Selectively disclosed tokens (RFC 9901) in the page: read, checked, chosen from and bound. Tokens are made, and what the page
// makes is verified, by Node's own cryptography, which shares no code with the debugger.
import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SDJwtInstance } from '@sd-jwt/core';
import { test, expect, base64url } from './app.mjs';
import { violations } from './axe.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const RFC = read('rfc9901');
const [ISSUED, PRESENTED, STRUCTURED] = RFC.tokens;
const MADE = read('sd-jwt-made').tokens;
const sha256 = (text) => createHash('sha256').update(text).digest('base64url');
/** A token with this payload and these disclosures, each an array. */
function token(payload, ...disclosures) {
  const parts = disclosures.map((one) => (typeof one === 'string' ? one : base64url(JSON.stringify(one))));
  const whole = payload(parts.map(sha256));
  return { text: [`${base64url('{"alg":"ES256"}')}.${base64url(JSON.stringify(whole))}.${base64url('s'.repeat(64))}`, ...parts, ''].join('~'), parts };
}
const SALTS = Array.from({ length: 9 }, (_, at) => `${at}`.repeat(22));

const ES256 = (key) => ({ key, dsaEncoding: 'ieee-p1363' });
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = (key) => key.export({ format: 'jwk' });
/** Signs a text, and says whether a signature of one holds. */
const signer = (pair) => (text) => sign('sha256', Buffer.from(text), ES256(pair.privateKey)).toString('base64url');
const holds = (key) => (text, signature) => verify('sha256', Buffer.from(text), ES256(key), Buffer.from(signature, 'base64url'));
function signed(header, payload, pair) {
  const input = `${base64url(JSON.stringify({ alg: 'ES256', ...header }))}.${base64url(JSON.stringify(payload))}`;
  return `${input}.${signer(pair)(input)}`;
}

const layers = (page) => page.getByTestId('layer');
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

test('what was chosen for a presentation comes back with its tab, and the holder\u2019s key does not', async ({ app, page }) => {
  await put(app, PRESENTED);
  const first = rows(page).first().getByRole('checkbox');
  await expect(first).toBeChecked();
  await first.uncheck();
  const form = binding(page);
  const opens = form.getByText('Expect or make a key binding');
  await opens.click();
  await form.getByLabel('Nonce').fill('a nonce');
  await form.getByLabel('Private key of the holder').fill('a private key');
  await page.getByRole('button', { name: 'Another token' }).click();
  await put(app, ISSUED);
  await expect(first).toBeChecked();
  await page.getByRole('tablist', { name: 'Open tokens' }).getByRole('tab').first().click();
  await expect(app.token).toHaveValue(PRESENTED.token);
  await expect(first).not.toBeChecked();
  await opens.click();
  await expect(form.getByLabel('Nonce')).toHaveValue('a nonce');
  await expect(form.getByLabel('Private key of the holder')).toHaveValue('');
});

test('the JSON forms of RFC 9901 are read, verified, shown and converted', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const row of RFC.json) {
    await test.step(row.source, async () => {
      const { signatures = [row.token] } = row.token;
      const [{ header, protected: head, signature }] = signatures;
      const shown = await put(app, { token: JSON.stringify(row.token, null, 2) });
      expect([shown.format, shown.signature], shown.problems.map(({ text }) => text).join()).toEqual(['ok', 'valid']);
      expect(JSON.parse(shown.payload)).toEqual(JSON.parse(row.processed));
      await expect(rows(page)).toHaveCount(header.disclosures.length);
      await expect(page.getByTestId('signature')).toHaveCount(signatures.length);
      await expect(binding(page)).toHaveAttribute('data-state', row.issued ? 'valid' : 'none');
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await app.choose('Copy as', 'Compact token');
      if (signatures.length > 1) {
        await expect(page.getByTestId('not-copied')).toContainText('2 signatures');
        return;
      }
      const compact = [`${head}.${row.token.payload}.${signature}`, ...header.disclosures, header.kb_jwt ?? ''].join('~');
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(clipboard).toBe(compact);
      await put(app, { token: compact });
      await app.choose('Copy as', 'Flattened JSON');
      await expect.poll(async () => JSON.parse(await clipboard())).toEqual(row.token);
    });
  }
  // Where a draft put the members, they are read, and the place is told.
  const { header, ...rest } = RFC.json[0].token;
  const shown = await put(app, { token: JSON.stringify({ ...rest, ...header }) });
  expect(shown.problems.map(({ code }) => code)).toEqual(['sd-jwt-json-place']);
  expect(JSON.parse(shown.payload)).toEqual(JSON.parse(RFC.json[0].processed));
});

test('a key binding JWT is a layer, verified with the key of its holder', async ({ app, page }) => {
  await put(app, PRESENTED);
  expect(await layers(page).evaluateAll((all) => all.map(({ dataset }) => [dataset.kind, dataset.state]))).toEqual([
    ['sd-jwt', 'valid'],
    ['kb-jwt', 'valid'],
  ]);
  await expect(layers(page).first()).toHaveAttribute('aria-current', 'true');
  await layers(page).last().click();
  await expect(layers(page).last()).toHaveAttribute('aria-current', 'true');
  await expect(app.header).toContainText('"kb+jwt"');
  expect(JSON.parse(await app.payload.textContent())).toMatchObject({ nonce: '1234567890', aud: 'https://verifier.example.org' });
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await expect(page.getByText('Verified with the holder’s key')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit payload' })).toBeDisabled();
  await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  await expect(rows(page)).toHaveCount(4);
  await layers(page).first().click();
  expect(JSON.parse(await app.payload.textContent())).toEqual(JSON.parse(PRESENTED.processed));
  // The issuer's signature holds, and the holder's does not.
  await put(app, MADE.find((row) => row.bound === false));
  await expect(layers(page).first()).toHaveAttribute('data-state', 'valid');
  await expect(layers(page).last()).toHaveAttribute('data-state', 'invalid');
  await layers(page).last().click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
});

test('tokens in claims are layers, each with its verdict', async ({ app, page }) => {
  const [store, other] = [pair(), pair()];
  const [good, bad] = [store, other].map((pair) => signed({ kid: '1' }, { transactionId: '7' }, pair));
  const data = { bundleId: 'org.example', signedTransactionInfo: good, signedRenewalInfo: bad };
  const text = signed({}, { notificationType: 'SUBSCRIBED', data }, store);
  await app.read({ token: text, key: JSON.stringify(jwk(store.publicKey)) });
  const states = () => layers(page).evaluateAll((all) => all.map(({ dataset }) => [dataset.kind, dataset.state]));
  expect(await states()).toEqual([['jws', 'valid'], ['jws', 'valid'], ['jws', 'invalid']]);
  expect(JSON.parse(await app.payload.textContent())).toMatchObject({ notificationType: 'SUBSCRIBED' });
  await layers(page).filter({ hasText: 'data.signedTransactionInfo' }).click();
  expect(JSON.parse(await app.payload.textContent())).toEqual({ transactionId: '7' });
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await layers(page).filter({ hasText: 'data.signedRenewalInfo' }).click();
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
});

test('a link has the disclosures, or not, as one chooses', async ({ app, page, site }) => {
  await put(app, PRESENTED);
  const link = async () => {
    await app.choose('Copy as', 'Link…');
    await page.getByTestId('share-signature').check();
    return page.getByTestId('share-link').inputValue();
  };
  const open = async (address) => {
    await page.goto('about:blank');
    await page.goto(`${site}#${address.split('#')[1]}`);
    await app.ready();
  };
  const whole = await link();
  await expect(page.getByTestId('share-holds')).toContainText('4 disclosures (often personal data), the key binding JWT, and its signature');
  await page.getByTestId('share-disclosures').uncheck();
  await expect(page.getByTestId('share-holds')).toContainText('none of its 4 disclosures');
  const bare = await page.getByTestId('share-link').inputValue();
  await page.getByTestId('share-disclosures').check();
  await page.getByTestId('share-signature').uncheck();
  const unsigned = await page.getByTestId('share-link').inputValue();
  await open(whole);
  await expect(app.token).toHaveValue(PRESENTED.token);
  await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  await open(bare);
  await expect(app.token).toHaveValue(`${PRESENTED.token.split('~')[0]}~`);
  await expect(rows(page)).toHaveCount(0);
  await open(unsigned);
  await expect(rows(page)).toHaveCount(4);
  await expect(binding(page)).toHaveAttribute('data-state', 'invalid');
  for (const signature of PRESENTED.token.split('~').filter((part) => part.includes('.')).map((part) => part.split('.')[2])) {
    expect(await app.token.inputValue()).not.toContain(signature);
  }
});

test('another implementation opens what is presented here, and the other way round', async ({ app, page }) => {
  const [issuer, holder] = [pair(), pair()];
  const theirs = new SDJwtInstance({
    signer: signer(issuer),
    signAlg: 'ES256',
    verifier: holds(issuer.publicKey),
    hasher: (text, alg) => createHash(alg.replace('-', '')).update(text).digest(),
    hashAlg: 'sha-256',
    saltGenerator: () => randomBytes(16).toString('base64url'),
    kbSigner: signer(holder),
    kbSignAlg: 'ES256',
    kbVerifier: (text, signature, { cnf }) => cnf.jwk.x === jwk(holder.publicKey).x && holds(holder.publicKey)(text, signature),
  });
  const claims = {
    iss: 'https://issuer.example',
    given_name: 'Zoë',
    address: { street: 'Weg 1', country: 'DE' },
    nationalities: ['DE', 'FR'],
    cnf: { jwk: jwk(holder.publicKey) },
  };
  const frame = { _sd: ['given_name', 'address'], address: { _sd: ['street'] }, nationalities: { _sd: [0, 1] }, _sd_decoy: 2 };
  const issued = await theirs.issue(claims, frame);
  const kb = { payload: { iat: Math.floor(Date.now() / 1000) - 5, aud: 'https://verifier.example', nonce: 'n-1' } };
  const chosen = { given_name: true, address: { street: true }, nationalities: { 0: true } };
  const presented = await theirs.present(issued, chosen, { kb });
  const key = JSON.stringify(jwk(issuer.publicKey));

  const shown = await app.read({ token: presented, key });
  expect([shown.format, shown.signature], shown.problems.map(({ text }) => text).join()).toEqual(['ok', 'valid']);
  const { payload } = await theirs.verify(presented, { keyBindingNonce: 'n-1' });
  expect(JSON.parse(shown.payload)).toEqual(payload);
  expect(payload).toMatchObject({ address: { street: 'Weg 1' }, nationalities: ['DE'] });
  await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  for (const json of [theirs.toFlattenJSON(presented).toJson(), theirs.toGeneralJSON(presented).toJson()]) {
    const shown = await app.read({ token: JSON.stringify(json) });
    expect([shown.format, shown.signature]).toEqual(['ok', 'valid']);
    expect(JSON.parse(shown.payload)).toEqual(payload);
    await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  }

  await app.read({ token: issued });
  await page.getByRole('checkbox', { name: 'given_name' }).uncheck();
  await page.getByText('Expect or make a key binding').click();
  await binding(page).getByLabel('Audience (aud)').fill('https://verifier.example');
  await binding(page).getByLabel('Nonce').fill('n-2');
  await page.getByLabel('Private key of the holder').fill(JSON.stringify(jwk(holder.privateKey)));
  await page.getByRole('button', { name: 'Bind the presentation' }).click();
  await expect(binding(page)).toHaveAttribute('data-state', 'valid');
  const made = await app.token.inputValue();
  const verified = await theirs.verify(made, { keyBindingNonce: 'n-2' });
  expect(verified.payload).toEqual(JSON.parse(await app.payload.textContent()));
  expect(verified.payload).not.toHaveProperty('given_name');
  expect(verified.kb.payload).toMatchObject({ aud: 'https://verifier.example', nonce: 'n-2' });
  await expect(theirs.verify(made, { keyBindingNonce: 'n-1' })).rejects.toThrow();
  const at = made.indexOf('~') + 10;
  const changed = made.slice(0, at) + (made[at] === 'A' ? 'B' : 'A') + made.slice(at + 1);
  await expect(theirs.verify(changed, { keyBindingNonce: 'n-2' })).rejects.toThrow();
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
  // By the keyboard, and an element of an array.
  // What scrolls below a mouse that rests is pointed at, too.
  await page.mouse.move(0, 0);
  const german = rows(page).filter({ hasText: '"DE"' });
  await german.getByRole('checkbox').focus();
  await expect.poll(async () => (await lit()).at(-1)).toBe('"7Cf6JkPudry3lcbwHgeZ8khAv1U1OSlerP0VkBJrWZ0"');
  await choice(page, 'Processed').click();
  await german.getByText('digest in the payload').focus();
  await expect.poll(async () => (await lit()).at(-1)).toBe('"DE"');
  // A claim inside of a disclosed one, whose digest is in the text of that one.
  await put(app, STRUCTURED);
  const inner = rows(page).filter({ hasText: 'pipp' });
  await inner.getByRole('checkbox').focus();
  await expect.poll(async () => (await lit()).at(-1)).toBe('"method": "pipp"');
  await choice(page, 'Signed').click();
  await inner.hover();
  await expect.poll(lit).toHaveLength(2);
  expect(STRUCTURED.token.split('~')[2], 'the digest in the disclosure').toContain((await lit())[1]);
  await put(app, ISSUED);
  await choice(page, 'Signed').click();
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
  const broken = token(([a]) => ({ _sd: [a] }), [SALTS[0], 'a', 1], [SALTS[1], 'b', 2]).text;
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, row] of [['presented', PRESENTED], ['broken', { token: broken }]]) {
        await put(app, row);
        await page.locator('.disclosures details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
        expect.soft(await violations(page), `${name} ${colorScheme} ${width}`).toEqual([]);
        const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect.soft(content, `${name} ${width}`).toBeLessThanOrEqual(screen);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sd-jwt-${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
    }
  }
});
