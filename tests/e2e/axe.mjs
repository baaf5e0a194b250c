// What axe finds wrong with the page as it is: each rule that is broken, with the elements that break it and what axe says of them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Evaluated by the browser's debugger, not loaded by the page, whose policy would refuse it.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    // Firefox does not take the wish for less motion from its driver, and what fades in has little contrast.
    document.getAnimations().forEach((animation) => animation.finish());
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html.slice(0, 200), failureSummary])]);
  });
}
