import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';
const dirs = process.argv.slice(4); const runs = Number(process.argv[2]); const slow = process.argv[3] === 'slow';
const browser = await chromium.launch(launchOptions());
const median = (v) => v.toSorted((a, b) => a - b)[v.length >> 1];
const out = dirs.map(() => []);
const marks = dirs.map(() => []);
for (let r = 0; r < runs; r++) for (const [k, dir] of dirs.entries()) {
  const site = await serve({ dir });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  if (slow) {
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 7.5e5 / 8 });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.addInitScript(() => {
    const look = () => { if (document.querySelector('[data-testid="token-input"]') && document.body?.dataset.ready === 'true') { window.usable ??= performance.now(); } };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(site.url); await page.waitForSelector('body[data-ready="true"]');
  const [u, e] = await page.evaluate(() => [window.usable, performance.getEntriesByType('resource').filter(r=>/wasm/.test(r.name)).map(r=>[r.requestStart|0, r.responseEnd|0, r.encodedBodySize])]);
  out[k].push(u); marks[k].push(e[0]);
  await context.close(); await site.close();
}
for (const [k, dir] of dirs.entries()) console.log(dir, median(out[k]).toFixed(0), out[k].map((x) => x.toFixed(0)).join(' '), JSON.stringify(marks[k][0]), JSON.stringify(marks[k].at(-1)));
await browser.close(); process.exit(0);
