// Five things that people come for, each in at most so many steps. A step is one thing that a person does: a paste, a press, a
// word typed, a link opened.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import * as jose from 'jose';
import { test as base, expect, base64url } from './app.mjs';

const test = base.extend({
  /** Does one step, and counts it. */
  step: async ({}, use) => {
    const step = async (name, run) => {
      step.count += 1;
      return base.step(`${step.count}. ${name}`, run);
    };
    step.count = 0;
    await use(step);
  },
});

const into = async (app, field, text) => {
  await field.focus();
  await field.press('ControlOrMeta+A');
  await app.paste(text);
};

test('a secret that is base64: at most 3 steps', async ({ app, page, step }) => {
  const secret = Buffer.from('a secret of more than thirty-two bytes, as bytes');
  const input = `${base64url('{"alg":"HS256"}')}.${base64url('{"sub":"alice"}')}`;
  const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  await step('paste the token', () => into(app, app.token, token));
  await step('paste the secret as it is written down', () => into(app, app.key, secret.toString('base64')));
  await expect(app.sentence).toContainText('base64');
  await step('press what the page offers', () => page.getByRole('button', { name: /base64/ }).first().click());
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  expect(step.count).toBeLessThanOrEqual(3);
});

test('what if I change a letter: answered on the page', async ({ app, page, step }) => {
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await step('edit', () => page.getByRole('button', { name: 'Edit payload' }).click());
  await step('keep the signature', () => page.getByRole('combobox', { name: 'Signature' }).selectOption('keep the old one'));
  await step('change a letter', async () => {
    const editor = page.getByRole('textbox', { name: 'Edit payload' });
    await editor.fill((await editor.inputValue()).replace('Ada', 'Eda'));
  });
  await expect(page.getByTestId('edit-banner')).toContainText('the signature is the old one: a verifier must refuse this');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'invalid');
  expect(step.count).toBeLessThanOrEqual(3);
});

test('a team\u2019s expectations from a link: 1 step', async ({ app, page, site, step }) => {
  const token = await app.token.inputValue();
  const link = `${site}#token=${token}&iss=${encodeURIComponent('https://id.example.org')}&aud=${encodeURIComponent('api://orders')}&alg=HS256`;
  await step('open the link', async () => {
    await page.goto('about:blank');
    await page.goto(link);
    await app.ready();
  });
  await expect(page.getByTestId('expect-iss')).toHaveValue('https://id.example.org');
  await expect(page.getByTestId('expect-aud')).toHaveValue('api://orders');
  await expect(app.expected).toHaveValue('HS256');
  await expect(app.lamp('policy')).not.toHaveAttribute('data-state', 'none');
  expect(step.count).toBe(1);
});

test('a token of 5 minutes with my RSA key: at most 4 steps', async ({ app, page, context, step }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await step('paste the key', () => into(app, app.key, privateKey.export({ type: 'pkcs8', format: 'pem' })));
  await step('begin a token', () => page.getByRole('button', { name: 'New token' }).click());
  await step('choose its lifetime', () => page.getByRole('button', { name: 'Expires in 5 minutes' }).click());
  await step('copy it', () => page.getByRole('button', { name: 'Copy token', exact: true }).click());
  await expect(page.getByRole('button', { name: 'Copied token' })).toBeVisible();
  const { payload, protectedHeader } = await jose.jwtVerify(await page.evaluate(() => navigator.clipboard.readText()), publicKey);
  expect(protectedHeader.alg).toBe('RS256');
  expect(Math.abs(payload.exp - Date.now() / 1000 - 300)).toBeLessThan(10);
  expect(step.count).toBeLessThanOrEqual(4);
});

for (const [name, issuer] of Object.entries({
  Entra: 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0',
  Keycloak: 'https://sso.example.org/realms/team',
})) {
  test(`does this ${name} token verify: at most 5 steps`, async ({ app, page, context, step }) => {
    const { privateKey, publicKey } = await jose.generateKeyPair('RS256');
    const set = { keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'one', use: 'sig' }] };
    const configuration = { issuer, jwks_uri: `${issuer}/keys` };
    const answers = { [`${issuer}/.well-known/openid-configuration`]: configuration, [configuration.jwks_uri]: set };
    await context.route(
      (url) => url.href in answers,
      (route) => route.fulfill({ contentType: 'application/json', body: JSON.stringify(answers[route.request().url()]) }),
    );
    const token = await new jose.SignJWT({ tid: 'a', realm_access: {} }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setIssuer(issuer).setExpirationTime('1h').sign(privateKey);
    const text = (tab) => tab.evaluate(() => document.body.innerText);
    await step('paste the token', () => into(app, app.token, token));
    const tab = await step('open the issuer\u2019s configuration', async () => {
      const opened = context.waitForEvent('page');
      await page.getByTestId('key-pointers').getByRole('link', { name: /openid-configuration$/ }).click();
      return opened;
    });
    await tab.waitForLoadState();
    const { jwks_uri: address } = JSON.parse(await text(tab));
    await step('open the address of the keys that it names', () => tab.goto(address));
    const copied = await step('copy the answer', () => text(tab));
    await step('paste it into the key field', async () => {
      await page.bringToFront();
      await into(app, app.key, copied);
    });
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    expect(step.count).toBeLessThanOrEqual(5);
  });
}
