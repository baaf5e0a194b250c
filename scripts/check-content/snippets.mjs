// Checks content/snippets/ and content/checklist.json against what content/README.md says of them.
const FAMILIES = /^((HS|RS|PS|ES)(256|384|512)|ES256K|EdDSA|Ed25519|Ed448|ML-DSA-(44|65|87))$/;
/** What src/content/snippet.rs puts in. */
const VALUES = ['iss', 'aud', 'typ', 'kid', 'alg', 'algorithm', 'kty', 'pem', 'spki', 'secret', 'form', 'leeway', 'lifetime'];
const REMARKS = ['iss?', 'aud?', 'alg?', 'typ?'];
const FACTS = ['secret', 'public', 'utf8', 'base64', 'base64url', 'hex', 'rsa', 'ec', 'ed', 'typ', 'kid'];
/** What a program takes from a token or a person: a string literal in the code, and nothing else. */
const LITERALS = ['iss', 'aud', 'typ', 'kid'];
const ESCAPES = ['u{}', 'x{}', 'uU', 'u', 'octal'];
const RUNS = [undefined, 'node', 'python', 'rust'];
const SOURCE = /^(RFC \d{4}(, [A-Z0-9.]+)?|https:\/\/\S+)$/;

/** Says what is wrong with the snippets; `fail` takes a place and what is wrong. */
export function checkSnippets(snippets, fail) {
  for (const snippet of snippets) {
    const { file, library, install, algorithms, run, source, escape, comment, secret } = snippet;
    if (!library) fail(file, 'it names no library');
    if (install === '' || (!install && !/standard library/.test(library))) fail(file, 'it does not say how to install it');
    if (!source || !SOURCE.test(source)) fail(file, 'no source');
    if (!RUNS.includes(run)) fail(file, `the tests cannot run ${run}`);
    if (!ESCAPES.includes(escape)) fail(file, `nobody knows the escape ${escape}`);
    if (!comment) fail(file, 'its language has no comments');
    if (Object.keys(secret).sort().join() !== 'base64,base64url,hex,utf8') fail(file, 'its language does not read each form of a secret');
    if (Object.values(secret).some((read) => !read.includes('JWT_SECRET'))) fail(file, 'a secret comes from elsewhere than the environment');
    for (const [name, spelling] of algorithms) if (!FAMILIES.test(name) || !spelling) fail(file, `no algorithm: ${name}`);
    for (const kind of ['verify', 'sign']) checkTemplate(`${file}, ${kind}`, snippet[kind], kind, snippet, fail);
  }
  const languages = new Set(snippets.map(({ language }) => language));
  if (snippets.length < 12 || languages.size < 10) fail('snippets', `${snippets.length} libraries in ${languages.size} languages are too few`);
  const names = snippets.map(({ language, library }) => `${language}: ${library}`);
  if (new Set(names).size !== names.length) fail('snippets', 'a library stands twice');
  return `${snippets.length} snippets in ${languages.size} languages, ${snippets.filter(({ run }) => run).length} of them executed`;
}

function checkTemplate(place, template, kind, { comment }, fail) {
  const used = new Set();
  for (const line of template.split('\n')) {
    const [, conditions, code] = /^(?:«\?([^»]*)»)?(.*)$/.exec(line);
    for (const condition of conditions?.split(' ') ?? []) {
      if (!FACTS.includes(condition.replace(/^!/, ''))) fail(place, `no condition: ${condition}`);
    }
    const opened = (code.match(/«/g) ?? []).length;
    const marks = [...code.matchAll(/«([^«»]*)»/g)];
    if (opened !== marks.length || opened !== (code.match(/»/g) ?? []).length) fail(place, `a mark has no end: ${code}`);
    for (const { 1: name, index } of marks) {
      used.add(name);
      if (!VALUES.includes(name) && !REMARKS.includes(name)) fail(place, `no value: ${name}`);
      const before = code.slice(0, index);
      if (REMARKS.includes(name) && index + name.length + 2 !== code.length) fail(place, `behind a remark stands code: ${code}`);
      // Within quotes or a comment a literal would be something else than an expression.
      if (LITERALS.includes(name) && (before.includes(comment) || (before.replace(/«[^»]*»/g, '').match(/["'`]/g) ?? []).length % 2)) {
        fail(place, `${name} stands in a string or in a comment: ${code}`);
      }
      if (LITERALS.includes(name) && ['typ', 'kid'].includes(name) && !(conditions ?? '').split(' ').includes(name)) {
        fail(place, `${name} may not be there: ${code}`);
      }
    }
    if (/«/.test(code) === false && /\b(decode_header|jwt\.decode\(token\)|get_unverified|decodeJwt|insecure_decode|ParseUnverified|ReadJwtToken)\b/.test(code)) {
      fail(place, `a bare decode: ${code}`);
    }
  }
  const needed = kind === 'verify' ? ['alg', 'iss', 'aud', 'typ', 'leeway', 'secret', 'iss?', 'aud?', 'alg?', 'typ?'] : ['iss', 'aud', 'typ', 'kid', 'secret', 'lifetime'];
  for (const name of needed) {
    const isThere = used.has(name) || (name === 'alg' && used.has('algorithm'));
    if (!isThere) fail(place, `it does not use ${name}`);
  }
  if (kind === 'verify' && !/(?:\b|_)exp\b|Expir/.test(template)) fail(place, 'it does not require exp');
  if (kind === 'sign' && (used.has('pem') || used.has('spki'))) fail(place, 'a key stands in the code that signs');
}

/** What the audit tells without anything to be done better. */
const NO_PRACTICE = ['detached-content', 'kid-thumbprint', 'post-quantum-size'];

/** Says what is wrong with the checklist; `ids` are those of the audit's checks. */
export function checkChecklist(groups, ids, targets, fail) {
  const practices = groups.flatMap((group) => group.practices);
  for (const { title, text, needs, checks, lesson, source } of practices) {
    const place = `checklist.json, ${title}`;
    if (!title || !text?.endsWith('.')) fail(place, 'no title, or no sentence');
    if (![undefined, 'key', 'claims'].includes(needs)) fail(place, `nobody knows what needs ${needs}`);
    if (!Array.isArray(checks) || new Set(checks).size !== checks.length) fail(place, 'no list of checks');
    for (const id of checks ?? []) if (!ids.has(id)) fail(place, `the audit has no check ${id}`);
    if (!targets.has(lesson)) fail(place, `${lesson} leads nowhere`);
    if (!SOURCE.test(source ?? '')) fail(place, 'no source');
  }
  const judged = new Set([...practices.flatMap(({ checks }) => checks), ...NO_PRACTICE]);
  for (const id of ids) if (!judged.has(id)) fail('checklist.json', `no practice has the check ${id}`);
  for (const id of NO_PRACTICE) if (!ids.has(id)) fail('checklist.json', `the audit has no check ${id}`);
  const titles = practices.map(({ title }) => title);
  if (new Set(titles).size !== titles.length) fail('checklist.json', 'a practice stands twice');
  return `${practices.length} practices`;
}
