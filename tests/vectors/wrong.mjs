// Makes wrong-made.json: tokens whose signature is wrong in exactly one way. Run it in any folder: `node wrong.mjs`.
// Signatures of HMAC and RSASSA-PKCS1-v1_5 are the same each time; ECDSA signs with a random number, so those rows change.
import * as crypto from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const b64u = (text) => Buffer.from(text).toString('base64url');
const private_ = { rsa: read('src/session/samples/rsa.pem'), p256: read('src/session/samples/p256.pem'), p384: read('src/session/samples/p384.pem') };
const public_ = { rsa: read('src/session/samples/rsa.pub.pem'), p256: read('src/session/samples/p256.pub.pem') };
const other = { rsa: read('tests/keys/rsa2048-pkcs8.pem'), p256: read('tests/keys/p256-pkcs8.pem') };

const hash = (alg) => `sha${alg.slice(2, 5)}`;
const hs = (alg, secret) => (input) => crypto.createHmac(hash(alg), secret).update(input).digest();
const rs = (alg, key) => (input) => crypto.sign(hash(alg), Buffer.from(input), { key, padding: crypto.constants.RSA_PKCS1_PADDING });
const es = (alg, key) => (input) => crypto.sign(hash(alg), Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });

const HS = { alg: 'HS256', typ: 'JWT' };
const RS = { alg: 'RS256', typ: 'JWT' };
const ES = { alg: 'ES256', typ: 'JWT' };
const CLAIMS = { iss: 'https://id.example.org', sub: '248289761001' };
const SECRET = 'a plain secret of some length';
const json = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
const input = (header, payload) => `${b64u(json(header))}.${b64u(json(payload))}`;
// What is sent, with a signature over what was signed.
const token = (header, payload, sign, signed = input(header, payload)) => `${input(header, payload)}.${b64u(sign(signed))}`;

const rows = [];
const row = (reason, words, key, made, more = {}) => rows.push({ reason, words, key, encoding: 'utf8', token: made, ...more });
const secret = (reason, words, key, bytes, more = { remedy: 'secret' }) =>
  row(reason, words, key, token(HS, CLAIMS, hs('HS256', bytes)), more);

// The secret.
secret('secret-escapes', 'read with `\\n` as a line break', 'one\\ntwo', 'one\ntwo');
secret('secret-escapes', 'written with `\\n` for each line break', 'one\ntwo', 'one\\ntwo');
secret('secret-quotes', 'without the quotes', `\`${SECRET}\``, SECRET);
secret('secret-charset', 'preceded by a byte order mark', SECRET, `\ufeff${SECRET}`);
secret('secret-white-space', 'without the white space', `${SECRET}\n`, SECRET);
secret('secret-charset', 'without the byte order mark', `\ufeff${SECRET}`, SECRET);
secret('secret-charset', 'NFC', 'se\u0301cret z\u030ceny\u0301', 's\u00e9cret \u017een\u00fd');
secret('secret-charset', 'NFD', 's\u00e9cret \u017een\u00fd', 'se\u0301cret z\u030ceny\u0301');
secret('secret-charset', 'read as Latin-1 and encoded as UTF-8', 's\u00e9cret', Buffer.from('s\u00e9cret').toString('latin1'));
secret('secret-charset', 'encoded as Latin-1', 's\u00e9cret', Buffer.from('s\u00e9cret', 'latin1'));
secret('secret-encoding', 'read as base64url', b64u(SECRET), SECRET, { remedy: 'encoding' });
secret('secret-encoding', 'read as base64', Buffer.from('\xff\xfe\xfd>>>???').toString('base64'), '\xff\xfe\xfd>>>???', { remedy: 'encoding' });
secret('secret-encoding', 'read as hexadecimal', '00112233445566778899aabbccddeeff', Buffer.from('00112233445566778899aabbccddeeff', 'hex'), { remedy: 'encoding' });
secret('secret-encoding', 'read as hexadecimal', '00112233445566778899aabbccddeeff', Buffer.from('00112233445566778899aabbccddeeff', 'hex'), { encoding: 'base64url', remedy: 'encoding' });
secret('secret-encoding', 'its text as written', ` ${b64u(SECRET)}\n`, ` ${b64u(SECRET)}\n`, { encoding: 'base64', remedy: 'encoding' });
const jwk = `{"kty":"oct","k":"${b64u(SECRET)}","kid":"a"}`;
secret('secret-encoding', 'all the text of the JWK', jwk, jwk);
secret('secret-encoding', 'the text of `k`', jwk, b64u(SECRET), { remedy: 'key' });
secret('secret-empty', 'empty', SECRET, '', {});
secret('secret-default', 'a well-known one', 'not the secret at all', 'your-256-bit-secret');
row('secret-default', 'and as HS512 instead of HS256', SECRET, token(HS, CLAIMS, hs('HS512', 'changeme')));

// A key for a secret.
const mismatch = { verdict: 'key-mismatch' };
const confused = (words, key, bytes) => row('public-key-as-secret', words, key, token(HS, CLAIMS, hs('HS256', bytes)), mismatch);
const pem = (key, options) => crypto.createPublicKey(key).export(options);
confused('the text of this public key', public_.rsa, public_.rsa);
confused('the text of this public key', public_.rsa, public_.rsa.trim());
confused('the text of this public key', public_.rsa.trim(), public_.rsa);
confused('the text of this public key', public_.rsa, public_.rsa.replaceAll('\n', '\r\n'));
confused('the text of this public key', public_.p256, public_.p256);
confused('the text of this public key', public_.rsa, pem(public_.rsa, { type: 'pkcs1', format: 'pem' }));
confused('the text of this public key', pem(public_.rsa, { type: 'pkcs1', format: 'pem' }), public_.rsa);
confused('the text of this public key', private_.rsa, public_.rsa);
confused('the DER of this public key', public_.rsa, pem(public_.rsa, { type: 'spki', format: 'der' }));
const certificate = read('tests/keys/rsa2048-certificate.pem');
confused('the text of this public key', certificate, certificate);
confused('the text of this public key', certificate.trim(), certificate);
confused('the text of this public key', certificate, certificate.trim());
confused('the text of this public key', certificate, new crypto.X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }));
row('private-key-as-secret', 'the text of this private key', private_.p256, token(HS, CLAIMS, hs('HS256', private_.p256)), mismatch);

// The algorithm.
const changed = (from, to, key, sign, more) => {
  const was = { alg: from, typ: 'JWT' };
  row('alg-changed', `a header that says ${from}: \`alg\` was changed to ${to}`, key, token({ ...was, alg: to }, CLAIMS, sign, input(was, CLAIMS)), more);
};
changed('HS512', 'HS256', SECRET, hs('HS512', SECRET), { remedy: 'token' });
changed('RS512', 'RS256', 'rsa', rs('RS512', private_.rsa), { remedy: 'token' });
changed('RS256', 'PS256', 'rsa', rs('RS256', private_.rsa), { remedy: 'token' });
changed('HS256', 'RS256', SECRET, hs('HS256', SECRET), { remedy: 'token', ...mismatch });
changed('RS256', 'HS256', 'rsa', rs('RS256', private_.rsa), { remedy: 'token', ...mismatch });
changed('ES256', 'ES256K', 'p256', es('ES256', private_.p256), { remedy: 'token', ...mismatch });
const named = (alg, as, key, sign) =>
  row('other-algorithm', `holds as ${as}, although the header says ${alg}`, key, token({ alg }, CLAIMS, sign), mismatch);
named('ES256', 'RS384', 'rsa', rs('RS384', private_.rsa));
named('ES256K', 'ES256', 'p256', es('ES256', private_.p256));
named('RS256', 'ES256', 'p256', es('ES256', private_.p256));
named('ES384', 'HS256', SECRET, hs('HS256', SECRET));

// The coding of the signature.
const recoded = (reason, words, key, header, sign, recode) => {
  const text = input(header, CLAIMS);
  const made = recode(sign(text));
  row(reason, words, key, `${text}.${typeof made === 'string' ? made : b64u(made)}`, { remedy: 'token' });
};
const signers = [[SECRET, HS, hs('HS256', SECRET)], ['rsa', RS, rs('RS256', private_.rsa)], ['p256', ES, es('ES256', private_.p256)]];
for (const [key, header, sign] of signers) {
  recoded('signature-encoding', 'hexadecimal, not in base64url', key, header, sign, (bytes) => bytes.toString('hex'));
  recoded('signature-encoding', 'hexadecimal text', key, header, sign, (bytes) => Buffer.from(bytes.toString('hex')));
  recoded('signature-encoding', 'base64url text', key, header, sign, (bytes) => Buffer.from(b64u(bytes)));
  recoded('signature-trailing', '2 more', key, header, sign, (bytes) => Buffer.concat([bytes, Buffer.from('=\n')]));
  recoded('signature-reversed', 'in reversed order', key, header, sign, (bytes) => Buffer.from(bytes).reverse());
}
const [r, s] = [(bytes) => bytes.subarray(0, bytes.length / 2), (bytes) => bytes.subarray(bytes.length / 2)];
recoded('signature-swapped', 's stands before r', 'p256', ES, es('ES256', private_.p256), (bytes) => Buffer.concat([s(bytes), r(bytes)]));
recoded('signature-reversed', 'r and s each', 'p256', ES, es('ES256', private_.p256), (bytes) =>
  Buffer.concat([Buffer.from(r(bytes)).reverse(), Buffer.from(s(bytes)).reverse()]));
recoded('signature-swapped', 's stands before r', 'p384', { alg: 'ES384' }, es('ES384', private_.p384), (bytes) => Buffer.concat([s(bytes), r(bytes)]));
recoded('not-canonical', 'the signature is not proper base64url', SECRET, HS, hs('HS256', 'unlike'), (bytes) => bytes.toString('base64'));
rows.at(-1).key = 'unlike';

// What was signed.
const deep = (value) =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, one && typeof one === 'object' && !Array.isArray(one) ? deep(one) : one]));
const claims = { sub: 'Zo\u00eb \ud83d\ude00', iss: 'https://id.example.org/', n: { b: [1, {}], a: 1 } };
const spaced = (value) => JSON.stringify(value, null, 1).replace(/\n */g, ' ').replace(/([{[]) /g, '$1').replace(/ ([}\]])/g, '$1');
const ascii = (value) => json(value).replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const slashed = (value) => json(value).replaceAll('/', '\\/');
const forms = [
  ['without white space', (value) => JSON.stringify(value, null, 2), json],
  ['with a space after each comma and colon', json, spaced],
  ['indented by 2 spaces', json, (value) => JSON.stringify(value, null, 2)],
  ['indented by 4 spaces', json, (value) => JSON.stringify(value, null, 4)],
  ['indented by tabs', json, (value) => JSON.stringify(value, null, '\t')],
  ['sorted by member names', json, (value) => json(deep(value))],
  ['with each `/` escaped', json, slashed],
  ['without the backslash in `\\/`', slashed, json],
  ['with its non-ASCII characters escaped', json, ascii],
  ['without its `\\u…` escapes', ascii, json],
];
for (const [words, sent, signed] of forms) {
  const made = token(HS, sent(claims), hs('HS256', SECRET), input(HS, signed(claims)));
  row('content-rewritten', `it signed the payload's JSON ${words}`, SECRET, made, { remedy: 'token' });
}
for (const [key, header, sign] of signers) {
  const tabs = (value) => JSON.stringify(value, null, '\t');
  const python = { ...header, kid: 'a' };
  row('content-rewritten', "it signed their JSON with a space after each comma", key, token(python, claims, sign, input(spaced(python), spaced(claims))), { remedy: 'token' });
  row('content-rewritten', "it signed the header's JSON indented by tabs", key, token(header, claims, sign, input(tabs(header), claims)), { remedy: 'token' });
  // A check of ECDSA takes too long for all 120 orders of five.
  const orders = [['typ', 'alg'], ['kid', 'typ', 'alg'], ...(key === 'p256' ? [] : [['x', 'typ', 'kid', 'y', 'alg']])];
  for (const order of orders) {
    const pick = (names) => Object.fromEntries(names.map((name) => [name, header[name] ?? name]));
    row('member-order', 'the header with its members in another order', key, token(pick([...order].reverse()), CLAIMS, sign, input(pick(order), CLAIMS)), { remedy: 'token' });
  }
}

// Microsoft.
const graph = { typ: 'JWT', nonce: 'fXzK9Wq0-Fake_Nonce', alg: 'RS256', kid: 'a' };
const tenant = { aud: 'https://graph.microsoft.com', iss: 'https://sts.windows.net/00000000-0000-0000-0000-000000000000/', sub: 'a' };
const digest = crypto.createHash('sha256').update(graph.nonce);
const nonces = [digest.copy().digest('base64url'), digest.copy().digest('hex')];
for (const nonce of nonces) {
  const made = token(graph, tenant, rs('RS256', private_.rsa), input({ ...graph, nonce }, tenant));
  row('nonce-hashed', 'replaced by its SHA-256', 'rsa', made, { remedy: 'token' });
}
row('other-key', 'noise', 'rsa', token(graph, tenant, rs('RS256', other.rsa)), { also: 'microsoft-nonce' });
row('content-changed', 'this key did make the signature', 'rsa', token(graph, tenant, rs('RS256', private_.rsa), 'unlike'), { also: 'microsoft-nonce' });

// The token's own key.
for (const [kind, alg, sign] of [['rsa', 'RS256', rs], ['p256', 'ES256', es]]) {
  const own = crypto.createPublicKey(other[kind]).export({ format: 'jwk' });
  row('own-key-holds', 'in `jwk`, which is not this one', kind, token({ alg, jwk: own }, CLAIMS, sign(alg, other[kind])));
}

const about = 'Tokens whose signature is wrong in exactly one way, made by wrong.mjs. The key is the text of the key field, or the name of a sample.';
writeFileSync(new URL('wrong-made.json', import.meta.url), `${JSON.stringify({ about, tokens: rows }, null, 1)}\n`);
