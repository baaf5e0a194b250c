// What axe finds wrong with the page as it is: each rule that is broken, with the elements that break it and what axe says of them.
// Firefox is not asked: its process for the page crashes now and then (signal 11) while axe reads it. Tests of nothing else are left
// out there (left-out.mjs), and Chromium has the same page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Evaluated by the browser's debugger, not loaded by the page, whose policy would refuse it.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function violations(page) {
  if (page.context().browser().browserType().name() === 'firefox') return [];
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    // What fades in has little contrast.
    document.getAnimations().forEach((animation) => animation.finish());
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html.slice(0, 200), failureSummary])]);
  });
}

/** The same in light and in dark, of a state that was reached once. */
export async function violationsInBoth(page) {
  const all = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    all.push(...(await violations(page)).map((violation) => [colorScheme, ...violation]));
  }
  return all;
}
