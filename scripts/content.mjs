// Reads what is in content/: lessons, quiz, glossary, questions and data, in the formats that content/README.md describes.
// Each fault is an Error that says where it is. The build and the checks read content by this file alone.
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const folder = join(root, 'content');

/** The text of a file in content/. */
export const read = (name) => readFileSync(join(folder, name), 'utf8');

/** The data of a JSON file in content/. */
export const data = (name) => JSON.parse(read(name));

const TRY_FIELDS = ['name', 'note', 'alg', 'header', 'payload', 'secret', 'key', 'token', 'expect', 'says'];
const FENCE = /^```(\w*)$/;

/** How a heading or a term is written in a link: `Bearer token` is `bearer-token`. */
export const slug = (text) =>
  text
    .toLowerCase()
    .replaceAll('`', '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** All lessons in order. */
export function lessons() {
  const files = readdirSync(join(folder, 'learn')).filter((name) => /^\d\d-/.test(name));
  return files.sort().map((file) => page(join('learn', file)));
}

/** The last quiz. */
export const quiz = () => page(join('learn', 'quiz.md'));

/** A page: its front matter, and its blocks in order: Markdown, tokens to try, questions; and each kind by itself. */
function page(file) {
  const text = read(file);
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!parts) throw new Error(`${file}: no front matter between two lines of ---`);
  const front = frontMatter(file, parts[1]);
  const blocks = [];
  let prose = [];
  const endProse = () => {
    const markdown = prose.join('\n').trim();
    if (markdown) blocks.push({ markdown });
    prose = [];
  };
  const lines = parts[2].split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, kind] = FENCE.exec(lines[at]) ?? [];
    if (kind !== 'try' && kind !== 'question') {
      prose.push(lines[at]);
      continue;
    }
    const end = lines.indexOf('```', at + 1);
    if (end < 0) throw new Error(`${file}: a ${kind} block has no end`);
    const block = lines.slice(at + 1, end);
    endProse();
    blocks.push(kind === 'try' ? { try: tryBlock(file, block) } : { question: questionBlock(file, block) });
    at = end;
  }
  endProse();
  const all = (kind) => blocks.filter((block) => kind in block).map((block) => block[kind]);
  return { file, ...front, blocks, markdown: all('markdown').join('\n\n'), tries: all('try'), questions: all('question') };
}

function frontMatter(file, text) {
  const front = {};
  let list;
  for (const line of text.split('\n')) {
    const item = /^ {2}- (.+)$/.exec(line);
    const field = /^([a-z]+):(?: (.*))?$/.exec(line);
    if (item && list) list.push(item[1]);
    else if (field && field[2] === undefined) front[field[1]] = list = [];
    else if (field) front[field[1]] = field[2];
    else throw new Error(`${file}: front matter: ${line}`);
  }
  return { ...front, minutes: Number(front.minutes) };
}

function tryBlock(file, lines) {
  const block = {};
  for (const line of lines) {
    const [, name, value] = /^(\w+): (.+)$/.exec(line) ?? [];
    if (!TRY_FIELDS.includes(name)) throw new Error(`${file}: no field of a try block: ${line}`);
    if (name in block) throw new Error(`${file}: ${name} stands twice in a try block`);
    block[name] = value;
  }
  for (const name of ['name', 'says']) if (!block[name]) throw new Error(`${file}: a try block has no ${name}`);
  const made = ['alg', 'header', 'payload', 'secret'].filter((name) => name in block);
  if (block.token ? made.some((name) => name !== 'secret') : made.length !== 4) {
    throw new Error(`${file}: "${block.name}" needs either token, or alg, header, payload and secret`);
  }
  const pairs = (text) => (text ? text.split(' ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]) : []);
  return { ...block, expect: Object.fromEntries(pairs(block.expect)), says: Object.fromEntries(pairs(block.says)) };
}

function questionBlock(file, lines) {
  const [first, ...rest] = lines;
  if (!first?.startsWith('q: ')) throw new Error(`${file}: a question begins with "q: ", not "${first}"`);
  const answers = rest.map((line) => {
    const [, mark, text, why] = /^- \[([ x])\] (.+?) :: (.+)$/.exec(line) ?? [];
    if (!text) throw new Error(`${file}: no answer with its explanation: ${line}`);
    return { right: mark === 'x', text, why };
  });
  return { text: first.slice(3), answers };
}

/** The token of a try block, signed if the block has none as text; times are in it, so it is always the same. */
export function token(block) {
  if (block.token) return block.token;
  const hash = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }[block.alg];
  if (!hash) throw new Error(`"${block.name}": a token with ${block.alg} has to stand there as text`);
  const message = [block.header, block.payload].map((text) => Buffer.from(text).toString('base64url')).join('.');
  return `${message}.${createHmac(hash, block.secret).update(message).digest('base64url')}`;
}

/** What goes into the key field for a try block: a secret, the text of a key in src/session/samples/, or a JWK or JWK Set. */
export function keyText({ name, secret, key }) {
  if (!key || key.startsWith('{')) return key ?? secret;
  const path = join(root, 'src/session/samples', key);
  if (!existsSync(path)) throw new Error(`"${name}": no file ${key} in src/session/samples/`);
  return readFileSync(path, 'utf8');
}

/** The sections of a page of `## heading`s: heading, slug and Markdown, and what its last line `source: …` says. */
export function sections(file) {
  const [, ...parts] = read(file).split(/^## /m);
  return parts.map((part) => {
    const [heading, ...lines] = part.trim().split('\n');
    const source = lines.at(-1)?.startsWith('source: ') ? lines.pop().slice(8) : undefined;
    return { heading, slug: slug(heading), markdown: lines.join('\n').trim(), source };
  });
}

/** The code for each library, what is executed first, and each by language and library: front matter, what its language says, and its templates. */
export function snippets() {
  const languages = data('snippets/languages.json');
  const files = readdirSync(join(folder, 'snippets')).filter((name) => name.endsWith('.md'));
  const all = files.sort().map((name) => {
    const file = join('snippets', name);
    const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(file));
    if (!parts) throw new Error(`${file}: no front matter between two lines of ---`);
    const { language, library, install, algorithms, run, source } = frontMatter(file, parts[1]);
    const template = (kind) => {
      const [, text] = new RegExp(`(?:^|\\n)\`\`\`${kind}\\n([\\s\\S]*?)\\n\`\`\`(?:\\n|$)`).exec(parts[2]) ?? [];
      if (!text) throw new Error(`${file}: no block ${kind}`);
      return text;
    };
    if (!languages[language]) throw new Error(`${file}: languages.json does not have ${language}`);
    const spelled = (algorithms ?? '').split(' ').map((one) => [one.split('=')[0], one.split('=').at(-1)]);
    return { file, language, library, install, run, source, algorithms: spelled, ...languages[language], verify: template('verify'), sign: template('sign') };
  });
  return [...all.filter(({ run }) => run), ...all.filter(({ run }) => !run)];
}
