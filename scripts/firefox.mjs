// Where Firefox for the tests is, and how Playwright starts it. Run by itself it prints the path.
import { fileURLToPath } from 'node:url';
import { findBrowser, printIfRun } from './find-browser.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const APPLICATIONS = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** The path of Firefox: `$FIREFOX` if it is set, otherwise the first one installed. */
export const findFirefox = () =>
  findBrowser({ names: NAMES, applications: APPLICATIONS, variable: 'FIREFOX', title: 'Firefox', script: 'setup-firefox.sh' });

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
      // It asks the network, too, when its cache is slow to answer, as on a busy machine: tests count what is sent.
      'network.http.rcwn.enabled': false,
      // A name that is this machine, for tests/e2e/insecure.spec.mjs.
      'network.dns.localDomains': 'debugger.test',
    },
  };
}

printIfRun(import.meta.url, findFirefox);
