// Each token of the course, in the page: it must answer what the lesson says that it answers. What the same tokens are by other
// means than this page is checked by scripts/check-content.mjs.
import { keyText, lessons, token } from '../../scripts/content.mjs';
import { test, expect } from './app.mjs';

/** Names beside what the page says. A finding shows the audit check that took a reason over. */
const names = (page) =>
  page.evaluate(() => {
    const rows = [...document.querySelectorAll('[data-code], [data-reason], [data-check]')];
    return rows.flatMap(({ dataset }) => [dataset.code, dataset.reason, dataset.check]).filter(Boolean);
  });

/** Opens `block` as a person would who types it, and compares the answer. */
async function open(app, page, block) {
  const { code, ...states } = block.says;
  await app.token.fill(token(block));
  await app.key.fill(keyText(block) ?? '');
  await app.expected.selectOption(block.expect.alg ?? '');
  for (const name of ['iss', 'aud', 'typ']) await page.getByTestId(`expect-${name}`).fill(block.expect[name] ?? '');
  for (const [lamp, state] of Object.entries(states)) {
    await expect(app.lamp(lamp), `${block.name}: ${lamp}`).toHaveAttribute('data-state', state);
  }
  for (const name of code?.split(',') ?? []) await expect.poll(() => names(page), block.name).toContain(name);
}

for (const { id, tries } of lessons()) {
  test(`the lesson ${id} says what the page says of its tokens`, async ({ app, page }) => {
    await page.getByRole('heading', { name: 'Expectations' }).click();
    for (const block of tries) {
      await test.step(block.name, () => open(app, page, block));
    }
  });
}
