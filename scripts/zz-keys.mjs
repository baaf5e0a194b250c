import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';
const src = readFileSync(new URL('./bench.mjs', import.meta.url), 'utf8');
const install = new Function('return ' + src.slice(src.indexOf('function install() {'), src.indexOf('\n}\n', src.indexOf('function install() {')) + 2))();
const dirs = process.argv.slice(3); const runs = Number(process.argv[2]);
const browser = await chromium.launch(launchOptions());
const pages = [];
for (const dir of dirs) {
  const site = await serve({ dir });
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.url); await page.waitForSelector('body[data-ready="true"]'); await page.evaluate(install);
  pages.push(page);
}
const median = (v) => v.toSorted((a, b) => a - b)[v.length >> 1];
const names = ['HS256','RS256','ES256','ES384','ES512','ES256K','Ed25519','Ed448','ML-DSA-65','PS512'];
for (const alg of names) {
  const out = pages.map(() => []);
  for (const page of pages) await page.getByTestId('sample').selectOption(alg);
  for (let r = 0; r < runs; r++) for (const [k, page] of pages.entries()) {
    const key = globalThis.keys?.[k + alg] ?? ((globalThis.keys ??= {})[k + alg] = await page.getByTestId('key-input').inputValue());
    await page.evaluate(() => window.bench.time('key-input', '', () => window.bench.at('lamp-signature').dataset.state === 'no-key'));
    out[k].push((await page.evaluate((key) => window.bench.time('key-input', key, () => window.bench.at('lamp-signature').dataset.state === 'valid'), key))[0]);
  }
  console.log(alg, ...out.map((v) => `${median(v).toFixed(1)} (min ${Math.min(...v).toFixed(1)})`));
}
await browser.close(); process.exit(0);
