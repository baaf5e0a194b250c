// The checklist: practices, each held against the token at hand by the audit's own checks.
import { data } from '../../scripts/content.mjs';
import { test, expect, compact } from './app.mjs';

const GROUPS = data('checklist.json');
const PRACTICES = GROUPS.flatMap(({ practices }) => practices);

const go = (page, view) => page.evaluate((view) => void (location.hash = view), view);
/** The practices that stand so, by title. */
async function standing(page, state) {
  await expect(page.getByTestId('practice')).toHaveCount(PRACTICES.length);
  return page.locator(`[data-testid="practice"][data-state="${state}"] h3`).evaluateAll((all) => all.map((heading) => heading.firstChild.textContent));
}

test('each practice is there, and what fires is what the debugger finds', async ({ app, page }) => {
  const token = compact('{"alg":"none","jku":"http://127.0.0.1/keys","typ":"JWT"}', '{"iss":"x","user":{"password":"correct horse"}}', '');
  await app.read({ token, key: '' });
  await expect(page.locator('.findings')).toHaveAttribute('data-audited', 'true');
  const found = await page.locator('[data-testid="finding"]').evaluateAll((all) => all.map(({ dataset }) => dataset.check));
  expect(found).toContain('none-algorithm');
  await page.getByRole('navigation', { name: 'More about this token' }).getByRole('link', { name: 'Checklist' }).click();
  await expect(page.locator('#view-title')).toHaveText('Checklist');
  await expect(page.getByTestId('practice')).toHaveCount(PRACTICES.length);
  const fired = await standing(page, 'fired');
  // What another part of the page says already, the debugger does not list among its findings; here it counts.
  const listed = PRACTICES.filter(({ checks }) => checks.some((id) => found.includes(id))).map(({ title }) => title);
  expect(fired).toEqual(expect.arrayContaining(listed));
  for (const { title, checks } of PRACTICES) {
    const item = page.getByTestId('practice').filter({ has: page.getByRole('heading', { name: title }) });
    const shown = await item.locator('[data-check]').evaluateAll((all) => all.map(({ dataset }) => dataset.check));
    expect(shown.length > 0, title).toBe(fired.includes(title));
    for (const id of shown) expect(checks, title).toContain(id);
    for (const id of checks.filter((id) => found.includes(id))) expect(shown, title).toContain(id);
  }
  for (const title of ['The algorithm is pinned', 'Nothing secret in the payload']) expect(fired).toContain(title);
  expect(await standing(page, 'silent')).toContain('UTF-8 and unambiguous JSON');
  const [silent, unknown] = [await standing(page, 'silent'), await standing(page, 'unknown')];
  await expect(page.getByTestId('checklist-tally')).toHaveText(
    `Look at ${fired.length}; nothing found for ${silent.length}; ${unknown.length} cannot be judged from here.`,
  );
  expect(unknown).toEqual(expect.arrayContaining(PRACTICES.filter(({ checks }) => !checks.length).map(({ title }) => title)));
});

test('what needs a key is judged when there is one, and without a token nothing is', async ({ app, page }) => {
  const needKey = PRACTICES.filter(({ needs }) => needs === 'key').map(({ title }) => title);
  const key = await app.key.inputValue();
  await app.read({ key: '' });
  await go(page, '/checklist');
  const without = await standing(page, 'unknown');
  for (const title of needKey) expect(without).toContain(title);
  await go(page, '/');
  await expect(app.token).toBeVisible();
  await app.read({ key });
  await go(page, '/checklist');
  const judged = await standing(page, 'unknown');
  for (const title of needKey) expect(judged).not.toContain(title);
  await go(page, '/');
  await expect(app.token).toBeVisible();
  await app.read({ token: '', key: '' });
  await go(page, '/checklist');
  expect(await standing(page, 'unknown')).toHaveLength(PRACTICES.length);
});

test('the claims of an encrypted token are not judged', async ({ app, page }) => {
  await app.read({ token: `${Buffer.from('{"alg":"dir","enc":"A128GCM"}').toString('base64url')}..YWFhYWFhYWFhYWFh.YQ.YWFhYWFhYWFhYWFhYWFhYQ`, key: '' });
  await go(page, '/checklist');
  const unknown = await standing(page, 'unknown');
  for (const { title, needs } of PRACTICES) if (needs === 'claims') expect(unknown, title).toContain(title);
});
