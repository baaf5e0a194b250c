// Checks content/: formats, links, questions, data, size; and that each token to try is what its lesson says it is. The tokens
// are judged anew here, with jose and Node's own cryptography, so that a lesson is not checked with the program it explains.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { data, folder, keyText, lessons, quiz, read, root, sections, snippets, token } from './content.mjs';
import { LIMITS } from './check-size.mjs';
import { judge } from './check-content/judge.mjs';
import { checkData } from './check-content/data.mjs';
import { checkLessons, checkWords, worded } from './check-content/lessons.mjs';
import { checkMessages } from './check-content/messages.mjs';
import { checkChecklist, checkSnippets } from './check-content/snippets.mjs';

const BUDGET = LIMITS.content;
const SOURCE = /^(RFC \d{4}(, [A-Z0-9.]+)?|https:\/\/\S+)$/;
/** Answers may not depend on the day: the first is when the lessons were written, the second shortly before their last expiry. */
const DAYS = ['2026-11-27', '2099-12-31'].map((day) => Date.parse(day) / 1000);

const faults = [];
const fail = (place, what) => faults.push(`${place}: ${what}`);
const words = (text) => text.replace(/```[\s\S]*?```/g, ' ').split(/\s+/).filter((word) => /[A-Za-z0-9]/.test(word)).length;
const repeated = (list) => list.filter((item, index) => list.indexOf(item) !== index);

const pages = lessons();
const last = quiz();
const terms = sections('glossary.md');
const questions = sections('faq.md');

// Names that the page shows beside what it says: diagnostics, audit checks, reasons.
const known = new Set();
const names = (text, pattern) => [...text.matchAll(pattern)].forEach(([, name]) => known.add(name));
names(readFileSync(join(root, 'src/base/diagnostic/code.rs'), 'utf8'), /= "([a-z0-9-]+)"/g);
const checks = readFileSync(join(root, 'docs/checks.md'), 'utf8');
names(checks, /^### ([a-z0-9-]+)$/gm);
for (const room of ['explain', 'engine', 'claims']) {
  for (const entry of readdirSync(join(root, 'src', room), { recursive: true }).concat(`../${room}.rs`)) {
    if (entry.endsWith('.rs')) names(readFileSync(join(root, 'src', room, entry), 'utf8'), /"([a-z0-9]+(?:-[a-z0-9]+)+)"/g);
  }
}

// Pages.
const targets = new Set(['#/libraries', '#/code', '#/checklist', '#/reference', '#/learn/quiz', ...pages.map(({ id }) => `#/learn/${id}`), ...terms.map((term) => `#/glossary/${term.slug}`)]);
const links = (place, text) => {
  for (const [, target] of text.matchAll(/\]\(([^)]*)\)/g)) {
    if (!targets.has(target) && !target.startsWith('https://')) fail(place, `the link ${target} leads nowhere`);
  }
};
for (const page of [...pages, last]) {
  const { file } = page;
  for (const field of ['id', 'title', 'summary']) if (!page[field]) fail(file, `front matter has no ${field}`);
  if (!(page.minutes >= 1 && page.minutes <= 15)) fail(file, 'front matter has no sensible minutes');
  if (!page.sources?.length) fail(file, 'front matter has no sources');
  page.sources?.filter((source) => !SOURCE.test(source)).forEach((source) => fail(file, `no source as content/README.md writes it: ${source}`));
  links(file, page.markdown);
  if ((page.markdown.match(/^```/gm) ?? []).length % 2) fail(file, 'a block of code has no end');
  if (/^# /m.test(page.markdown)) fail(file, 'the title stands in the front matter, not in a # heading');
  page.tries.forEach((block) => links(file, `${block.note ?? ''}`));
  for (const { text, answers } of page.questions) {
    if (answers.length < 3) fail(file, `"${text}" has fewer than three answers`);
    if (answers.filter(({ right }) => right).length !== 1) fail(file, `"${text}" has not exactly one right answer`);
    if (repeated(answers.map((answer) => answer.text)).length) fail(file, `"${text}" has the same answer twice`);
    answers.filter(({ why }) => words(why) < 4).forEach((answer) => fail(file, `"${answer.text}" is hardly explained`));
  }
}
pages.forEach((page, index) => {
  const name = `learn/${String(index + 1).padStart(2, '0')}-${page.id}.md`;
  if (page.file !== name) fail(page.file, `by its number and id it has to be ${name}`);
  const count = words(page.markdown);
  if (count < 350 || count > 700) fail(page.file, `it has ${count} words, and a lesson has 350 to 700`);
  if (page.questions.length < 2) fail(page.file, 'it has fewer than two questions');
  if (!page.tries.length) fail(page.file, 'it has no token to try');
});
repeated(pages.map(({ id }) => id)).forEach((id) => fail('learn', `two lessons have the id ${id}`));
if (last.questions.length !== 15) fail(last.file, `it has ${last.questions.length} questions, and not 15`);
repeated([...pages, last].flatMap((page) => page.questions.map(({ text }) => text))).forEach((text) => fail('learn', `asked twice: ${text}`));

// Nobody shall find the right answer by its place or its length.
const asked = [...pages, last].flatMap((page) => page.questions);
const share = (holds) => asked.filter(holds).length / asked.length;
const rightIs = (pick) => share(({ answers }) => pick(answers.map(({ text }) => text.length)) === answers.find(({ right }) => right)?.text.length);
for (const place of [0, 1, 2]) {
  if (share(({ answers }) => answers[place]?.right) > 0.45) fail('learn', `the right answer is too often number ${place + 1}`);
}
if (rightIs((lengths) => Math.max(...lengths)) > 0.55) fail('learn', 'the right answer is too often the longest');
if (rightIs((lengths) => Math.min(...lengths)) > 0.55) fail('learn', 'the right answer is too often the shortest');

// Tokens.
let tried = 0;
for (const page of pages) {
  repeated(page.tries.map(({ name }) => name)).forEach((name) => fail(page.file, `two tokens are called "${name}"`));
  for (const block of page.tries) {
    const place = `${page.file}, "${block.name}"`;
    const { code, ...states } = block.says;
    const unknown = Object.keys(states).filter((lamp) => !['format', 'signature', 'decryption', 'claims', 'policy'].includes(lamp));
    if (unknown.length) fail(place, `there is no lamp ${unknown}`);
    if (!Object.keys(states).length) fail(place, 'says names no lamp');
    const odd = Object.keys(block.expect).filter((name) => !['iss', 'aud', 'alg', 'typ'].includes(name));
    if (odd.length) fail(place, `nothing can be expected of ${odd}`);
    for (const now of DAYS) {
      const verdict = await judge({ token: token(block), key: keyText(block), expect: block.expect, now });
      for (const [lamp, state] of Object.entries(states)) {
        if (verdict[lamp] !== state) fail(place, `${lamp} is ${verdict[lamp]}, and the lesson says ${state}`);
      }
      for (const name of code?.split(',') ?? []) {
        if (!known.has(name)) fail(place, `the page has no name ${name}`);
        const shown = verdict.shows(name);
        if (shown === undefined) fail(place, `judge.mjs does not know when ${name} is shown`);
        else if (!shown) fail(place, `this token gives no reason for ${name}`);
      }
    }
    const made = block.header && JSON.parse(block.header).alg;
    if (made && made !== block.alg) fail(place, `alg is ${block.alg}, and the header says ${made}`);
    tried += 1;
  }
}

// Glossary and questions.
for (const { heading, slug, markdown, source } of terms) {
  const place = `glossary.md, ${heading}`;
  links(place, markdown);
  if (!source || !SOURCE.test(source)) fail(place, 'no source');
  const sentences = markdown.split(/[.?!]["”)]?(?:\s|$)/).filter(Boolean).length;
  if (!sentences || sentences > 4) fail(place, `${sentences} sentences`);
  if (!slug) fail(place, 'no link can lead to it');
}
const order = terms.map(({ heading }) => heading.toLowerCase());
order.forEach((heading, index) => index && order[index - 1] > heading && fail('glossary.md', `${heading} is out of order`));
repeated(terms.map(({ slug }) => slug)).forEach((slug) => fail('glossary.md', `two terms are ${slug}`));
if (terms.length < 90) fail('glossary.md', `it has only ${terms.length} terms`);
if (questions.length !== 20) fail('faq.md', `it has ${questions.length} questions, and not 20`);
questions.forEach(({ heading, markdown }) => {
  links(`faq.md, ${heading}`, markdown);
  if (!heading.endsWith('?') && !heading.endsWith('.')) fail('faq.md', `no question: ${heading}`);
  if (markdown.split('\n\n').length > 2) fail('faq.md', `${heading}: more than two paragraphs`);
});

// Data.
const counts = checkData({ libraries: data('libraries.json'), errors: data('errors.json'), tools: data('tools.json') }, known, fail);
const code = checkSnippets(snippets(), fail);
const practices = checkChecklist(data('checklist.json'), new Set([...checks.matchAll(/^### ([a-z0-9-]+)$/gm)].map(([, id]) => id)), targets, fail);
const provoked = await checkMessages(data('errors.json'), fail);

// What the lessons say beside their tokens.
const taught = await checkLessons(pages, last, fail);
for (const [file, text] of [...[...pages, last].map(({ file }) => [file, read(file)]), ...worded]) checkWords(file, text, fail);

// Size: one file is made of all, so it is compressed as one.
const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(md|json)$/.test(name) && name !== 'README.md').sort();
const all = Buffer.concat(files.map((name) => readFileSync(join(folder, name))));
const size = brotliCompressSync(all, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: all.length } }).length;
if (size > BUDGET) fail('content', `${size} bytes with brotli, more than ${BUDGET}`);

for (const page of [...pages, last]) {
  console.log(`${page.file.padEnd(26)} ${String(words(page.markdown)).padStart(4)} words, ${page.tries.length} tokens, ${page.questions.length} questions`);
}
console.log(`${tried} tokens, ${terms.length} terms, ${questions.length} questions of newcomers, ${counts}; ${provoked} messages provoked`);
console.log(`${code}; ${practices}`);
console.log(taught);
console.log(`${files.length} files, ${all.length} bytes, ${size} with brotli (at most ${BUDGET})`);
if (faults.length) {
  console.error(`\n${faults.join('\n')}\n\n${faults.length} faults in content/`);
  process.exit(1);
}
