// A host of its own for a spec: its files can be swapped, it can be switched off, and it remembers what it was asked.
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { integrity } from '../../scripts/page.mjs';
import { serve } from '../../scripts/serve.mjs';
import { App, test as base, expect } from './app.mjs';

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

class Host {
  asked = [];
  /** Of the same requests. */
  headers = [];
  folder = mkdtempSync(join(tmpdir(), 'host-'));
  dir = join(this.folder, 'now');

  async on() {
    const hear = (request) => {
      this.asked.push(`${request.method} ${request.url}`);
      this.headers.push(request.headers);
    };
    this.server = await serve({ dir: this.dir, port: this.port, hear });
    this.port = Number(new URL(this.server.url).port);
    this.url = this.server.url;
  }

  off = () => this.server.close();

  /** Puts build `n` there: that of dist/ with a style sheet that says so, and everything that follows from it. */
  deploy(n, change = () => {}) {
    this.asked.length = this.headers.length = 0;
    rmSync(this.dir, { recursive: true, force: true });
    cpSync(DIST, this.dir, { recursive: true });
    const path = (name) => join(this.dir, name);
    const [old] = readdirSync(this.dir).filter((name) => name.endsWith('.css'));
    const sheet = readFileSync(path(old), 'utf8');
    const changed = `${sheet}:root{--build:${n}}`;
    const name = old.replace(/-\w{6}/, `-00000${n}`);
    renameSync(path(old), path(name));
    writeFileSync(path(name), changed);
    const swap = (text, pairs) => pairs.reduce((text, [from, to]) => text.replaceAll(from, () => to), text);
    // The page holds its hash in one form, the worker in another.
    const pairs = [[old, name], ...['sha256', 'sha384'].map((hash) => [sheet, changed].map((body) => integrity(body, hash)))];
    const page = readFileSync(path('index.html'), 'utf8');
    const newPage = swap(page, pairs);
    writeFileSync(path('index.html'), newPage);
    const [before, after] = [integrity(page), integrity(newPage)];
    const worker = swap(readFileSync(path('sw.js'), 'utf8'), [...pairs, [before, after], [`"${before.slice(7, 15)}"`, `"${after.slice(7, 15)}"`]]);
    writeFileSync(path('sw.js'), worker);
    change({ path, sheet: name });
  }
}

export const test = base.extend({
  host: async ({}, use) => {
    const host = new Host();
    host.deploy(1);
    await host.on();
    await use(host);
    await host.off();
    rmSync(host.folder, { recursive: true, force: true });
  },
});

/** Opens the page, and says which build it is: the style sheet that it names has to be the one that it shows. */
export async function open(page, url) {
  await page.goto(url);
  const app = new App(page);
  await app.ready();
  await expect(app.seal).toHaveAttribute('data-state', 'sealed');
  return page.evaluate(() => {
    const named = document.querySelector('link[rel="stylesheet"]').href.match(/-0+(\d)/)[1];
    return [named, getComputedStyle(document.documentElement).getPropertyValue('--build').trim()];
  });
}
