// A verdict, header or payload on screen always belongs to the token in the field: in every frame but that of a key stroke.
import { createHmac } from 'node:crypto';
import { test, expect, base64url, compact } from './app.mjs';

const SECRET = 'a secret for the frames, 32 bytes and more';
const signed = (n, size) => {
  const filler = 'x'.repeat(size);
  const input = `${base64url(`{"alg":"HS256","kid":"k${n}"}`)}.${base64url(`{"n":${n},"filler":"${filler}"}`)}`;
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
};

/** Each token with what the page must show for it, and what it must not show for any other. */
const CASES = Array.from({ length: 40 }, (_, n) => {
  const kind = ['valid', 'invalid', 'unsecured', 'unsupported', 'valid'][n % 5];
  const size = n % 5 === 4 ? 40_000 : 20;
  const good = signed(n, size);
  const token = {
    valid: good,
    invalid: `${good.slice(0, -5)}AAAAA`,
    unsecured: compact(`{"alg":"none","kid":"k${n}"}`, `{"n":${n}}`, ''),
    unsupported: compact(`{"alg":"XY1","kid":"k${n}"}`, `{"n":${n}}`),
  }[kind];
  return { n, kind, token };
});

test('pasting one token after another never shows anything of an earlier one', async ({ app, page }) => {
  await app.key.fill(SECRET);
  const { frames, mixed, seen } = await page.evaluate(async (cases) => {
    const at = (id) => document.querySelector(`[data-testid="${id}"]`);
    const expected = new Map(cases.map(({ n, kind, token }) => [token, { n: String(n), kind }]));
    const numberIn = (text, name) => new RegExp(`"${name}": "?k?(\\d+)`).exec(text)?.[1];
    const mixed = [];
    const seen = new Set();
    let frames = 0;
    // What is on screen at the end of a frame: callbacks have run, and a task after them sees the result of style and layout.
    const look = () => {
      const wanted = expected.get(at('token-input').value);
      if (!wanted) return;
      frames += 1;
      const shown = {
        n: numberIn(at('payload-json').textContent, 'n'),
        header: numberIn(at('header-json').textContent, 'kid'),
        kind: at('lamp-signature').dataset.state,
        sentence: at('verdict-sentence').textContent,
      };
      const says = { valid: /^Valid signature/, invalid: /^Invalid signature/, unsecured: /^Not signed/, unsupported: /cannot be checked/ };
      const agrees =
        shown.n === wanted.n && shown.header === wanted.n && shown.kind === wanted.kind && says[wanted.kind].test(shown.sentence);
      if (agrees) seen.add(wanted.n);
      else mixed.push({ wanted, shown });
    };
    const channel = new MessageChannel();
    channel.port1.onmessage = look;
    let running = true;
    const loop = () => {
      if (!running) return;
      // Before this frame is painted, and after it.
      look();
      channel.port2.postMessage(0);
      requestAnimationFrame(loop);
    };
    requestAnimationFrame(loop);
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    for (const [index, { token }] of cases.entries()) {
      const field = at('token-input');
      // As a person's paste arrives: an event of its own, at any moment of a frame.
      await new Promise((done) => setTimeout(done, index % 4 === 0 ? 0 : (index * 3) % 17));
      field.value = token;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
      if (index % 3 !== 0) await frame();
      if (index % 7 === 0) await frame();
    }
    await frame();
    await frame();
    running = false;
    return { frames, mixed: mixed.slice(0, 3), seen: seen.size };
  }, CASES);
  expect(mixed).toEqual([]);
  expect(seen, 'tokens that were on screen in some frame').toBeGreaterThan(20);
  expect(frames).toBeGreaterThan(40);
});

test('a new key never leaves the verdict of the old one for a frame', async ({ app, page }) => {
  await app.read({ token: signed(1, 20), key: SECRET });
  const mixed = await page.evaluate(async (secret) => {
    const at = (id) => document.querySelector(`[data-testid="${id}"]`);
    const mixed = [];
    const frame = () => new Promise(requestAnimationFrame);
    for (let round = 0; round < 30; round += 1) {
      const key = round % 2 ? secret : `not the secret, ${round}`;
      at('key-input').value = key;
      at('key-input').dispatchEvent(new Event('input', { bubbles: true }));
      // The callback runs before this very frame is painted.
      await frame();
      const state = at('lamp-signature').dataset.state;
      if (state !== (round % 2 ? 'valid' : 'invalid')) mixed.push({ round, state });
    }
    return mixed;
  }, SECRET);
  expect(mixed).toEqual([]);
});

test('while a long token is typed into, what is behind says so, and it is not for long', async ({ app, page }) => {
  const token = signed(7, 75_000);
  await app.read({ token, key: SECRET });
  const { behind, mixed, last } = await page.evaluate(async () => {
    const at = (id) => document.querySelector(`[data-testid="${id}"]`);
    const field = at('token-input');
    const frame = () => new Promise(requestAnimationFrame);
    const agrees = () => document.querySelector('#token-foot').textContent.includes(`${field.value.length} bytes`);
    let behind = 0;
    const mixed = [];
    field.focus();
    field.setSelectionRange(50_000, 50_000);
    for (let key = 0; key < 30; key += 1) {
      document.execCommand(key % 3 === 2 ? 'delete' : 'insertText', false, 'A');
      for (let frames = 0; frames < key % 4; frames += 1) {
        await frame();
        if (document.body.ariaBusy === 'true') behind += 1;
        else if (!agrees()) mixed.push(key);
      }
    }
    await new Promise((later) => setTimeout(later, 300));
    return { behind, mixed, last: [agrees(), document.body.ariaBusy, at('lamp-signature').dataset.state] };
  });
  expect(mixed).toEqual([]);
  expect(behind, 'frames in which the page was behind and said so').toBeGreaterThan(0);
  expect(last).toEqual([true, null, 'invalid']);
  // Undo goes through all of it, and the token is the old one.
  for (let press = 0; press < 40 && (await app.token.inputValue()) !== token; press += 1) await page.keyboard.press('Control+Z');
  await expect(app.token).toHaveValue(token);
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});

test('a key stroke in a token is in colour in its own frame, and what follows from it comes right after', async ({ app, page }) => {
  await app.read({ token: signed(5, 7_000), key: SECRET });
  const { inFrame, colours, parts, last } = await page.evaluate(async () => {
    const at = (id) => document.querySelector(`[data-testid="${id}"]`);
    const field = at('token-input');
    const shown = document.querySelector('.token-colours');
    const changed = [];
    const all = new MutationObserver((records) => changed.push(...records));
    field.focus();
    const colours = [];
    const parts = [];
    // In the payload, and as the first character of it, after the dot.
    for (const place of [5_000, field.value.indexOf('.') + 1]) {
      field.setSelectionRange(place, place);
      all.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      document.execCommand('insertText', false, 'A');
      await new Promise(requestAnimationFrame);
      changed.push(...all.takeRecords());
      all.disconnect();
      colours.push(shown.textContent === `${field.value}\u200b`);
      parts.push([...shown.querySelectorAll('[data-part]')].map(({ dataset, textContent }) => `${dataset.part} ${textContent.length}`).join());
      await new Promise((later) => setTimeout(later, 300));
    }
    const inFrame = new Set(changed.map(({ target }) => (shown.contains(target) ? 'colours' : target.nodeName)));
    const foot = document.querySelector('#token-foot').textContent.includes(`${field.value.length} bytes`);
    return { inFrame: [...inFrame].sort(), colours, parts, last: [foot, document.body.ariaBusy, at('lamp-signature').dataset.state] };
  });
  expect(inFrame).toEqual(['BODY', 'colours']);
  expect(colours).toEqual([true, true]);
  const [, header, payload, signature] = /^header (\d+),payload (\d+),signature (\d+)$/.exec(parts[0]).map(Number);
  // Until it is read, it stands with what is before it: a dot has no colour.
  expect(parts[1]).toBe(`header ${header},payload ${payload},signature ${signature}`);
  expect(last).toEqual([true, null, 'invalid']);
});

test('while a very long token is typed into, the lamps go grey, until it is read', async ({ app, page }) => {
  await app.read({ token: signed(6, 600_000), key: SECRET });
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
  const { late, last } = await page.evaluate(async () => {
    const at = (id) => document.querySelector(`[data-testid="${id}"]`);
    const states = () => ['format', 'signature', 'claims', 'policy'].map((name) => at(`lamp-${name}`).dataset.state).join(' ');
    const field = at('token-input');
    field.focus();
    field.setSelectionRange(300_000, 300_000);
    const late = new Set();
    const start = performance.now();
    let [behind, seen] = [start, 0];
    new MutationObserver(() => (behind = performance.now())).observe(document.body, { attributeFilter: ['aria-busy'] });
    // A person types on, and never pauses for as long as reading the text would take. On a busy machine this typing may pause by
    // itself, the page rightly reads what is there, and is behind anew from then on.
    while (seen < 10 && performance.now() - start < 30_000) {
      document.execCommand('insertText', false, 'A');
      await new Promise((next) => setTimeout(next, 20));
      if (document.body.ariaBusy !== 'true' || performance.now() - behind < 600) continue;
      seen += 1;
      late.add(`${states()}: ${at('verdict-sentence').textContent}`);
    }
    while (document.body.ariaBusy === 'true') await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return { late: [...late], last: states() };
  });
  expect(late).toEqual(['empty none none none: Not checked yet: the result follows when you pause typing.']);
  expect(last).toMatch(/^(ok|broken) invalid/);
});

test('what waits to be read never takes the place of what came after it', async ({ app, page }) => {
  await app.read({ token: signed(8, 75_000), key: SECRET });
  const next = `${signed(9, 20)}\r\n`;
  const busy = await page.evaluate(async (next) => {
    const field = document.querySelector('[data-testid="token-input"]');
    field.focus();
    document.execCommand('insertText', false, 'A');
    const busy = document.body.ariaBusy;
    const data = new DataTransfer();
    data.items.add(new File([next], 'token.txt'));
    document.querySelector('.payload').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    await new Promise((later) => setTimeout(later, 400));
    return [busy, document.body.ariaBusy];
  }, next);
  expect(busy).toEqual(['true', null]);
  await expect(app.payload).toContainText('"n": 9');
  await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
});
