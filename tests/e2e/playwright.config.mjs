// End-to-end tests in Chromium: every spec against the release build in dist/, and against the single file. Run with
// `make test-e2e`. TARGET=https://jwt.example.org/ runs them against a copy that is hosted there instead.
import { defineConfig } from '@playwright/test';
import { launchOptions } from '../../scripts/chromium.mjs';

// These bring their own site.
const OWN_SITE = ['single.spec.mjs', 'offline.spec.mjs', 'hosting.spec.mjs', 'release.spec.mjs', 'insecure.spec.mjs'];

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: '../../test-results/e2e',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  reporter: [['list']],
  timeout: 60_000,
  expect: { timeout: 5_000 },
  projects: process.env.TARGET
    ? [{ name: 'hosted', use: { target: process.env.TARGET }, testIgnore: OWN_SITE }]
    : [
        { name: 'dist', use: { target: 'dist' } },
        { name: 'single', use: { target: 'single' }, testIgnore: OWN_SITE },
      ],
  use: {
    browserName: 'chromium',
    launchOptions: launchOptions(),
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    viewport: { width: 1280, height: 720 },
    screenshot: 'only-on-failure',
  },
});
