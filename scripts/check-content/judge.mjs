// Judges a token as the lessons say that the page does, by other means than the page: jose and Node's cryptography.
import { createHmac, createPublicKey } from 'node:crypto';
import * as jose from 'jose';

const BASE64URL = /^[A-Za-z0-9_-]*$/;
const HASHES = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };
const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
const YEAR = 366 * 86_400;

const canonical = (part) => BASE64URL.test(part) && Buffer.from(part, 'base64url').toString('base64url') === part;
const object = (part) => {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
const host = (address) => (URL.canParse(address) ? new URL(address).host : undefined);

/** What there is to say of `token` with what is in the key field, at `now` in seconds. */
export async function judge({ token, key, expect, now }) {
  const parts = token.split('.');
  const header = object(parts[0]);
  if (parts.length === 5) return encrypted(parts, header, token, key);
  const payload = parts.length === 3 ? object(parts[1]) : undefined;
  const whole = parts.length === 3 && header && payload && parts.every(canonical);
  const signature = header && payload ? await verify({ parts, header, token, key, expect }) : { state: 'unsupported' };
  const claims = times(payload, now);
  const missed = unmet(header, payload, expect);
  const asked = ['iss', 'aud', 'typ'].filter((name) => expect[name]);
  const policy = missed.length ? 'danger' : expect.iss && expect.aud ? 'ok' : asked.length ? 'info' : 'none';
  const shows = (name) => SHOWN[name]?.({ parts, header, payload, key, expect, now, claims, signature, missed });
  return { format: whole ? 'ok' : 'broken', signature: signature.state, claims, policy, shows };
}

async function encrypted(parts, header, token, key) {
  const opened = await jose.compactDecrypt(token, Buffer.from(key)).then(
    ({ plaintext }) => Boolean(JSON.parse(Buffer.from(plaintext).toString())),
    () => false,
  );
  return { format: header && parts.every(canonical) ? 'ok' : 'broken', decryption: opened ? 'opened' : 'failed', shows: () => undefined };
}

/** The state of the signature, and what it was that decided. */
async function verify({ parts, header, token, key, expect }) {
  const { alg, kid } = header;
  if (alg === 'none') return { state: parts[2] === '' ? 'unsecured' : 'unsupported' };
  if (header.crit) return { state: 'unsupported' };
  if (expect.alg && expect.alg !== alg) return { state: 'key-mismatch' };
  const given = key?.trim();
  if (!given) {
    if (!header.jwk) return { state: 'no-key' };
    return { state: (await holds(token, await jose.importJWK(header.jwk, alg))) ? 'self-attested' : 'invalid' };
  }
  if (given.startsWith('{')) {
    const { keys } = JSON.parse(given);
    const named = keys.find((one) => one.kid === kid);
    if (!named) return { state: 'key-mismatch', named: false };
    return { state: (await holds(token, await jose.importJWK(named, alg))) ? 'valid' : 'invalid', named: true };
  }
  const pem = given.startsWith('-----BEGIN');
  if (pem !== !HASHES[alg]) return { state: 'key-mismatch' };
  const curve = pem && createPublicKey(key).export({ format: 'jwk' }).crv;
  if (CURVES[alg] && curve !== CURVES[alg]) return { state: 'key-mismatch', curve };
  const held = await holds(token, pem ? await jose.importSPKI(key, alg) : Buffer.from(key));
  return { state: held && parts.every(canonical) ? 'valid' : 'invalid', held };
}

const holds = (token, key) => jose.compactVerify(token, key).then(() => true, () => false);

const tag = ({ parts, header }, secret) => createHmac(HASHES[header.alg], secret).update(`${parts[0]}.${parts[1]}`).digest('base64url');

function times(payload, now) {
  const { exp, nbf, iat } = payload ?? {};
  if (exp !== undefined && exp <= now) return 'expired';
  if (nbf !== undefined && nbf > now) return 'not-yet-valid';
  return [exp, nbf, iat].every((time) => time === undefined) ? 'none' : 'ok';
}

function unmet(header, payload, expect) {
  const met = {
    iss: () => payload?.iss === expect.iss,
    aud: () => [payload?.aud].flat().includes(expect.aud),
    typ: () => header?.typ?.toLowerCase() === expect.typ.toLowerCase(),
  };
  return Object.keys(met).filter((name) => expect[name] && !met[name]());
}

/** When the page shows a name: only of the names that lessons use. */
const SHOWN = {
  'audience-mismatch': ({ missed, payload }) => missed.includes('aud') && 'aud' in payload,
  'issuer-mismatch': ({ missed, payload }) => missed.includes('iss') && 'iss' in payload,
  'type-mismatch': ({ missed, header }) => missed.includes('typ') && 'typ' in header,
  'base64url-trailing-bits': ({ parts }) => parts.every((part) => BASE64URL.test(part)) && !parts.every(canonical),
  'not-canonical': ({ parts, signature }) => signature.held && !canonical(parts[2]),
  'claim-case': ({ payload }) => Object.keys(payload).some((name) => name !== name.toLowerCase() && ['exp', 'nbf', 'iat'].includes(name.toLowerCase())),
  'crit-unknown': ({ header }) => header.crit?.some((name) => name in header && name !== 'b64'),
  'empty-secret': (at) => tag(at, '') === at.parts[2],
  'exp-missing': ({ payload }) => !('exp' in payload),
  'expected-algorithm': ({ header, expect }) => expect.alg && expect.alg !== header.alg,
  'key-address-suspicious': ({ header, payload }) => host(header.jku) && host(header.jku) !== host(payload.iss),
  'key-curve': ({ header, signature }) => signature.curve && signature.curve !== CURVES[header.alg],
  'key-or-content': ({ signature }) => signature.held === false,
  'kid-injection': ({ header }) => header.kid?.includes('../'),
  // Without `iat` it counts from now.
  'lifetime-long': ({ payload }) => payload.exp - (payload.iat ?? Date.now() / 1000) > YEAR,
  'none-algorithm': ({ header }) => header.alg === 'none',
  'numeric-date-milliseconds': ({ payload }) => payload.exp > 100_000_000_000,
  'one-segment': ({ parts }) => parts.length === 1,
  'out-of-time': ({ claims }) => claims === 'expired' || claims === 'not-yet-valid',
  'own-key': ({ header }) => Boolean(header.jwk),
  'personal-data': ({ payload }) => Object.values(payload).some((value) => /^\S+@\S+\.\w+$|^\+\d[\d ]{8,}$/.test(value)),
  'public-key-as-secret': (at) => at.key.startsWith('-----BEGIN PUBLIC') && tag(at, at.key) === at.parts[2],
  'secret-guessable': ({ key, signature }) => signature.held && Buffer.byteLength(key) < 8,
  'set-key-holds': ({ signature }) => signature.named && signature.state === 'valid',
  'set-no-such-key': ({ signature }) => signature.named === false,
  'signature-zero': ({ parts }) => Buffer.from(parts[2], 'base64url').every((byte) => byte === 0),
};
