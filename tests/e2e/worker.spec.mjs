// What takes longer is done in workers, and the page answers meanwhile; where a browser or a host refuses workers, it is done on
// the page in small steps, and comes to the same.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { test, expect, base64url } from './app.mjs';

const KEYS = Array.from({ length: 100 }, () => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const SET = JSON.stringify({ keys: KEYS.map(({ publicKey }, index) => ({ ...publicKey.export({ format: 'jwk' }), kid: `k${index}` })) });
/** Signed with the key of that number in the set, in a format that only the long search finds out. */
const late = (payload, place = 60) => {
  const input = `${base64url('{"alg":"ES256"}')}.${base64url(JSON.stringify(payload))}`;
  return `${input}.${base64url(sign('sha256', Buffer.from(input), { key: KEYS[place].privateKey, dsaEncoding: 'der' }))}`;
};
const LARGE = late({ iss: 'https://id.example.org', filler: '0123456789abcdef'.repeat(460) });
const found = (app, name = 'k60') => expect(app.sentence).toContainText(`Invalid signature; valid if converted from DER (with key ${name}).`, { timeout: 20_000 });

/** Ways in which a page has no worker, each a script that runs before those of the page. */
const WITHOUT = {
  'the browser lets none be made': () => {
    window.Worker = class {
      constructor() {
        throw new DOMException('refused', 'SecurityError');
      }
    };
  },
  'a policy refuses it, as browsers tell': () => {
    window.Worker = class extends EventTarget {
      postMessage() {
        setTimeout(() => this.onerror?.(new Event('error')));
      }
      terminate() {}
    };
  },
  'it cannot take the program': () => {
    const { Worker } = window;
    window.Worker = class extends Worker {
      constructor() {
        super(URL.createObjectURL(new Blob(['postMessage(null)'])));
      }
    };
  },
};

/** Counts the workers of a page. */
const countWorkers = (page) => {
  const count = { all: 0, now: 0 };
  page.on('worker', (worker) => {
    count.all += 1;
    count.now += 1;
    worker.on('close', () => (count.now -= 1));
  });
  return count;
};

/** A task of this many milliseconds is a long one to browsers. What was measured is in the annotations of each test. */
const LONG_TASK = 50;

/** How the page lives while `act` runs: how often it had a turn, and the longest time between two, in milliseconds. */
async function turns(page, act) {
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    window.gap = { longest: 0, count: 0, last: performance.now(), goes: true };
    port1.onmessage = () => {
      const now = performance.now();
      window.gap.longest = Math.max(window.gap.longest, now - window.gap.last);
      window.gap.last = now;
      window.gap.count += 1;
      if (window.gap.goes) port2.postMessage(0);
    };
    port2.postMessage(0);
  });
  await act();
  return page.evaluate(() => {
    window.gap.goes = false;
    return [window.gap.longest, window.gap.count];
  });
}

test('no worker is made between two key strokes, and one when the typing pauses', async ({ app, page, browserName }) => {
  test.skip(browserName !== 'chromium', 'the driver of Firefox does not tell of workers');
  const PAUSE = 250;
  await app.read({ token: LARGE, key: SET });
  await found(app);
  const workers = countWorkers(page);
  // In the payload: tokens that nothing explains. The page draws each before the next comes.
  const pauses = await app.token.evaluate(async (field, pause) => {
    field.focus();
    field.setSelectionRange(2000, 2000);
    const times = [];
    for (let stroke = 0; stroke < 8; stroke += 1) {
      document.execCommand('insertText', false, 'A');
      times.push(performance.now());
      for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    }
    // On a busy machine the typing itself may have paused.
    return times.filter((time, index) => index && time - times[index - 1] >= pause).length;
  }, PAUSE);
  expect(workers.all, 'workers during the typing').toBeLessThanOrEqual(pauses);
  await expect.poll(() => workers.all, { message: 'the worker of the pause' }).toBeGreaterThan(0);
  await expect.poll(() => workers.now, { timeout: 20_000 }).toBe(0);
});

test('the reason is looked for in a worker that is gone afterwards', async ({ app, page, browserName }) => {
  const workers = countWorkers(page);
  await app.read({ token: LARGE, key: SET });
  await found(app);
  await expect(app.reasons.first()).toHaveAttribute('data-reason', 'signature-der');
  // Firefox's driver does not tell of workers.
  if (browserName === 'chromium') {
    expect(workers.all).toBe(1);
    await expect.poll(() => workers.now).toBe(0);
  }
  await expect(app.seal).toHaveText('Sealed · 0 requests since start');
});

for (const [name, without] of Object.entries(WITHOUT)) {
  test(`without a worker all of it works, too: ${name}`, async ({ page, app, site }) => {
    await page.addInitScript(without);
    await page.goto(site);
    await app.ready();
    await app.read({ token: LARGE, key: SET });
    await found(app);
    // An encrypted key.
    const { privateKey } = KEYS[1];
    await app.key.fill(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'correct horse' }));
    await page.getByLabel('Passphrase').fill('correct horse');
    await page.getByTestId('unlock').click();
    await expect(app.summary).toContainText('EC private key');
    await expect(page.getByTestId('stop-unlocking')).toHaveCount(0);
  });
}

test('a search that was overtaken never shows', async ({ app, page }) => {
  await page.evaluate(() => {
    window.said = [];
    const look = () => window.said.push(document.querySelector('[data-testid="verdict-sentence"]').textContent);
    new MutationObserver(look).observe(document.querySelector('.verdict'), { subtree: true, childList: true, characterData: true });
  });
  const secret = 'a secret of more than thirty-two bytes for these tests';
  const input = `${base64url('{"alg":"HS256"}')}.${base64url('{"sub":"other"}')}`;
  const valid = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  for (let round = 0; round < 3; round += 1) {
    await app.read({ token: LARGE, key: SET });
    await page.waitForTimeout(40 * round);
    await app.read({ token: valid, key: secret });
    await expect(app.lamp('signature')).toHaveAttribute('data-state', 'valid');
    await page.evaluate(() => (window.said = []));
    await page.waitForTimeout(700);
    const said = await page.evaluate(() => window.said.join('\n'));
    expect(said).not.toContain('k60');
    await expect(app.sentence).toContainText('HS256');
  }
  // The same is found when nothing comes in between.
  await app.read({ token: LARGE, key: SET });
  await found(app);
});

test('while the worker searches, the page answers key strokes', async ({ app, page }, info) => {
  // On a machine that does other things, too, any task may take long; on a page that searched by itself, each time would.
  const gaps = [];
  for (let round = 0; round < 10 && !gaps.some((gap) => gap < LONG_TASK); round += 1) {
    await app.read({ token: late({ round, filler: '0123456789abcdef'.repeat(460) }, 95), key: SET });
    // The verdict and the audit are there, and the search is at work.
    await page.waitForFunction(() => document.querySelector('.findings').dataset.audited === 'true', null, { polling: 1 });
    const [longest] = await turns(page, () => page.waitForTimeout(40));
    // It has not been found meanwhile.
    const reason = await app.reasons.first().getAttribute('data-reason');
    if (reason !== 'signature-der') gaps.push(longest);
    // From a key stroke to the frame that shows what comes of it.
    const stroke = await page.evaluate(async () => {
      const field = document.querySelector('[data-testid="expect-iss"]');
      const begun = performance.now();
      field.value = 'https://id.example.org';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const worked = performance.now() - begun;
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      return worked;
    });
    info.annotations.push({ type: 'while searching', description: `longest task ${longest.toFixed(1)} ms, key stroke ${stroke.toFixed(1)} ms` });
    await found(app, 'k95');
  }
  expect(Math.min(...gaps), gaps.join(', ')).toBeLessThan(LONG_TASK);
});

test.describe('an encrypted private key with a million rounds', () => {
  // tests/keys/p256-pkcs8.pem, by openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 1000000 -passout pass:test
  const PEM = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHtMFgGCSqGSIb3DQEFDTBLMCoGCSqGSIb3DQEFDDAdBAjQLB1fRMsqmAIDD0JA
MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBA098w95yKWid36iz5aRRTiBIGQ
lF8v4P/PH8rlTd/vt8eyNJNfKplXdZNf/3Sfuf+tH+UMUx2MddYhiY9aokWtd7qA
8SZloFL12AbBRYiqcP6wJMggmvxjb9HA3ipg6q7d0Uk6EA6JyD5bTwqcn21wX14l
UGJ71eBkRVm7neLKzbe9Oeldjf4BKL0d4wDd7QtUVAjDfMETCbyD113J/sa11Ntq
-----END ENCRYPTED PRIVATE KEY-----
`;

  test('is opened while the page lives on, and says that it is being opened', async ({ app, page }, info) => {
    await app.key.fill(PEM);
    await page.getByLabel('Passphrase').fill('test');
    await page.getByTestId('unlock').click();
    await expect(page.getByText('Unlocking…')).toBeVisible();
    await expect(page.getByTestId('unlock')).toBeDisabled();
    // It takes a second or so; this looks at a part of it. A page that did it by itself would have no turn before its end.
    const [longest, count] = await turns(page, () => page.waitForTimeout(300));
    await expect(page.getByText('Unlocking…')).toBeVisible();
    info.annotations.push({ type: 'while unlocking', description: `${count} turns, longest task ${longest.toFixed(1)} ms` });
    expect(count).toBeGreaterThan(10);
    await expect(app.summary).toContainText('EC private key', { timeout: 40_000 });
    await expect(page.getByText('Unlocking…')).toHaveCount(0);
  });

  test('can be left as it is: Stop, or another key', async ({ app, page }) => {
    const workers = countWorkers(page);
    await app.key.fill(PEM);
    await page.getByLabel('Passphrase').fill('test');
    for (const stop of [() => page.getByTestId('stop-unlocking').click(), () => app.key.fill('another secret')]) {
      await page.getByTestId('unlock').click();
      await expect(page.getByTestId('stop-unlocking')).toBeVisible();
      await stop();
      await expect(page.getByTestId('stop-unlocking')).toHaveCount(0);
      await expect.poll(() => workers.now).toBe(0);
    }
    await expect(app.key).toHaveValue('another secret');
    await page.waitForTimeout(1500);
    await expect(app.summary).not.toContainText('EC private key');
  });
});
