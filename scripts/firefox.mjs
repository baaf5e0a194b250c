// Where Firefox for the tests is, and how Playwright starts it. Run by itself it prints the path.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NAMES = ['firefox-esr', 'firefox'];
const APPLICATIONS = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

const runs = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of Firefox: `$FIREFOX` if it is set, otherwise the first one installed. */
export function findFirefox() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const installed = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...APPLICATIONS];
  const path = process.env.FIREFOX ? [process.env.FIREFOX].find(runs) : installed.find(runs);
  if (path) return path;
  throw new Error(
    process.env.FIREFOX
      ? `FIREFOX=${process.env.FIREFOX} is not a program that runs`
      : 'no Firefox found: run scripts/setup-firefox.sh, or set FIREFOX to its path',
  );
}

/** Launch options for Playwright. Firefox is the one that everybody has, driven by the WebDriver BiDi of the W3C. */
export function launchOptions() {
  return {
    channel: 'moz-firefox',
    // It starts Firefox, and fills in what its WebDriver lacks.
    executablePath: fileURLToPath(new URL('../tests/e2e/firefox-driver.mjs', import.meta.url)),
    // For the driver, which sets preferences.
    args: ['--remote-allow-system-access'],
    firefoxUserPrefs: {
      // The clipboard without a person who says yes each time: WebDriver has no such permission here.
      'dom.events.testing.asyncClipboard': true,
      // A name that is this machine, for tests/e2e/insecure.spec.mjs.
      'network.dns.localDomains': 'debugger.test',
    },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(findFirefox());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
