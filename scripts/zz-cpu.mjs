import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { serve } from './serve.mjs';
import { argv } from 'node:process';
const site = await serve(argv[2] ? { root: argv[2] } : undefined);
const browser = await chromium.launch(launchOptions());
const page = await (await browser.newContext()).newPage();
await page.goto(site.url);
await page.waitForSelector('body[data-ready="true"]');
const cdp = await page.context().newCDPSession(page);
await cdp.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' }).catch((e) => console.log(e.message));
await cdp.send('Performance.enable');
const script = async () => (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'ScriptDuration').value * 1000;
const median = (v) => v.toSorted((a, b) => a - b)[v.length >> 1];
const put = (id, text) => page.evaluate(([id, text]) => { const f = document.querySelector(`[data-testid="${id}"]`); f.value = text; f.dispatchEvent(new Event('input', { bubbles: true })); }, [id, text]);
const algs = await page.getByTestId('sample').locator('option:not([disabled])').evaluateAll((all) => all.map((o) => o.value));
for (const alg of algs) {
  await page.getByTestId('sample').selectOption(alg);
  const key = await page.getByTestId('key-input').inputValue();
  const v = [];
  for (let i = 0; i < 5; i++) {
    await put('key-input', '');
    await page.waitForTimeout(30);
    const a = await script();
    await put('key-input', key);
    await page.waitForTimeout(30);
    v.push((await script()) - a);
  }
  console.log(alg.padEnd(10), median(v).toFixed(1), 'ms CPU in script (whole: key to settled)');
}
await browser.close();
await site.close();
