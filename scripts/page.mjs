// What the scripts know of the page that the build writes: its links, how a hashed file is named, and what integrity is.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The version of the project, as Cargo.toml says it. */
export const version = () => /^version = "(.*)"$/m.exec(readFileSync(new URL('../Cargo.toml', import.meta.url), 'utf8'))[1];

/** SHA-256 in hexadecimal, as `sha256sum` writes it. */
export const sha256 = (body) => createHash('sha256').update(body).digest('hex');

/** The name of a file that never changes its content: Trunk puts a hash of it into the name, without leading zeros. */
export const HASHED = /-[0-9a-f]{10,16}(_bg)?\.(css|js|json|wasm)$/;

/** Files that whoever runs a copy puts beside the page: the settings of a team, and keys that they name. No build has them. */
export const SETTINGS = /^(settings|[\w-]+\.jwks)\.json$|^[\w-]+\.pem$/;

/** What a browser compares a file with before it uses it (Subresource Integrity). Trunk writes `sha384` into the page. */
export const integrity = (body, hash = 'sha256') => `${hash}-${createHash(hash).update(body).digest('base64')}`;

/** The policy that the page brings along. */
export function policyOf(page) {
  const meta = /<meta\b[^>]*Content-Security-Policy[^>]*>/i.exec(page)?.[0];
  const policy = meta && /content="([^"]*)"/.exec(meta)?.[1];
  if (!policy) throw new Error('the page brings no policy along');
  return policy;
}

/** The links and scripts of a page that have a local address, each `{ tag, address }`. */
export function linksOf(page) {
  const found = [];
  for (const [tag] of page.matchAll(/<link\b[^>]*>|<script\b[^>]*><\/script>/g)) {
    const address = /\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/.exec(tag)?.slice(1).find(Boolean);
    if (address && !address.startsWith('data:')) found.push({ tag, address: address.replace(/^\.\//, '') });
  }
  return found;
}
