// End-to-end tests. Every spec runs against the release build in dist/ in Chromium (`make test-e2e`); and, in `make test-all`,
// against the single file, in Firefox, and against dist/ as nginx serves it, as Caddy serves it under a sub-path, and as the
// browser keeps it when the server is gone. TARGET=https://jwt.example.org/ runs them against a copy that is hosted
// there instead. What a project leaves out stands in left-out.mjs.
import { defineConfig } from '@playwright/test';
import { launchOptions } from '../../scripts/chromium.mjs';
import { launchOptions as firefoxOptions } from '../../scripts/firefox.mjs';
import { HOSTED, LEFT_OUT } from './left-out.mjs';

const project = (name, use = { target: name }, rest = {}) => ({
  name,
  use,
  ...rest,
  testIgnore: Object.keys(LEFT_OUT[name]).filter((start) => start.endsWith('.spec.mjs')),
});
// The worker that keeps the page for the next visit takes a fifth of the processor's time in a short test, so only the specs
// that are about it have it here (`serviceWorkers: 'allow'`); wherever else the page comes from, every spec has it.
const dist = { target: 'dist', serviceWorkers: 'block' };
const hosted = { testMatch: HOSTED.map((name) => `${name}.spec.mjs`) };
const firefox = {
  target: 'dist',
  browserName: 'firefox',
  launchOptions: firefoxOptions(),
  // A picture takes a style of its own, which the policy refuses, and Firefox tells of that as an error.
  screenshot: 'off',
};

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: '../../test-results/e2e',
  fullyParallel: true,
  forbidOnly: true,
  // One more than the cores of a small machine: a browser waits as often as it works. Firefox, which is many processes, has two.
  workers: 3,
  reporter: [['list']],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: process.env.TARGET
    ? [project('hosted', { target: process.env.TARGET })]
    : [
        project('dist', dist),
        project('single'),
        ...['nginx', 'caddy', 'offline'].map((name) => project(name, undefined, hosted)),
        project('firefox', firefox, { workers: 2 }),
      ],
  use: {
    browserName: 'chromium',
    launchOptions: launchOptions({ shell: true }),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    viewport: { width: 1280, height: 720 },
    screenshot: 'only-on-failure',
  },
});
