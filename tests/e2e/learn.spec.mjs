// The views beside the debugger: each lesson's tokens do what the lesson says, links lead somewhere, questions are explained, and
// what was open in the debugger is there afterwards.
import { createHmac } from 'node:crypto';
import { data, lessons, quiz, sections, slug } from '../../scripts/content.mjs';
import { test, expect, App, base64url, compact } from './app.mjs';
import { violationsInBoth } from './axe.mjs';

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 }, small: { width: 320, height: 640 } };
const LESSONS = lessons();
const VIEWS = ['/learn', ...LESSONS.map(({ id }) => `/learn/${id}`), '/learn/quiz', '/glossary', '/faq', '/libraries', '/tools', '/errors', '/code', '/twins', '/checklist', '/reference'];

const go = (page, view) => page.evaluate((view) => void (location.hash = view), view);
const title = (page) => page.locator('#view-title');
const nav = (page, name) => page.getByTestId(`nav-${name}`);

for (const { id, title: name, tries } of LESSONS) {
  test(`the tokens of a lesson do what it says: ${id}`, async ({ app, page }) => {
    for (const [index, { name: called, says }] of tries.entries()) {
      await go(page, `/learn/${id}`);
      await expect(title(page)).toHaveText(name);
      await page.getByTestId('try').nth(index).getByRole('button').click();
      await expect(app.token).toBeVisible();
      await expect(page.getByTestId('tried')).toContainText(called);
      await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
      const { code = '', ...lamps } = says;
      for (const [lamp, state] of Object.entries(lamps)) {
        await expect(app.lamp(lamp), `${called}: ${lamp}`).toHaveAttribute('data-state', state);
      }
      const shown = () => page.locator('.findings [data-code], .findings [data-reason], .findings [data-check]').evaluateAll((all) => all.flatMap(({ dataset }) => [dataset.code, dataset.reason, dataset.check]));
      for (const one of code.split(',').filter(Boolean)) await expect.poll(shown, called).toContain(one);
      await page.getByRole('link', { name: `Back to “${name}”` }).click();
      await expect(page.getByTestId('try').nth(index).getByRole('button')).toBeFocused();
    }
  });
}

test('each link inside leads somewhere, each outside is opened by the person alone, and nothing is requested', async ({ app, page }) => {
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const inside = new Set();
  for (const view of VIEWS) {
    await go(page, view);
    await expect(title(page)).not.toHaveText('There is no such lesson');
    const links = await page.locator('main.view a').evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.target, link.rel]));
    for (const [href, target, rel] of links) {
      if (href.startsWith('#/')) inside.add(href);
      else expect([href.slice(0, 8), target, rel], href).toEqual(['https://', '_blank', 'noopener noreferrer']);
    }
  }
  expect(inside.size).toBeGreaterThan(40);
  for (const href of inside) {
    const [, view, term] = href.split('/');
    await go(page, href);
    await expect(title(page), href).not.toHaveText('There is no such lesson');
    if (view === 'reference' && term) await expect(page.locator(`[id="ref-${href.split('/').slice(2).join('-')}"]`), href).toBeFocused();
    else if (view === 'glossary' && term) await expect(page.locator(`[id="term-${term}"]`), href).toBeFocused();
    else expect(VIEWS.map((view) => `#${view}`), href).toContain(href.split('/').slice(0, 3).join('/'));
  }
  expect(requests).toEqual([]);
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  await expect(app.seal).toContainText('0 requests');
});

test('each term, question, tool and library is there, and each text is text', async ({ app, page }) => {
  expect(app.troubles).toEqual([]);
  await go(page, '/glossary');
  const terms = sections('glossary.md');
  await expect(page.getByTestId('term')).toHaveCount(terms.length);
  await page.getByTestId('term-search').fill('jws compact');
  await expect(page.locator(`[id="term-${slug('Compact serialization')}"]`)).toBeVisible();
  await expect.poll(() => page.getByTestId('term').count()).toBeLessThan(10);
  await go(page, '/faq');
  await expect(page.getByTestId('term-search')).toHaveValue('');
  await expect(page.getByTestId('term')).toHaveCount(sections('faq.md').length);
  await go(page, '/tools');
  await expect(page.locator('main.view h2')).toHaveCount(data('tools.json').tools.length);
  await go(page, '/learn/parts');
  await expect(page.locator('main.view article')).not.toContainText(/\*\*|\]\(|```/);
  await expect(page.locator('main.view table').first()).toContainText('Encrypted token');
});

test('token, key, edit, focus and place survive going to Learn and back', async ({ app, page }) => {
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  const editor = page.getByTestId('payload-editor');
  await editor.fill('{"sub":"kept"}');
  await app.key.focus();
  const [token, key] = [await app.token.inputValue(), await app.key.inputValue()];
  await page.mouse.wheel(0, 60);
  await nav(page, 'learn').click();
  await expect(app.token).toBeHidden();
  await expect(nav(page, 'learn')).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveTitle('Learn · JWT Debugger');
  await page.getByRole('navigation', { name: 'Course' }).getByRole('link', { name: 'Claims', exact: true }).click();
  await expect(page).toHaveTitle('Claims · JWT Debugger');
  await nav(page, 'debugger').click();
  await expect(page).toHaveTitle('JWT Debugger');
  await expect(nav(page, 'debugger')).toHaveAttribute('aria-current', 'page');
  await expect(app.key).toBeFocused();
  await expect(editor).toHaveValue('{"sub":"kept"}');
  expect([await app.token.inputValue(), await app.key.inputValue()]).toEqual([token, key]);
  await page.goBack();
  await expect(title(page)).toHaveText('Claims');
  await page.goBack();
  await expect(title(page)).toHaveText('Learn how tokens work');
  await page.goForward();
  await expect(title(page)).toHaveText('Claims');
});

test('a token of a lesson takes the place of what was open, and Undo brings that back', async ({ app, page }) => {
  const before = [await app.token.inputValue(), await app.key.inputValue()];
  await go(page, '/learn/misused');
  await page.getByTestId('try').first().getByRole('button').click();
  expect(await app.token.inputValue()).not.toBe(before[0]);
  await page.getByTestId('undo').click();
  await expect(app.token).toHaveValue(before[0]);
  await expect(app.key).toHaveValue(before[1]);
  await page.getByRole('button', { name: 'Dismiss the note of the lesson' }).click();
  await expect(page.getByTestId('tried')).toHaveCount(0);
});

test('what is pasted while a lesson is open is shown in the debugger', async ({ app, page }) => {
  await go(page, '/learn/parts');
  await expect(title(page)).toBeFocused();
  const token = compact('{"alg":"HS256"}', '{"pasted":true}');
  await app.paste(token);
  await expect(app.token).toBeVisible();
  await expect(app.token).toHaveValue(token);
});

test('a link with a token, followed from a lesson, leads to the debugger', async ({ app, page }) => {
  await go(page, '/learn/parts');
  await expect(app.token).toBeHidden();
  const token = compact('{"alg":"HS256"}', '{"linked":true}');
  await go(page, `token=${token}`);
  await expect(app.token).toBeVisible();
  await expect(app.token).toHaveValue(token);
  expect(await page.evaluate(() => location.hash)).toBe('');
});

test('an answer is explained at once, and kept in memory only', async ({ app, page }) => {
  expect(app.troubles).toEqual([]);
  const { id, questions } = LESSONS.find(({ questions }) => questions.length > 1);
  await go(page, `/learn/${id}`);
  const item = page.locator(`nav[aria-label="Course"] li:has(a[href="#/learn/${id}"])`);
  for (const [index, { answers }] of questions.entries()) {
    const box = page.getByTestId('question').nth(index);
    for (const right of [false, true]) {
      await expect(item).not.toHaveAttribute('data-state', 'ok');
      const at = answers.findIndex((answer) => answer.right === right);
      await box.getByRole('radio').nth(at).check();
      await expect(box.getByRole('status')).toContainText(right ? 'Right. ' : 'Not quite. ');
      await expect(box.locator('label').nth(at)).toHaveAttribute('data-state', right ? 'ok' : 'bad');
    }
  }
  await expect(item).toHaveAttribute('data-state', 'ok');
  await go(page, '/');
  await go(page, `/learn/${id}`);
  await expect(page.getByTestId('question').first().getByRole('status')).toContainText('Right. ');
  // The answers to two lessons do not get mixed up.
  await go(page, `/learn/${LESSONS.find((lesson) => lesson.id !== id && lesson.questions.length > 0).id}`);
  await expect(page.locator('main.view input:checked')).toHaveCount(0);
  await go(page, `/learn/${id}`);
  await expect(page.locator('main.view input:checked')).toHaveCount(questions.length);
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain('answers');
  await page.reload();
  await app.ready();
  await expect(page.getByTestId('question').first().getByRole('status')).toBeEmpty();
});

test('the quiz counts the first answer to each question, by keyboard, too', async ({ app, page }) => {
  expect(app.troubles).toEqual([]);
  const { questions } = quiz();
  await go(page, '/learn/quiz');
  const boxes = page.getByTestId('question');
  await expect(boxes).toHaveCount(questions.length);
  for (const [index, { answers }] of questions.entries()) {
    const right = answers.findIndex((answer) => answer.right);
    const radios = boxes.nth(index).getByRole('radio');
    // The first is answered wrong and then right.
    if (index === 0) await radios.nth((right + 1) % answers.length).check();
    await radios.nth(right).focus();
    await page.keyboard.press('Space');
  }
  const all = questions.length;
  await expect(page.getByTestId('score')).toHaveText(`Your score: ${all - 1} of ${all} right at once.`);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByTestId('score')).toContainText(`${all} questions.`);
  await expect(boxes.locator('input:checked')).toHaveCount(0);
});

test('libraries are found by text and by what they can do, and open in place', async ({ app, page }) => {
  const { libraries } = data('libraries.json');
  await nav(page, 'libraries').click();
  const rows = page.getByTestId('library');
  const count = page.getByTestId('library-count');
  await expect(count).toHaveText(`${libraries.length} of ${libraries.length}`);
  expect(await page.evaluate(() => document.querySelectorAll('main.view *').length)).toBeLessThan(600);
  const search = page.getByTestId('library-search');
  // The work of a key stroke is what it draws.
  for (const letter of 'jose') {
    await search.press(letter);
    expect(await page.evaluate(() => document.querySelectorAll('main.view *').length), letter).toBeLessThan(600);
  }
  await search.fill('PYJWT python');
  await expect(rows).toHaveCount(libraries.filter(({ name, language }) => /pyjwt/i.test(name) && language === 'Python').length);
  await rows.first().locator('summary').focus();
  await page.keyboard.press('Enter');
  const known = libraries.find(({ name }) => name === 'PyJWT');
  for (const text of [known.install.text, known.safe.version, ...known.safe.advisories, ...known.algorithms]) {
    await expect(rows.first()).toContainText(text);
  }
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await rows.first().getByRole('button', { name: 'Copy the install command' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(known.install.text);
  await search.fill('');
  const check = async (reach, fits) => {
    await reach();
    await expect(count).toHaveText(`${libraries.filter(fits).length} of ${libraries.length}`);
  };
  await check(() => page.getByRole('checkbox', { name: 'JWE' }).check(), ({ jwe }) => jwe === true);
  await check(() => page.getByRole('checkbox', { name: 'JWK Sets' }).check(), ({ jwe, jwks }) => jwe && jwks);
  await check(() => page.getByRole('checkbox', { name: 'maintained' }).check(), ({ jwe, jwks, maintained }) => jwe && jwks && maintained);
  await check(() => page.getByRole('combobox', { name: 'Algorithm' }).selectOption('ML-DSA-65'), ({ jwe, jwks, maintained, algorithms }) => jwe && jwks && maintained && algorithms.includes('ML-DSA-65'));
  for (const name of ['JWE', 'JWK Sets', 'maintained']) await page.getByRole('checkbox', { name }).uncheck();
  await page.getByRole('combobox', { name: 'Algorithm' }).selectOption('');
  await check(() => page.getByRole('combobox', { name: 'Language' }).selectOption('Go'), ({ language }) => language === 'Go');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('');
  await page.getByRole('button', { name: 'Show all that fit' }).click();
  await expect(rows).toHaveCount(libraries.length);
});

test('a pasted message is explained, and the token on screen shows the cause or does not', async ({ app, page }) => {
  const expired = compact('{"alg":"HS256"}', '{"exp":1300819380}');
  await app.read({ token: expired, key: '' });
  await go(page, '/errors');
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('TokenExpiredError: jwt expired');
  const first = page.getByTestId('error-meaning').first();
  await expect(first).toContainText('jsonwebtoken');
  await expect(first).toContainText('The token in the debugger shows the cause');
  await expect(first.locator('[data-code="out-of-time"]')).toHaveCount(1);
  await field.fill('JsonWebTokenError: jwt malformed');
  await expect(first).toContainText('does not show the cause');
  await field.fill('no library says this');
  await expect(page.getByTestId('error-meanings')).toContainText('No library of the list');
});

/** A message of each family that people paste, and the token that gives it: one of TOKENS. */
const PASTED = [
  ['Microsoft.IdentityModel', 'IDX10503: Signature validation failed. Token does not have a kid.', 'changed'],
  ['Microsoft.IdentityModel', 'IDX10223: Lifetime validation failed. The token is expired.', 'expired'],
  ['jsonwebtoken (Node.js)', 'JsonWebTokenError: jwt malformed', 'cut'],
  ['jsonwebtoken (Node.js)', 'JsonWebTokenError: jwt malformed', 'json'],
  ['jsonwebtoken (Node.js)', 'JsonWebTokenError: jwt malformed', 'encrypted'],
  ['jsonwebtoken (Node.js)', 'JsonWebTokenError: invalid token', 'disclosing'],
  ['jsonwebtoken (Node.js)', 'JsonWebTokenError: invalid signature', 'changed'],
  ['jose (JavaScript)', 'JWSInvalid: Invalid Compact JWS', 'encrypted'],
  ['PyJWT', 'jwt.exceptions.ExpiredSignatureError: Signature has expired', 'expired'],
  ['PyJWT', 'jwt.exceptions.DecodeError: Not enough segments', 'cut'],
  ['JJWT', 'io.jsonwebtoken.security.SignatureException: JWT signature does not match locally computed signature.', 'changed'],
  ['Nimbus, Spring Security', 'Signed JWT rejected: Invalid signature', 'changed'],
  ['Nimbus, Spring Security', 'An error occurred while attempting to decode the Jwt: Jwt expired at 2011-03-22T18:43:00Z', 'expired'],
  ['golang-jwt', 'token has invalid claims: token is expired', 'expired'],
  ['Keycloak', 'Token is not active', 'expired'],
  ['Envoy, Istio', 'Jwt is expired', 'expired'],
  ['nginx', '400 Bad Request: Request Header Or Cookie Too Large', 'large'],
];
const ERRORS_SECRET = 'a secret of more than thirty-two bytes for these tests';
const signed = (payload) => {
  const input = ['{"alg":"HS256"}', payload].map(base64url).join('.');
  return `${input}.${createHmac('sha256', ERRORS_SECRET).update(input).digest('base64url')}`;
};
const GOOD = signed('{"sub":"1","exp":4102444800}');
const TOKENS = {
  changed: GOOD.replace(/\.[^.]+\./, `.${base64url('{"sub":"2","exp":4102444800}')}.`),
  expired: signed('{"sub":"1","exp":1300819380}'),
  cut: GOOD.replace(/\..*/, ''),
  large: signed(JSON.stringify({ sub: '1', exp: 4102444800, groups: 'x'.repeat(9000) })),
  json: JSON.stringify({ payload: GOOD.split('.')[1], protected: GOOD.split('.')[0], signature: GOOD.split('.')[2] }),
  disclosing: `${GOOD}~${base64url('["salt","name","Ada"]')}~`,
  encrypted: `${base64url('{"alg":"dir","enc":"A128GCM"}')}..YWFhYWFhYWFhYWFh.YQ.YWFhYWFhYWFhYWFhYWFhYQ`,
};

test('a message of each family is decoded, and the token that gives it shows the cause, and a good one does not', async ({ app, page }) => {
  const field = page.getByRole('textbox', { name: 'Message' });
  const check = async (token, messages, words) => {
    await go(page, '/');
    await expect(app.token).toBeVisible();
    await app.read({ token, key: ERRORS_SECRET });
    await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
    await go(page, '/errors');
    for (const [library, message] of messages) {
      await field.fill(message);
      const meaning = page.getByTestId('error-meaning').filter({ has: page.getByRole('heading', { name: library }) }).first();
      await expect(meaning, message).toContainText(words);
    }
  };
  for (const [name, token] of Object.entries(TOKENS)) {
    const messages = PASTED.filter(([, , by]) => by === name);
    expect(messages.length, name).toBeGreaterThan(0);
    await check(token, messages, 'The token in the debugger shows the cause');
  }
  await check(GOOD, PASTED, 'The token in the debugger does not show the cause');
  await check(GOOD, [['Amazon Web Services', 'SignatureDoesNotMatch: The request signature we calculated does not match']], 'A token cannot show the cause');
});

test('every message of the list is found by its own texts', async ({ app, page }) => {
  expect(app.troubles).toEqual([]);
  await go(page, '/errors');
  const field = page.getByRole('textbox', { name: 'Message' });
  for (const { match, library } of data('errors.json').errors) {
    await field.fill(match.join(' ... '));
    await expect(page.getByTestId('error-meanings'), match.join()).toContainText(library);
  }
});

test('lessons that do not arrive are missed in plain words, and the page is sealed all the same', async ({ page, site }) => {
  await page.route('**/content-*.json', (route) => route.abort());
  await page.goto(site);
  const app = new App(page);
  await app.ready();
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  await nav(page, 'learn').click();
  await expect(page.getByTestId('content-missing')).toContainText('did not arrive');
  await nav(page, 'debugger').click();
  await expect(app.token).toBeVisible();
});

test('lessons that were changed on the way are not read', async ({ page, site }) => {
  await page.route('**/content-*.json', (route) => route.fulfill({ contentType: 'application/json', body: '{"lessons":[]}' }));
  await page.goto(`${site}#/learn`);
  await new App(page).ready();
  await expect(page.getByTestId('content-missing')).toContainText('did not arrive');
});

test('lessons that come late hold up the seal for five seconds and the debugger not at all', async ({ page, site }) => {
  await page.route('**/content-*.json', () => {});
  const begun = Date.now();
  await page.goto(site, { waitUntil: 'commit' });
  const app = new App(page);
  await app.token.fill(compact('{"alg":"HS256"}', '{"sub":"early"}'));
  await expect(app.payload).toContainText('early');
  await expect(app.seal).toHaveAttribute('data-state', 'open');
  expect(Date.now() - begun).toBeLessThan(5000);
  await expect(page.locator('body')).toHaveAttribute('data-ready', 'true', { timeout: 10_000 });
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
});

test('each view is used by keyboard: all that can be pressed takes the focus, in the order of the page, and shows it', async ({ app, page }) => {
  await app.ready();
  for (const view of VIEWS) {
    await go(page, view);
    await expect(title(page)).toBeFocused();
    const unreached = await page.evaluate(() => {
      const all = [...document.querySelectorAll('main.view :is(a, button, input, select, textarea, summary, [role="button"], [role="tab"])')];
      return all.filter((one) => one.tabIndex !== 0 || (one.localName === 'a' && !one.hasAttribute('href'))).map((one) => one.outerHTML.slice(0, 120));
    });
    expect(unreached, view).toEqual([]);
    for (let press = 0; press < 3; press += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const one = document.activeElement;
        const { outlineStyle, boxShadow } = getComputedStyle(one);
        return { inside: one !== document.body, shown: one.matches(':focus-visible') && (outlineStyle !== 'none' || boxShadow !== 'none') };
      });
      expect(focus, `${view}, Tab ${press + 1}`).toEqual({ inside: true, shown: true });
    }
  }
});

test('on paper, a long page is whole: nothing is cut off, and what only a screen can do is left out', async ({ app, page }) => {
  await app.ready();
  // The width of A4 between its margins, in CSS pixels.
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  for (const view of VIEWS) {
    await go(page, view);
    await expect(title(page)).toBeVisible();
    const faults = await page.evaluate(() => {
      const cut = [...document.querySelectorAll('main.view *')].filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one);
        const clips = (style) => ['auto', 'scroll', 'hidden', 'clip'].includes(style);
        const big = one.clientWidth > 1 && one.clientHeight > 1;
        return big && ((clips(overflowX) && one.scrollWidth > one.clientWidth + 1) || (clips(overflowY) && one.scrollHeight > one.clientHeight + 1));
      });
      const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the paper'] : [];
      return [...wide, ...cut.map((one) => one.outerHTML.slice(0, 120))];
    });
    expect.soft(faults, view).toEqual([]);
    await expect(page.getByRole('navigation', { name: 'Course' })).toBeHidden();
  }
  await go(page, `/learn/${LESSONS[0].id}`);
  await expect(page.getByTestId('try').first().getByRole('button')).toBeHidden();
  await expect(page.getByTestId('try').first()).toContainText(LESSONS[0].tries[0].name);
});

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`in each view axe finds nothing, in light and dark, and nothing is wider than the screen: ${size}`, async ({ app, page }) => {
    // Two dozen views, and axe looks at all of the page twice in each.
    test.setTimeout(180_000);
    await app.ready();
    await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const reach = {
      ...Object.fromEntries(VIEWS.map((view) => [view, () => go(page, view)])),
      'an answer': async () => {
        await go(page, '/learn/parts');
        for (const box of await page.getByTestId('question').all()) await box.getByRole('radio').first().check();
      },
      'a library': async () => {
        await go(page, '/libraries');
        await page.getByTestId('library-search').fill('jose');
        await page.getByTestId('library').first().locator('summary').click();
      },
      'a message': async () => {
        await go(page, '/errors');
        await page.getByRole('textbox', { name: 'Message' }).fill('jwt expired');
      },
      'a token of a lesson': async () => {
        await go(page, '/learn/parts');
        await page.getByTestId('try').first().getByRole('button').click();
      },
    };
    for (const [state, run] of Object.entries(reach)) {
      await run();
      await expect(state === 'a token of a lesson' ? app.token : title(page)).toBeVisible();
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(viewport.width);
      expect.soft(await violationsInBoth(page), state).toEqual([]);
    }
  });
}
