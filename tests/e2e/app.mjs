// What the specs share: the page from where the project says, opened and ready, and short ways to use it and to read it.
import { test as base, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { SINGLE } from '../../scripts/single.mjs';
import { LEFT_OUT } from './left-out.mjs';
import { start } from './servers.mjs';

export { expect };

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Where the page is: resolves to its address, and how to take it away. */
const SITES = {
  dist: serve,
  single: () => ({ url: pathToFileURL(SINGLE).href }),
  nginx: () => start('nginx', { dir: DIST }),
  caddy: () => start('caddy', { dir: DIST, path: '/tools/jwt/' }),
  /** An address where nobody answers; `keep` changes that for a moment. */
  async offline() {
    const { url, close } = await serve();
    await close();
    return { url };
  },
};

export const test = base.extend({
  // What the specs run against: one of `SITES`, or the address of a copy that is hosted somewhere.
  target: ['dist', { option: true, scope: 'worker' }],
  /** The address of the page. One server for each worker, on a free port. */
  site: [
    async ({ target }, use) => {
      const { url, close, stop = close } = (await SITES[target]?.()) ?? { url: target };
      await use(url);
      await stop?.();
    },
    { scope: 'worker' },
  ],
  fits: [
    async ({}, use, info) => {
      const reasons = LEFT_OUT[info.project.name];
      const start = Object.keys(reasons).find((name) => info.title.startsWith(name));
      if (start) info.skip(true, reasons[start]);
      await use();
    },
    { auto: true },
  ],
  context: async ({ context, browserName, target, site }, use) => {
    // Firefox has no such permissions: scripts/firefox.mjs says yes to the clipboard beforehand.
    if (browserName === 'firefox') context.grantPermissions = async () => {};
    if (target === 'offline') await keep(context, site);
    await use(context);
    if (target === 'offline') await expect(fetch(site), 'there is no server').rejects.toThrow();
  },
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

/** Has the browser keep the page from a server at the address `site`, which is then gone for good. */
async function keep(context, site) {
  const server = await serve({ dir: DIST, port: Number(new URL(site).port) });
  const page = await context.newPage();
  await page.goto(site);
  await kept(page);
  await page.close();
  await server.close();
}

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

  /** Opens a menu by the name of its button, and chooses an item by its name. */
  async choose(menu, item) {
    await this.page.getByRole('button', { name: menu, exact: true }).click();
    await this.page.getByRole('menu', { name: menu, exact: true }).getByRole('menuitem', { name: item, exact: true }).click();
  }

  lamp(name) {
    return this.page.getByTestId(`lamp-${name}`);
  }

  async ready() {
    // How fast a start is, the benchmark measures. (An assertion looks again after one second, and one more: this is heard at once.)
    await this.page.locator('body[data-ready="true"]').waitFor({ timeout: 20_000 });
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
        // Of signature and decryption there is one.
        const lamp = (name) => at(`lamp-${name}`)?.dataset.state;
        return {
          format: lamp('format'),
          signature: lamp('signature'),
          decryption: lamp('decryption'),
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

/** Waits until the browser keeps the page for when there is no network, and no other worker is about to take over. */
export const kept = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const settled = () => !registration.installing && !registration.waiting && registration.active.state === 'activated';
    while (!settled()) await new Promise((done) => setTimeout(done, 10));
  });
