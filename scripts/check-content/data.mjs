// Checks the JSON files of content/ against what content/README.md says of their fields.
const ALGORITHMS = /^((HS|RS|PS|ES)(256|384|512)|ES256K|EdDSA|Ed25519|Ed448|ML-DSA-(44|65|87))$/;
const CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'typ'];
const KINDS = ['command line', 'editor', 'fuzzer', 'proxy', 'key maker', 'test server', 'conformance suite', 'scanner'];
const ADVISORY = /^(CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3}|GO-\d{4}-\d{4})$/;
const DAY = /^\d{4}-\d\d(-\d\d)?$/;

const text = (value) => typeof value === 'string' && value.trim() === value && value !== '';
const address = (value) => text(value) && URL.canParse(value) && value.startsWith('https://');
const day = (value) => text(value) && DAY.test(value);
const flag = (value) => typeof value === 'boolean';
const list = (item) => (value) => Array.isArray(value) && value.every(item) && new Set(value).size === value.length;
const or = (...kinds) => (value) => kinds.some((kind) => kind(value));
const nothing = (value) => value === null;
const missing = (value) => value === undefined;
const shape = (fields) => (value) =>
  value !== null &&
  typeof value === 'object' &&
  Object.keys(value).every((name) => name in fields) &&
  Object.entries(fields).every(([name, fits]) => fits(value[name]));

const LIBRARY = {
  language: text,
  name: text,
  repository: or(address, nothing),
  package: or(shape({ registry: text, name: text }), nothing),
  install: or(shape({ text, file: or(text, missing) }), nothing),
  licence: or(text, nothing),
  sign: flag,
  verify: flag,
  algorithms: list((name) => ALGORITHMS.test(name)),
  claims: or(list((name) => CLAIMS.includes(name)), nothing),
  jwe: or(flag, nothing),
  jwks: or(flag, nothing),
  latest: or(shape({ version: text, date: or(day, nothing), checked: or(day, nothing) }), nothing),
  maintained: or(flag, nothing),
  safe: or(
    shape({ version: text, advisories: list((name) => ADVISORY.test(name)), branches: or((value) => Object.values(value ?? []).every(text) && Boolean(value), missing), reason: or(text, missing) }),
    nothing,
  ),
  note: or(text, missing),
  sources: (value) => value?.length > 0 && value.every(shape({ facts: text, where: text, date: or(day, missing) })),
};

const ERROR = { library: text, match: list(text), means: text, look_at: text, code: list(text) };
const TOOL = { name: text, kind: (value) => KINDS.includes(value), url: address, licence: text, better: text, source: address, checked: day };

/** Tells `fail` of each fault; gives the counts in words. `known` are the names that the page shows. */
export function checkData({ libraries, errors, tools }, known, fail) {
  const rows = (file, all, fields, name) => {
    for (const row of all) {
      for (const field of Object.keys(row)) if (!(field in fields)) fail(file, `${name(row)}: no such field: ${field}`);
      for (const [field, fits] of Object.entries(fields)) if (!fits(row[field])) fail(file, `${name(row)}: ${field} is ${JSON.stringify(row[field])}`);
    }
    const seen = all.map(name);
    seen.forEach((one, index) => seen.indexOf(one) !== index && fail(file, `${one} stands twice`));
  };
  for (const [file, { asOf }] of Object.entries({ libraries, errors, tools })) if (!day(asOf)) fail(`${file}.json`, `asOf is ${asOf}`);

  const name = ({ language, name }) => `${language} ${name}`;
  rows('libraries.json', libraries.libraries, LIBRARY, name);
  const keys = libraries.libraries.map(({ language, name }) => `${language}\0${name}`.toLowerCase());
  keys.forEach((key, index) => index && keys[index - 1] > key && fail('libraries.json', `${key.replace('\0', ' ')} is out of order`));
  for (const library of libraries.libraries) {
    const { latest, safe, install, algorithms } = library;
    if (safe && !safe.advisories.length && !safe.reason) fail('libraries.json', `${name(library)}: safe has neither advisory nor reason`);
    if (install && !library.package) fail('libraries.json', `${name(library)}: install without a package`);
    if (library.verify && !algorithms.length) fail('libraries.json', `${name(library)}: it verifies, by no algorithm`);
    if (latest?.checked > libraries.asOf || latest?.date > libraries.asOf) fail('libraries.json', `${name(library)}: a date after asOf`);
  }

  rows('errors.json', errors.errors, ERROR, ({ library, match }) => `${library}: ${match.join(' … ')}`);
  for (const [group, names] of Object.entries(errors.groups)) {
    names.filter((one) => !known.has(one)).forEach((one) => fail('errors.json', `${group}: the page has no name ${one}`));
    if (!errors.errors.some(({ code }) => code.includes(`@${group}`))) fail('errors.json', `nothing uses the group ${group}`);
  }
  for (const { match, code } of errors.errors) {
    if (!match.length) fail('errors.json', 'an entry matches everything');
    for (const one of code) {
      if (one.startsWith('@') ? !(one.slice(1) in errors.groups) : !known.has(one)) fail('errors.json', `${match}: the page has no name ${one}`);
    }
  }
  // Two entries with the same texts could not be told apart.
  const texts = errors.errors.map(({ match }) => match.join('\0'));
  texts.forEach((one, index) => texts.indexOf(one) !== index && fail('errors.json', `two entries match "${one.replaceAll('\0', ' … ')}"`));

  rows('tools.json', tools.tools, TOOL, ({ name }) => name);
  if (tools.tools.length < 15 || tools.tools.length > 20) fail('tools.json', `it has ${tools.tools.length} tools`);
  const languages = new Set(libraries.libraries.map(({ language }) => language)).size;
  return `${libraries.libraries.length} libraries in ${languages} languages, ${errors.errors.length} messages, ${tools.tools.length} tools`;
}
