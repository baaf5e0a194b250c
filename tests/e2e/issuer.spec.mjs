// Where the keys of an issuer are: links and commands for the person, a configuration that leads on, and keys that then verify.
import * as jose from 'jose';
import { test, expect } from './app.mjs';
import { violations } from './axe.mjs';

const ISSUER = 'https://sso.example.org/realms/team';
const { privateKey, publicKey } = await jose.generateKeyPair('RS256');
const signed = (issuer) => new jose.SignJWT({ sub: 'alice' }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setIssuer(issuer).setExpirationTime('1h').sign(privateKey);
const keys = JSON.stringify({ keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'one', use: 'sig' }] });

test('from the issuer to its configuration, to its keys, to a valid signature; and the page asks nobody', async ({ app, page, context }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.read({ token: await signed(ISSUER), key: '' });
  const places = page.getByTestId('key-pointers');
  const addresses = await places.getByRole('link').evaluateAll((links) => links.map((link) => link.href));
  expect(addresses).toEqual([
    `${ISSUER}/protocol/openid-connect/certs`,
    `${ISSUER}/.well-known/openid-configuration`,
    'https://sso.example.org/.well-known/oauth-authorization-server/realms/team',
  ]);
  await expect(places).toContainText('of Keycloak');
  for (const link of await places.getByRole('link').all()) {
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', 'noreferrer noopener');
  }
  expect(await violations(page)).toEqual([]);

  // The issuer of the configuration is compared to the character.
  const configuration = page.getByTestId('issuer-configuration');
  await app.read({ key: JSON.stringify({ issuer: `${ISSUER}/`, jwks_uri: 'https://sso.example.org/certs' }) });
  await expect(configuration).toContainText("does not belong to the token's issuer");
  await app.read({ key: JSON.stringify({ issuer: ISSUER, jwks_uri: 'http://sso.example.org/certs' }) });
  await expect(configuration).toContainText('is the token');
  await expect(configuration).toContainText('does not begin with https://');
  await expect(configuration.getByRole('link')).toHaveCount(0);
  await app.read({ key: JSON.stringify({ issuer: ISSUER, jwks_uri: "https://sso.example.org/cert's" }) });
  await configuration.getByRole('button', { name: 'Copy curl command' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("curl -sS 'https://sso.example.org/cert%27s'");
  expect(await violations(page)).toEqual([]);

  await context.route('https://sso.example.org/**', (route) => route.fulfill({ contentType: 'application/json', body: keys }));
  const opened = context.waitForEvent('page');
  await configuration.getByRole('link').click();
  const tab = await opened;
  await tab.waitForLoadState();
  const copied = await tab.evaluate(() => document.body.innerText);
  await tab.close();
  expect((await app.read({ key: copied })).signature).toBe('valid');
  await expect(places).toHaveCount(0);
  // A set in which no key answers may be an old one.
  const { publicKey: other } = await jose.generateKeyPair('RS256');
  await app.read({ key: JSON.stringify({ keys: [{ ...(await jose.exportJWK(other)), kid: 'old' }] }) });
  await expect(places).toBeVisible();
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  expect(asked).toEqual([]);
});

test('an issuer that must not be followed says why, and one in a private network comes with a warning', async ({ app, page }) => {
  const places = page.getByTestId('key-pointers');
  for (const [issuer, words, links] of [
    ['http://sso.example.org/', 'does not begin with https://', 0],
    ['https://good.example@evil.example/', 'contains a user name', 0],
    ["https://a.example/';id;`id`", 'does not belong in an address', 0],
    ['https://a.example/?x', 'must not have a query', 0],
    ['https://10.0.0.1', 'private network', 2],
    ['https://203.0.113.7', 'is an IP address', 2],
    ['accounts.google.com', 'of Google', 1],
  ]) {
    await app.read({ token: await signed(issuer), key: '' });
    await expect(places).toContainText(words);
    await expect(places.getByRole('link')).toHaveCount(links);
  }
  await app.read({ token: await signed('joe'), key: '' });
  await expect(places).toHaveCount(0);
});
