// A part of the hook after the build: makes one data file of content/ (scripts/content.mjs reads that) and has the page name it.
//
// All text is a tree of strings and of arrays, ["p", child…], with the name of one of NAMES first; a link has its address second.
// There is no HTML in it, and nothing in the page reads any. src/content.rs reads the file: it knows the same names.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer } from 'marked';
import { data, keyText, lessons, quiz, sections, snippets, token } from './content.mjs';
import { integrity, sha256 } from './page.mjs';

const NAMES = ['p', 'h2', 'h3', 'ul', 'ol', 'li', 'pre', 'code', 'em', 'strong', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];

/** The link that names the file in the page. Nothing loads it by itself: public/start.js does, when its time has come. */
export const CONTENT = /rel="?alternate"? type="?application\/json/;

/** Writes the file into the folder of the page, and names it there with its hash. */
export function putContent(folder) {
  const body = Buffer.from(contentText());
  const name = `content-${sha256(body).slice(0, 16)}.json`;
  writeFileSync(join(folder, name), body);
  const path = join(folder, 'index.html');
  const page = readFileSync(path, 'utf8');
  const tag = `<link rel="alternate" type="application/json" href="./${name}" integrity="${integrity(body, 'sha384')}">`;
  if (!page.includes('</head>')) throw new Error(`${path} has no end of its head`);
  writeFileSync(path, page.replace('</head>', () => `${tag}</head>`));
}

/** What the file holds. */
export function contentText() {
  const { front, questions } = quizOf();
  const { asOf, libraries } = data('libraries.json');
  return JSON.stringify({
    lessons: lessons().map(lesson),
    quiz: { ...front, questions },
    glossary: sections('glossary.md').map(term),
    faq: sections('faq.md').map(term),
    asOf,
    libraries: libraries.map(library),
    languages: sorted(libraries.map(({ language }) => language)),
    algorithms: sorted(libraries.flatMap(({ algorithms }) => algorithms)),
    tools: data('tools.json').tools.map(({ name, kind, url, licence, better, source }) => ({ name, kind, url, licence, better: inline(better), source: [cited(source)] })),
    errors: errors(),
    snippets: snippets().map(snippet),
    checklist: data('checklist.json').map(({ title, practices }) => ({ title, practices: practices.map(practice) })),
  });
}

const sorted = (names) => [...new Set(names)].sort();

function lesson({ id, title, summary, minutes, sources, blocks }) {
  return { id, title, summary, minutes: `${minutes}`, sources: sources.map(cited), blocks: blocks.map(block) };
}

function quizOf() {
  const { title, summary, sources, markdown, questions } = quiz();
  return { front: { title, summary, sources: sources.map(cited), text: tree(markdown) }, questions: questions.map(question) };
}

function block({ markdown, try: tried, question: asked }) {
  if (markdown) return { text: tree(markdown) };
  if (asked) return { question: question(asked) };
  const { name, note, expect } = tried;
  return { try: { name, note: inline(note ?? ''), token: token(tried), key: keyText(tried) ?? '', expect } };
}

const question = ({ text, answers }) => ({
  text: inline(text),
  answers: answers.map(({ right, text, why }) => ({ right, text: inline(text), why: inline(why) })),
});

const term = ({ heading, slug, markdown, source }) => ({ name: heading.replaceAll('`', ''), slug, text: tree(markdown), source: source ? [cited(source)] : [] });

/** What the page shows of a library: null, "not known", is left out, and so are empty lists. */
function library({ name, language, repository, install, licence, sign, verify, algorithms, claims, jwe, jwks, latest, maintained, safe, note, sources }) {
  const facts = {
    name,
    language,
    repository,
    install: install?.text,
    file: install?.file,
    licence,
    signs: sign,
    verifies: verify,
    algorithms,
    claims: claims ?? undefined,
    jwe,
    jwks,
    latest: latest && [latest.version, latest.date].filter(Boolean).join(', '),
    maintained,
    safe: safe?.version,
    advisories: safe?.advisories,
    branches: safe?.branches && Object.entries(safe.branches).map(([line, version]) => `${line}: ${version}`),
    reason: safe?.reason,
    note,
    sources: sources.map(({ facts, where, date }) => `${facts}: ${where}${date ? ` (${date})` : ''}`),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value.length !== 0));
}

/** The messages, with the names of faults instead of those of groups. */
function errors() {
  const { groups, errors } = data('errors.json');
  const names = (code) => (code.startsWith('@') ? groups[code.slice(1)] : [code]);
  return errors.map(({ library, match, means, look_at: look, code }) => {
    const codes = code.flatMap(names);
    if (codes.includes(undefined)) throw new Error(`errors.json: ${library}: no such group in ${code}`);
    return { library, match, means: inline(means), look: inline(look), codes };
  });
}

const snippet = ({ language, library, install, algorithms, escape, comment, secret, run, source, verify, sign }) => ({
  language,
  library,
  install,
  algorithms,
  escape,
  comment,
  secret,
  runs: run !== undefined,
  source: cited(source),
  verify,
  sign,
});

const practice = ({ title, text, needs, checks, lesson, source }) => ({ title, text: inline(text), needs, checks, lesson, source: cited(source) });

/** A source, as words and address. */
function cited(source) {
  const [, rfc, section] = /^RFC (\d+)(?:, (.+))?$/.exec(source) ?? [];
  if (!rfc) {
    if (!/^https:\/\//.test(source)) throw new Error(`no RFC and no address: ${source}`);
    return [source.replace(/^https:\/\/(www\.)?|\/$/g, ''), source];
  }
  const place = section && (/^\d/.test(section) ? `#section-${section}` : `#appendix-${section}`);
  return [`RFC ${rfc}${section ? ` §${section}` : ''}`, `https://www.rfc-editor.org/rfc/rfc${rfc}${place ?? ''}`];
}

/** Markdown as a tree. */
const tree = (markdown) => lexer(markdown).filter(({ type }) => type !== 'space').map(element);

/** One line of Markdown as a tree. */
const inline = (line) => (line ? children(lexer(line)[0]) : []);

const children = ({ tokens }) => tokens.map(element);

function element(token) {
  const { type, text } = token;
  switch (type) {
    case 'paragraph':
      return made('p', children(token));
    case 'heading':
      return made(`h${token.depth}`, children(token));
    case 'list':
      return made(token.ordered ? 'ol' : 'ul', token.items.map((item) => made('li', item.tokens.flatMap(lineOf))));
    case 'code':
      return made('pre', [text]);
    case 'codespan':
      return made('code', [text]);
    case 'em':
    case 'strong':
      return made(type, children(token));
    case 'link':
      return made('a', [addressOf(token.href), ...children(token)]);
    case 'table': {
      // An empty cell is no header of anything.
      const row = (name) => (cells) => made('tr', cells.map((cell) => made(cell.text ? name : 'td', children(cell))));
      return made('table', [made('thead', [row('th')(token.header)]), made('tbody', token.rows.map(row('td')))]);
    }
    case 'text':
    case 'escape':
      return text;
    default:
      throw new Error(`content/: the page has no element for ${type}: ${token.raw}`);
  }
}

/** In a list, a line is no paragraph. */
const lineOf = (token) => (token.type === 'text' && token.tokens ? children(token) : [element(token)]);

function addressOf(href) {
  if (!/^(https:\/\/|#\/)/.test(href)) throw new Error(`content/: neither a place in the page nor an address: ${href}`);
  return href;
}

function made(name, children) {
  if (!NAMES.includes(name)) throw new Error(`content/: the page has no element ${name}`);
  return [name, ...children];
}
