// Checks what the lessons say beside their tokens: that each topic has its lesson and each attack its token, that figures are
// right, that the code in them does what the text says, and that they are easy to read.
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import * as jose from 'jose';
import { folder, root } from '../content.mjs';

/** What the course has to teach, the lesson that does, and what stands in its text. */
const TOPICS = [
  ['authentication', 'what-for', /\*\*Authentication\*\*/],
  ['authorization', 'what-for', /\*\*Authorization\*\*/],
  ['single sign-on', 'what-for', /\*\*Single sign-on\*\*/],
  ['information exchange', 'what-for', /\*\*Information exchange\*\*/],
  ['stateless, compact, self-contained, across services', 'what-for', /\*\*Self-contained\*\*[^]*\*\*Stateless\*\*[^]*\*\*Compact\*\*[^]*\*\*Across services/],
  ['what it costs', 'what-for', /## What it costs/],
  ['from log-in to the answer, in order', 'life', /Log-in[^]*Issued[^]*Kept[^]*Sent[^]*Verified[^]*Answered/],
  ['sent as Bearer', 'life', /Authorization: Bearer /],
  ['401 and 403', 'life', /`401 Unauthorized`[^]*`403 Forbidden`/],
  ['HTTPS only', 'life', /over HTTPS only/],
  ['rate limits at log-in', 'life', /limits the rate of attempts/],
  ['header, payload, signature', 'parts', /## Header[^]*## Payload[^]*## Signature/],
  ['base64url is not encryption', 'encoding', /an alphabet, not a lock/],
  ['nothing secret in a payload', 'encoding', /No passwords, API keys or private keys/],
  ['registered, public and private claims', 'claims', /\*\*Registered\*\*[^]*\*\*Public\*\*[^]*\*\*Private\*\*/],
  ['scopes and permissions', 'claims', /## Scopes, roles, permissions/],
  ['HMAC: who verifies can sign', 'signatures', /everyone who can verify can also sign/],
  ['key pairs: only one can sign', 'signatures', /Everyone can verify; only one can sign/],
  ['how to verify, in order', 'verify', /## The order\n\n1\. [^]*\n13\. /],
  ['alg is pinned', 'verify', /## Pin the algorithm/],
  ['expiry and refresh tokens', 'expiry', /## Two tokens/],
  ['rotation of refresh tokens', 'expiry', /## Rotation/],
  ['revocation, and deny lists by jti', 'expiry', /\*\*Deny list by `jti`\.\*\*/],
  ['where to keep a token: memory, storage, cookie', 'browser', /variable in memory[^]*`sessionStorage`[^]*`localStorage`[^]*Cookie with `HttpOnly`/],
  ['XSS and CSRF', 'browser', /cross-site scripting[^]*cross-site request forgery/],
  ['sessions against tokens', 'sessions', /## Feature by feature/],
  ['JWK Sets', 'keys', /## A set/],
  ['discovery', 'keys', /## Discovery/],
  ['rotation of keys', 'keys', /## Rotation/],
  ['JWS and JWE, and when to encrypt', 'encryption', /## Do you need it\?/],
  ['API gateways', 'systems', /## API gateway/],
  ['microservices', 'systems', /## Microservices/],
  ['serverless functions', 'systems', /## Serverless functions/],
  ['mobile apps', 'systems', /## Mobile apps/],
  ['post-quantum signatures', 'systems', /## Quantum computers/],
];

/** The attacks, the lesson of each, and how its token is known: by a name that the page shows, or by its own name. */
const ATTACKS = [
  ['alg none', 'forged', 'none-algorithm'],
  ['RS256 turned into HS256', 'forged', 'public-key-as-secret'],
  ['a weak secret', 'forged', 'secret-guessable'],
  ['kid as a path', 'forged', 'kid-injection'],
  ['jku', 'forged', 'key-address-suspicious'],
  ['a jwk of its own', 'forged', 'own-key'],
  ['expired', 'misused', 'out-of-time'],
  ['replayed', 'misused', 'Used twice'],
  ['for another service', 'misused', 'audience-mismatch'],
  ['an ID token as access token', 'misused', 'type-mismatch'],
];

const LESSON_SECRET = 'a lesson secret, published, that protects nothing';
/** A sentence of more words is hard to follow. */
const LONGEST = 34;
/** So many words a sentence has on average, at most. */
const AVERAGE = 15;

/** Tells `fail` of each fault; gives the counts in words. */
export async function checkLessons(pages, last, fail) {
  const lesson = (id) => pages.find((page) => page.id === id) ?? { markdown: '', tries: [], questions: [], file: `learn/${id}` };
  for (const [topic, id, text] of TOPICS) if (!text.test(lesson(id).markdown)) fail(lesson(id).file, `it does not teach: ${topic}`);
  for (const [attack, id, known] of ATTACKS) {
    const has = ({ name, says }) => name === known || says.code?.split(',').includes(known);
    if (!lesson(id).tries.some(has)) fail(lesson(id).file, `it has no token for the attack: ${attack}`);
  }
  const figures = checkFigures(lesson, last, fail);
  await checkCode(lesson('verify'), fail);
  for (const page of [...pages, last]) checkReading(page, fail);
  return `${TOPICS.length} topics, ${ATTACKS.length} attacks, ${figures} figures`;
}

/** The rows of the tables in a text, each as its cells. */
const rows = (markdown) =>
  [...markdown.matchAll(/^\| ?(.*?) ?\|$/gm)].map(([, row]) => row.split('|').map((cell) => cell.trim())).filter((cells) => !/^-+$/.test(cells[0]));

function checkFigures(lesson, last, fail) {
  let count = 0;
  const same = (id, what, said, is) => {
    count += 1;
    if (`${said}` !== `${is}`) fail(lesson(id).file, `${what}: it says ${said}, and it is ${is}`);
  };
  const row = (id, begins) => rows(lesson(id).markdown).find(([first]) => first.startsWith(begins)) ?? [];

  // Sizes of signatures and keys, from signatures and keys.
  const bytes = Buffer.from('text');
  const [rsa, ec, ed] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('ed25519')];
  const es256 = sign('sha256', bytes, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }).length;
  const rs256 = sign('sha256', bytes, rsa.privateKey).length;
  same('signatures', 'HS256', row('signatures', '`HS256`')[2], `${createHmac('sha256', 'k').update(bytes).digest().length} bytes`);
  same('signatures', 'RS256', row('signatures', '`RS256`')[2], `${rs256} bytes with a key of 2048 bits`);
  same('signatures', 'ES256', row('signatures', '`ES256`')[2], `${es256} bytes`);
  same('signatures', 'Ed25519', row('signatures', '`Ed25519`')[2], `${sign(null, bytes, ed.privateKey).length} bytes`);
  const { x, y } = ec.publicKey.export({ format: 'jwk' });
  const point = Buffer.from(x + y, 'base64url').length;
  same('systems', 'ES256', row('systems', '`ES256`').slice(1), [`${point} bytes`, `${es256} bytes`]);
  const { n } = rsa.publicKey.export({ format: 'jwk' });
  same('systems', 'RS256', row('systems', '`RS256`').slice(1), [`about ${Buffer.from(n, 'base64url').length} bytes`, `${rs256} bytes`]);
  for (const [name, scheme] of [['44', ml_dsa44], ['65', ml_dsa65], ['87', ml_dsa87]]) {
    const { publicKey, secretKey } = scheme.keygen();
    const signature = scheme.sign(bytes, secretKey).length;
    same('systems', `ML-DSA-${name}`, row('systems', `\`ML-DSA-${name}\``).slice(1), [`${publicKey.length} bytes`, `${signature} bytes`]);
    if (name !== '65') continue;
    same('signatures', 'ML-DSA-65', row('signatures', '`ML-DSA-65`')[2], `${signature} bytes`);
    const [, least] = /a token with `ML-DSA-65` has at least (\d\.\d) KB/.exec(lesson('systems').markdown) ?? [];
    same('systems', 'a token with ML-DSA-65', least, (Math.ceil((signature * 4) / 3) / 1000).toFixed(1));
  }

  // The alphabet of base64url.
  const letter = (number) => Buffer.from([number << 2]).toString('base64url')[0];
  for (const [from, to, first, end] of [[0, 25, 'A', 'Z'], [26, 51, 'a', 'z'], [52, 61, '0', '9']]) {
    same('encoding', `${from}-${to}`, row('encoding', `${from}-${to}`)[1], `\`${first}\` to \`${end}\``);
    same('encoding', `${from}-${to}`, [letter(from), letter(to)], [first, end]);
  }
  for (const [number, plain] of [[62, '+'], [63, '/']]) {
    same('encoding', number, row('encoding', `${number}`)[1], `\`${letter(number)}\` (in plain base64: \`${plain}\`)`);
    same('encoding', number, Buffer.from([number << 2]).toString('base64')[0], plain);
  }
  same('parts', 'what a token begins with', /begins with `(\w+)`/.exec(lesson('parts').markdown)?.[1], Buffer.from('{"a').toString('base64url').slice(0, 3));

  // The token that is taken apart.
  const [, header, payload, signature] = /^(eyJ\w+) \. (\w+) \. (\w+)\.\.\.$/m.exec(lesson('parts').markdown) ?? [];
  const whole = createHmac('sha256', LESSON_SECRET).update(`${header}.${payload}`).digest('base64url');
  same('parts', 'the example', signature, whole.slice(0, signature?.length ?? 10));

  // The key that is shown as JSON.
  const [, jwk] = /```json\n(\{ "kty"[^]*?\})\n```/.exec(lesson('keys').markdown) ?? [];
  const shown = createPublicKey({ key: JSON.parse(jwk ?? '{"kty":"EC"}'), format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const sample = createPublicKey(readFileSync(join(root, 'src/session/samples/p256.pub.pem'))).export({ type: 'spki', format: 'pem' });
  same('keys', 'the key as JSON is the one of the samples', shown, sample);

  // Times: seconds and milliseconds.
  const right = ({ answers }) => answers.find((answer) => answer.right)?.text;
  const question = (page, pattern) => page.questions.find(({ text }) => pattern.test(text)) ?? { text: '', answers: [] };
  same('claims', 'the beginning of 2026', right(question(lesson('claims'), /beginning of the year 2026/)), Date.UTC(2026, 0, 1) / 1000);
  const years = Number(/exp is (\d+)/.exec(question(last, /exp is \d+/).text)?.[1]) / 31_556_952;
  same('quiz', 'tens of thousands of years', years > 50_000 && years < 60_000, true);

  const features = rows(lesson('sessions').markdown).filter((cells) => cells.length === 3).length - 1;
  if (features < 12) fail(lesson('sessions').file, `it compares ${features} features, and not a dozen`);
  return count + 1;
}

/** Executes the code of the lesson about verification, as it stands there. */
async function checkCode({ file, markdown }, fail) {
  const [, code] = /```js\n([^]*?)```/.exec(markdown) ?? [];
  if (!code?.startsWith("import { jwtVerify } from 'jose';\n")) {
    fail(file, 'it has no code that verifies');
    return;
  }
  const body = `${code.replace(/^import .*\n/, '')}\nreturn payload;`;
  const run = Object.getPrototypeOf(checkCode).constructor('jwtVerify', 'token', 'publicKey', body);
  const now = Math.floor(Date.now() / 1000);
  const [keys, others] = [generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('ec', { namedCurve: 'P-256' })];
  const claims = { iss: 'https://id.example.org', aud: 'https://api.example.org', sub: '1001', exp: now + 600 };
  const make = (more = {}, { header = {}, key = keys.privateKey } = {}) =>
    new jose.SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header }).sign(key);
  const takes = async (token) => run(jose.jwtVerify, await token, keys.publicKey).then(({ sub }) => sub === '1001', () => false);
  const secret = new TextEncoder().encode(keys.publicKey.export({ type: 'spki', format: 'pem' }));
  const tokens = {
    'the right one': [true, make()],
    'one that expired 30 seconds ago': [true, make({ exp: now - 30 })],
    'one that expired two minutes ago': [false, make({ exp: now - 120 })],
    'one without exp': [false, make({ exp: undefined })],
    'one without sub': [false, make({ sub: undefined })],
    'one of another issuer': [false, make({ iss: 'https://id.example.com' })],
    'one for another audience': [false, make({ aud: 'https://game.example.org' })],
    'one of another type': [false, make({}, { header: { typ: 'JWT' } })],
    'one by another key': [false, make({}, { key: others.privateKey })],
    'one by another algorithm': [false, make({}, { header: { alg: 'HS256' }, key: secret })],
  };
  for (const [name, [expected, token]] of Object.entries(tokens)) {
    if ((await takes(token)) !== expected) fail(file, `its code ${expected ? 'refuses' : 'takes'} ${name}`);
  }
  // A key of this curve has one algorithm only, so no token shows whether the code names it.
  const named = await run(async (_token, _key, { algorithms }) => ({ payload: algorithms }));
  if (`${named}` !== 'ES256') fail(file, `its code allows the algorithms ${named}`);
}

/** Short sentences, for those who read them in a foreign language. */
function checkReading({ file, markdown, questions }, fail) {
  const prose = markdown.replace(/```[^]*?```|^\|.*$|^#.*$/gm, '\n').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  const sentences = prose.split(/(?<=[.?!:])["”*)]*\s+|\n\n|\n(?=[-\d])/).map((text) => text.trim().split(/\s+/)).filter((words) => words.length > 2);
  const total = sentences.reduce((sum, words) => sum + words.length, 0);
  if (total / sentences.length > AVERAGE) fail(file, `its sentences have ${(total / sentences.length).toFixed(1)} words on average`);
  const explained = questions.flatMap(({ answers }) => answers.flatMap(({ why }) => why.split(/(?<=[.?!:])\s+/).map((text) => text.split(/\s+/))));
  for (const words of [...sentences, ...explained]) {
    if (words.length > LONGEST) fail(file, `a sentence of ${words.length} words: ${words.slice(0, 8).join(' ')} ...`);
  }
}

/** Says where `text` calls a signed token encrypted. A sentence that names both has to say how they differ. */
export function checkWords(place, text, fail) {
  const apart = /\bnot\b|\bno\b|nothing|refuse|replace|inside|first|JWE|signature or the encryption|signatures and encryption|need encryption as well/i;
  const prose = text.replace(/^- \[ \] .*$|```(?:try|js|json|text|sh|verify|sign)\n[^]*?```/gm, ' ');
  for (const sentence of prose.split(/(?<=[.?!:])\s+|\n+|"/)) {
    const both = /\bencrypt/i.test(sentence) && /\bsign(?:ed|ature)|\bJWS\b|\bJWTs?\b|\b[HREP]S\d{3}\b|base64/i.test(sentence);
    if (both && !apart.test(sentence)) fail(place, `is a JWS called encrypted here? "${sentence.trim()}"`);
  }
}

/** The texts that are checked for that. */
export const worded = ['glossary.md', 'faq.md', 'checklist.json', 'errors.json', 'tools.json'].map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
