// Where the browser for tests, benchmark and screenshots is, and how it is started. Run by itself it prints the path.
import { findBrowser, printIfRun } from './find-browser.mjs';

/** Chromium without windows: the same engine, and a fifth less for the processor to do. */
const SHELL = ['chromium-headless-shell', 'chrome-headless-shell'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

// The last list counts, so what Playwright turns off stands here, too. The two omnibox popups are pages of their own, each in a
// process of its own, that Chromium makes beside each new window: half of what a test takes.
const DISABLED_FEATURES = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
];

/** The path of Chromium: `$CHROMIUM` if it is set, otherwise the first one installed; with `shell` one without windows if there is one. */
export const findChromium = ({ shell = false } = {}) =>
  findBrowser({
    names: shell ? [...SHELL, ...NAMES] : [...NAMES, ...SHELL],
    applications: APPLICATIONS,
    variable: 'CHROMIUM',
    title: 'Chromium or Chrome',
    script: 'setup-browser.sh',
  });

/** Launch options for Playwright. */
export function launchOptions(which) {
  return {
    executablePath: findChromium(which),
    // The sandbox does not work for root, which is who runs things in containers.
    chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-dev-shm-usage',
      `--disable-features=${DISABLED_FEATURES}`,
      '--disable-sync',
      // A name that is this machine, for tests/e2e/insecure.spec.mjs.
      '--host-resolver-rules=MAP debugger.test 127.0.0.1',
      '--no-first-run',
    ],
  };
}

printIfRun(import.meta.url, () => findChromium({ shell: true }));
