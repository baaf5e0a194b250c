// Broken input is the normal case: each kind gets the right words, its place, and as much content as can be read.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { test, expect, base64url, compact } from './app.mjs';

const HEADER = '{"alg":"HS256","typ":"JWT"}';
const PAYLOAD = '{"iss":"me","n":1}';
const SHOWN_HEADER = /"alg": "HS256"/;
const SHOWN_PAYLOAD = /"iss": "me"/;

const sign = (header, payload, secret) => {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const WHOLE = sign(HEADER, PAYLOAD, 'secret');
const [H, P, S] = WHOLE.split('.');

const check = (seen, { format, signature, decryption, problem, reason, sentence, key, header, payload }) => {
  if (format) expect(seen.format).toBe(format);
  if (signature) expect(seen.signature).toBe(signature);
  if (decryption) expect(seen.decryption).toBe(decryption);
  const all = (items) => items.map(({ text }) => text).join('\n');
  if (problem) for (const words of [problem].flat()) expect(all(seen.problems)).toMatch(words);
  // Where the format is at fault, the list tells it once, as a problem with its place.
  const why = all([...seen.reasons, ...(seen.signature === 'unsupported' ? seen.problems : [])]);
  if (reason) for (const words of [reason].flat()) expect(why).toMatch(words);
  if (sentence) expect(seen.sentence).toMatch(sentence);
  if (key) for (const words of [key].flat()) expect(seen.key).toMatch(words);
  if (header) expect(seen.header).toMatch(header);
  if (payload) expect(seen.payload).toMatch(payload);
};

const tokens = {
  'an empty text': [
    '',
    { format: 'empty', signature: 'none', sentence: /paste a token/i, header: /^$/, payload: /^$/ },
  ],
  'nothing but white space': [' \n\t ', { format: 'empty', signature: 'none' }],
  'one segment': [
    H,
    { format: 'broken', signature: 'unsupported', problem: /single segment/, header: SHOWN_HEADER },
  ],
  'two segments': [
    `${H}.${P}`,
    {
      format: 'broken',
      signature: 'unsupported',
      problem: [/this has 2/, /signature is missing/],
      header: SHOWN_HEADER,
      payload: SHOWN_PAYLOAD,
    },
  ],
  'four segments': [
    `${WHOLE}.abcd`,
    {
      format: 'broken',
      signature: 'unsupported',
      problem: [/4 segments/, new RegExp(`byte ${WHOLE.length + 1} of the token`)],
      header: SHOWN_HEADER,
      payload: SHOWN_PAYLOAD,
    },
  ],
  'a token cut off in its payload': [
    WHOLE.slice(0, H.length + 1 + 16),
    { format: 'broken', signature: 'unsupported', problem: /cut off/, header: SHOWN_HEADER, payload: /"iss":"me"/ },
  ],
  'a token cut off in its signature': [
    WHOLE.slice(0, -11),
    { signature: 'invalid', reason: [/cut off/, /first 24 of the 32 bytes/], header: SHOWN_HEADER, payload: SHOWN_PAYLOAD },
  ],
  'padding at the end of a segment': [
    `${H}=.${P}.${S}=`,
    {
      format: 'broken',
      signature: 'invalid',
      problem: [/padding `=`/, new RegExp(`byte ${H.length + 1} of the token`), /RFC 7515 §2/],
      header: SHOWN_HEADER,
      payload: SHOWN_PAYLOAD,
    },
  ],
  'plus and slash of standard base64': [
    // `>>>???` encodes to characters 62 and 63.
    `${H}.${Buffer.from('{"iss":"me","q":"~>>>???"}').toString('base64').replaceAll('=', '')}.${S}`,
    {
      format: 'broken',
      signature: 'invalid',
      problem: [/standard base64/, /`-` for `\+`/],
      header: SHOWN_HEADER,
      payload: SHOWN_PAYLOAD,
    },
  ],
  'a payload that is not UTF-8': [
    compact(HEADER, Buffer.from('{"iss":"me","s":"\xff"}', 'latin1')),
    { format: 'broken', problem: [/byte 18/i, /0xFF/, /not UTF-8/], header: SHOWN_HEADER, payload: /"iss":"me","s":"\ufffd"/ },
  ],
  'broken JSON in the header': [
    compact('{"alg":"HS256",\n "typ" "JWT"}', PAYLOAD),
    {
      format: 'broken',
      signature: 'unsupported',
      problem: [/colon/, /header, line 2, column 8/],
      header: /"alg":"HS256"/,
      payload: SHOWN_PAYLOAD,
    },
  ],
  'broken JSON in the payload': [
    compact(HEADER, '{"iss":"me",\n "n": 01}'),
    { format: 'broken', problem: [/leading zero/, /payload, line 2, column 7/], header: SHOWN_HEADER, payload: /"iss":"me"/ },
  ],
  'a payload that is an array': [
    compact(HEADER, '["iss",1.0]'),
    { format: 'broken', problem: [/payload is an array/, /RFC 7519 §7\.2/], payload: /\[\s*"iss",\s*1\.0\s*\]/ },
  ],
  'a payload that is a string': [
    compact(HEADER, '"iss"'),
    { format: 'broken', problem: /payload is a string/, payload: /^"iss"\s*$/ },
  ],
  'a payload that is not JSON': [
    compact(HEADER, 'iss: me'),
    { format: 'broken', problem: /payload is not JSON/, payload: /^iss: me$/ },
  ],
  'alg missing': [
    compact('{"typ":"JWT"}', PAYLOAD),
    { format: 'broken', signature: 'unsupported', reason: /no `alg`/, sentence: /no `alg`/, payload: SHOWN_PAYLOAD },
  ],
  'alg null': [
    compact('{"alg":null}', PAYLOAD),
    { format: 'broken', signature: 'unsupported', problem: /`alg` is null/, reason: /`alg` is null/ },
  ],
  'alg an array': [
    compact('{"alg":["HS256"]}', PAYLOAD),
    { format: 'broken', signature: 'unsupported', problem: /`alg` is an array/, reason: /`alg` is an array/ },
  ],
  'alg unknown': [
    compact('{"alg":"XY99"}', PAYLOAD),
    { signature: 'unsupported', reason: /`XY99` is not a registered algorithm/, payload: SHOWN_PAYLOAD },
  ],
  'alg toString': [
    compact('{"alg":"toString"}', PAYLOAD),
    { signature: 'unsupported', reason: /`toString` is not a registered algorithm/, payload: SHOWN_PAYLOAD },
  ],
  'alg NONE': [
    compact('{"alg":"NONE"}', PAYLOAD, ''),
    { signature: 'unsupported', reason: [/`NONE` is not `none`/, /case-sensitive/], payload: SHOWN_PAYLOAD },
  ],
  'alg none, with a signature': [
    compact('{"alg":"none"}', PAYLOAD),
    { signature: 'invalid', reason: /must be empty/, payload: SHOWN_PAYLOAD },
  ],
  'alg twice': [
    compact('{"alg":"HS256","alg":"none"}', PAYLOAD),
    { signature: 'unsupported', problem: /duplicate name `alg`/i, sentence: /has more than one `?alg`?/, payload: SHOWN_PAYLOAD },
  ],
  'five segments, a JWE': [
    [base64url('{"alg":"dir","enc":"A128GCM"}'), '', base64url('123456789012'), base64url('text'), base64url('tag')].join('.'),
    { decryption: 'failed', sentence: /authentication tag has 3 bytes; A128GCM needs 16/, header: /"enc": "A128GCM"/, payload: /^$/ },
  ],
};

for (const [name, [token, expected]] of Object.entries(tokens)) {
  test(`token: ${name}`, async ({ app }) => check(await app.read({ token, key: 'secret' }), expected));
}

test('token: a space or a line break in the middle is named, and the content shows', async ({ app }) => {
  for (const gap of [' ', '\n', '\r\n  ']) {
    const seen = await app.read({ token: `${WHOLE.slice(0, 20)}${gap}${WHOLE.slice(20)}`, key: 'secret' });
    expect(['repaired', 'broken']).toContain(seen.format);
    check(seen, { problem: gap === ' ' ? /space/ : /line break|space/, header: SHOWN_HEADER, payload: SHOWN_PAYLOAD });
    // Undone in transport, the signature holds; refused by a strict reader, it does not. Never the one with the other.
    expect(seen.signature).toBe(seen.format === 'repaired' ? 'valid' : 'invalid');
  }
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const pem = rsa.export({ type: 'spki', format: 'pem' });
const jwk = rsa.export({ format: 'jwk' });
const without = (lines, index) => lines.split('\n').toSpliced(index, 1).join('\n');
const RS256 = compact('{"alg":"RS256"}', PAYLOAD, Buffer.alloc(256, 1));

const keys = {
  'a PEM with a line missing': [RS256, without(pem, 3), { signature: 'no-key', key: [/294 bytes/, /line/], sentence: /key/ }],
  'a PEM without its first line': [RS256, without(pem, 0), { signature: 'no-key', key: [/BEGIN/, /missing/] }],
  'a PEM without its last line': [RS256, without(pem.trimEnd(), -1), { signature: 'no-key', key: [/END/, /missing/] }],
  'a JWK without kty': [RS256, JSON.stringify({ ...jwk, kty: undefined }), { signature: 'no-key', key: [/no `kty`/, /RSA/] }],
  'a JWK with padding in n': [RS256, JSON.stringify({ ...jwk, n: `${jwk.n}==` }), { signature: 'invalid', key: [/`n`/, /padding/] }],
  'a JWK for encryption': [
    RS256,
    JSON.stringify({ ...jwk, use: 'enc' }),
    { signature: 'key-mismatch', key: /RSA public key, 2048 bit/, reason: [/encryption/, /"use":"enc"/] },
  ],
  'an EC key for RS256': [
    RS256,
    ec.export({ type: 'spki', format: 'pem' }),
    { signature: 'key-mismatch', key: /EC public key on P-256/, reason: /an EC key on P-256; RS256 needs an RSA key/ },
  ],
  'a public key for HS256': [
    WHOLE,
    pem,
    { signature: 'key-mismatch', key: /RSA public key, 2048 bit/, reason: /RSA key; HS256 needs a shared secret/ },
  ],
  'another RSA key': [RS256, pem, { signature: 'invalid', reason: /another key|another kind/i }],
  'a secret with a newline at its end': [WHOLE, 'secret\n', { signature: 'invalid', key: [/7 bytes/, /line break/], reason: /white space/ }],
  'another secret': [WHOLE, 'Secret', { signature: 'invalid', key: /HMAC secret, 6 bytes/, reason: /secret is turned into lower case/ }],
};

for (const [name, [token, key, expected]] of Object.entries(keys)) {
  test(`key: ${name}`, async ({ app }) => {
    const seen = await app.read({ token, key });
    check(seen, { ...expected, format: 'ok', payload: SHOWN_PAYLOAD });
  });
}

test('key: a newline at the end of a secret counts', async ({ app }) => {
  const token = sign(HEADER, PAYLOAD, 'secret\n');
  expect((await app.read({ token, key: 'secret\n' })).signature).toBe('valid');
  expect((await app.read({ key: 'secret' })).signature).toBe('invalid');
});

test('key: a secret in the wrong encoding is told which one holds', async ({ app }) => {
  const secret = Buffer.from('a secret of some length, in bytes');
  const token = sign(HEADER, PAYLOAD, secret);
  check(await app.read({ token, key: secret.toString('base64url') }), { signature: 'invalid', reason: /base64url/ });
  check(await app.read({ encoding: 'base64url' }), { signature: 'valid' });
  check(await app.read({ encoding: 'hex', key: secret.toString('hex') }), { signature: 'valid' });
  check(await app.read({ key: `${secret.toString('hex')}xy` }), { signature: 'no-key', key: /hexadecimal/ });
  check(await app.read({ encoding: 'base64', key: secret.toString('base64') }), { signature: 'valid' });
});
