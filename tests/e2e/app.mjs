// What the specs share: the page from where the project says, opened and ready, and short ways to use it and to read it.
import { test as base, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { SINGLE } from '../../scripts/single.mjs';

export { expect };

/** Tests that have no meaning for the single file, by the start of their names, and why. tests/e2e/single.spec.mjs has its own. */
export const NOT_SINGLE = {
  'loading takes no more requests': 'nothing is loaded',
  'a program that is not the one that was built': 'it comes with the page, so no server can mix them up',
};

export const test = base.extend({
  // What the specs run against: `dist`, `single`, or the address of a copy that is hosted somewhere.
  target: ['dist', { option: true, scope: 'worker' }],
  /** The address of the page. One server for each worker, on a free port, for dist/. */
  site: [
    async ({ target }, use) => {
      if (target !== 'dist') return use(target === 'single' ? pathToFileURL(SINGLE).href : target);
      const site = await serve();
      await use(site.url);
      await site.close();
    },
    { scope: 'worker' },
  ],
  fits: [
    async ({ target }, use, info) => {
      const start = target === 'single' && Object.keys(NOT_SINGLE).find((name) => info.title.startsWith(name));
      if (start) info.skip(true, NOT_SINGLE[start]);
      await use();
    },
    { auto: true },
  ],
  /** The page, open and ready; fails the test on an error in the page or a policy violation that nobody asked for. */
  app: async ({ page, site }, use) => {
    const app = new App(page);
    page.on('pageerror', (error) => app.troubles.push(`error: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && app.troubles.push(`console: ${message.text()}`));
    await page.goto(site);
    await app.ready();
    await use(app);
    expect(app.troubles, 'nothing goes wrong inside the page').toEqual([]);
  },
});

export class App {
  /** Errors and refusals that the browser told of. A spec that provokes one empties this. */
  troubles = [];

  constructor(page) {
    this.page = page;
    this.token = page.getByRole('textbox', { name: 'Encoded token' });
    this.key = page.getByRole('textbox', { name: 'Key', exact: true });
    this.encoding = page.getByTestId('secret-encoding');
    this.expected = page.getByRole('combobox', { name: 'Expected algorithm' });
    this.skew = page.getByRole('combobox', { name: 'Clock skew' });
    this.sample = page.getByTestId('sample');
    this.header = page.getByTestId('header-json');
    this.payload = page.getByTestId('payload-json');
    this.sentence = page.getByTestId('verdict-sentence');
    this.summary = page.getByTestId('key-summary');
    this.problems = page.getByTestId('problem');
    this.reasons = page.getByTestId('reason');
    this.seal = page.getByTestId('seal');
    this.theme = page.getByRole('button', { name: /^Theme/ });
  }

  lamp(name) {
    return this.page.getByTestId(`lamp-${name}`);
  }

  async ready() {
    await expect(this.page.locator('body')).toHaveAttribute('data-ready', 'true');
  }

  /**
   * Puts inputs into their fields the way a script does, lets the page draw, and reads everything off it. Faster than a
   * person's way by far, for the specs that try hundreds of tokens. What is left out stays as it is.
   */
  read({ token, key, encoding } = {}) {
    return this.page.evaluate(
      async ([token, key, encoding]) => {
        const at = (id) => document.querySelector(`[data-testid="${id}"]`);
        const put = (id, value, event) => {
          if (value === undefined) return;
          at(id).value = value;
          at(id).dispatchEvent(new Event(event, { bubbles: true }));
        };
        put('token-input', token, 'input');
        put('secret-encoding', encoding, 'change');
        put('key-input', key, 'input');
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        const texts = (id) => [...document.querySelectorAll(`[data-testid="${id}"]`)];
        // Code in a message reads with its marks, as it was written.
        const words = (item) => {
          const copy = item.cloneNode(true);
          for (const code of copy.querySelectorAll('code')) code.replaceWith(`\`${code.textContent}\``);
          return copy.textContent.trim();
        };
        const lamp = (name) => at(`lamp-${name}`).dataset.state;
        return {
          format: lamp('format'),
          signature: lamp('signature'),
          claims: lamp('claims'),
          policy: lamp('policy'),
          sentence: words(at('verdict-sentence')),
          header: at('header-json').textContent,
          payload: at('payload-json').textContent,
          key: words(at('key-summary')),
          problems: texts('problem').map((item) => ({ code: item.dataset.code, text: words(item) })),
          reasons: texts('reason').map((item) => ({ code: item.dataset.reason, text: words(item) })),
        };
      },
      [token, key, encoding],
    );
  }

  /** Puts `text` on the clipboard and presses Ctrl+V, wherever the focus is. */
  async paste(text) {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }
}

export const base64url = (data) => Buffer.from(data).toString('base64url');
/** A compact text from a header, a payload and a signature, each text or bytes. */
export const compact = (header, payload, signature = 'signature') => [header, payload, signature].map(base64url).join('.');
/** The tokens of a file in tests/vectors. */
export const vectors = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')).tokens;

/** Waits until the browser keeps the page for when there is no network. */
export const kept = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active.state !== 'activated') await new Promise((done) => setTimeout(done, 10));
  });
