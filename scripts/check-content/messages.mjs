// Provokes errors of the two libraries that are at hand, and looks for what they say in content/errors.json.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import * as jose from 'jose';
import jwt from 'jsonwebtoken';

const SECRET = 'a secret of these checks, which protects nothing';
const PAST = 1_300_819_380;
const FUTURE = 4_102_444_800;

const sign = (claims, options) => jwt.sign(claims, SECRET, { noTimestamp: true, ...options });
const good = sign({ sub: '1' });

const CALLS = {
  'jsonwebtoken (Node.js)': {
    'jwt malformed': () => jwt.verify('Bearer x', SECRET),
    'jwt must be provided': () => jwt.verify('', SECRET),
    'jwt must be a string': () => jwt.verify({}, SECRET),
    'invalid token': () => jwt.verify(`x${good}`, SECRET),
    'invalid signature': () => jwt.verify(good, `${SECRET}.`),
    'jwt signature is required': () => jwt.verify(good.replace(/[^.]*$/, ''), SECRET),
    'invalid algorithm': () => jwt.verify(good, SECRET, { algorithms: ['HS512'] }),
    'jwt expired': () => jwt.verify(sign({ exp: PAST }), SECRET),
    'jwt not active': () => jwt.verify(sign({ nbf: FUTURE }), SECRET),
    'jwt audience invalid': () => jwt.verify(sign({ aud: 'a' }), SECRET, { audience: 'b' }),
    'jwt issuer invalid': () => jwt.verify(sign({ iss: 'a' }), SECRET, { issuer: 'b' }),
    'secretOrPrivateKey must have a value': () => jwt.sign({}, ''),
    'secretOrPrivateKey … asymmetric key': () => jwt.sign({}, SECRET, { algorithm: 'RS256' }),
  },
  'jose (JavaScript)': {
    'signature verification failed': () => jose.jwtVerify(good, Buffer.from(`${SECRET}.`)),
    'no applicable key found in the JSON Web Key Set': () => bySet([{ kid: 'another' }], 'one'),
    'multiple matching keys found in the JSON Web Key Set': () => bySet([{ kid: 'one' }, { kid: 'two' }]),
    '"exp" claim timestamp check failed': () => jose.jwtVerify(sign({ exp: PAST }), Buffer.from(SECRET)),
    '"nbf" claim timestamp check failed': () => jose.jwtVerify(sign({ nbf: FUTURE }), Buffer.from(SECRET)),
    'unexpected "aud" claim value': () => jose.jwtVerify(sign({ aud: 'a' }), Buffer.from(SECRET), { audience: 'b' }),
    'unexpected "iss" claim value': () => jose.jwtVerify(sign({ iss: 'a' }), Buffer.from(SECRET), { issuer: 'b' }),
    'Invalid Compact JWS': () => jose.jwtVerify('x', Buffer.from(SECRET)),
  },
};

/** Verifies a token that names `kid`, or no key, with a set of keys that have these members. */
async function bySet(members, kid) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = members.map((more) => ({ ...createPublicKey(privateKey).export({ format: 'jwk' }), ...more }));
  const token = await new jose.SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
  return jose.jwtVerify(token, jose.createLocalJWKSet({ keys }));
}

/** The entry for `message`, by the rule of content/README.md. */
export function entryFor(message, errors) {
  const fits = errors.filter(({ match }) => match.every((text) => message.includes(text)));
  const length = ({ match }) => match.join('').length;
  return fits.sort((a, b) => length(b) - length(a))[0];
}

/** What people paste most, and the programs that say the most of it: each needs an entry, and each program two. */
const NAMED = ['IDX10503', 'jwt malformed', 'invalid signature', 'SignatureDoesNotMatch'];
const PROGRAMS = ['PyJWT', 'JJWT', 'Nimbus', 'golang-jwt', 'Spring', 'Keycloak', 'Envoy', 'nginx'];

/** Tells `fail` of each message that no entry decodes, or another than the one that is meant. */
export async function checkMessages({ errors }, fail) {
  let count = 0;
  for (const message of NAMED) if (!entryFor(message, errors)) fail('errors.json', `nothing decodes "${message}"`);
  for (const program of PROGRAMS) {
    if (errors.filter(({ library }) => library.includes(program)).length < 2) fail('errors.json', `it hardly knows ${program}`);
  }
  for (const [library, calls] of Object.entries(CALLS)) {
    const meant = errors.filter((entry) => entry.library === library).map(({ match }) => match.join(' … '));
    meant.filter((match) => !(match in calls)).forEach((match) => fail('errors.json', `${library}: nothing provokes "${match}"`));
    for (const [match, call] of Object.entries(calls)) {
      const message = await Promise.resolve().then(call).then(() => 'no error', (error) => error.message);
      const entry = entryFor(message, errors);
      if (entry?.library !== library || entry.match.join(' … ') !== match) {
        fail('errors.json', `${library} says "${message}", which is decoded as ${entry ? `"${entry.match}" of ${entry.library}` : 'nothing'}, not as "${match}"`);
      }
      count += 1;
    }
  }
  return count;
}
