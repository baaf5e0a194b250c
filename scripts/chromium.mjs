// Where the browser for tests, benchmark and screenshots is, and how it is started. Run by itself it prints the path.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const runs = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of Chromium: `$CHROMIUM` if it is set, otherwise the first one installed. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const installed = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...APPLICATIONS];
  const path = process.env.CHROMIUM ? [process.env.CHROMIUM].find(runs) : installed.find(runs);
  if (path) return path;
  throw new Error(
    process.env.CHROMIUM
      ? `CHROMIUM=${process.env.CHROMIUM} is not a program that runs`
      : 'no Chromium or Chrome found: run scripts/setup-browser.sh, or set CHROMIUM to its path',
  );
}

/** Launch options for Playwright. */
export function launchOptions() {
  return {
    executablePath: findChromium(),
    // The sandbox does not work for root, which is who runs things in containers.
    chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-dev-shm-usage',
      '--disable-sync',
      // A name that is this machine, for tests/e2e/insecure.spec.mjs.
      '--host-resolver-rules=MAP debugger.test 127.0.0.1',
      '--no-first-run',
    ],
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(findChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
