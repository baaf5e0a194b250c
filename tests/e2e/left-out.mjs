// What a project of playwright.config.mjs leaves out, and why: a spec by its file, a test by the start of its name.

// These bring their own site, whatever the others run against.
const ownSite = (...names) => Object.fromEntries(names.map((name) => [`${name}.spec.mjs`, 'it brings its own site']));
const OWN_SITE = ownSite('single', 'offline', 'poison', 'ways-out', 'hosting', 'release', 'insecure', 'every-way', 'settings');

// Code is the same wherever the page comes from.
const executed = ['the code takes the right token', 'the libraries refuse and accept'];
const EXECUTED = Object.fromEntries(executed.map((start) => [start, 'the code is executed in the project dist']));

// Where the page comes from decides what is loaded, under which policy and at which address. What it does once it has started is
// the same in every project, and the project dist tests all of it; so behind servers and without one these specs run.
export const HOSTED = ['attack', 'first-sight', 'generate', 'hosting', 'journeys', 'learn', 'links', 'reads', 'sealed', 'secrets', 'try-everything', 'worker'];

export const LEFT_OUT = {
  dist: { 'single.spec.mjs': 'it runs in the project of that name', 'hosting.spec.mjs': 'it runs in the project nginx' },
  single: {
    ...EXECUTED,
    ...ownSite('offline', 'poison', 'ways-out', 'hosting', 'release', 'insecure', 'every-way', 'settings'),
    'loading takes no more requests': 'nothing is loaded',
    'a program that is not the one that was built': 'it comes with the page, so no server can mix them up',
    'lessons that': 'they come with the page, too',
    'before the program is here': 'it comes with the page, so nothing is waited for',
  },
  nginx: {},
  caddy: { 'hosting.spec.mjs': 'it starts both servers, in the project nginx' },
  offline: {
    'hosting.spec.mjs': 'it brings its own servers',
    'a program that is not the one that was built': 'what the browser keeps was checked before it was kept: offline.spec.mjs',
    'lessons that': 'they are kept with the program',
    'before the program is here': 'it is kept, so nothing is waited for',
  },
  hosted: { ...EXECUTED, ...OWN_SITE },
  firefox: {
    ...EXECUTED,
    'release.spec.mjs': 'no browser has a part in it',
    'what is wrong with a copy': 'no browser has a part in it',
    'a folder of headers': 'no browser has a part in it',
    'loading takes no more requests': 'Firefox tells of a file once as preloaded and once as used; hosting.spec.mjs counts what is sent',
    'a token in the query does not come back': 'Firefox brings a page back from memory, and its driver waits for it to be loaded',
    'the person can follow a link, go back': 'Firefox brings a page back from memory, and its driver waits for it to be loaded',
    'the page can be installed': 'only Chromium says whether it would',
    'axe finds nothing': 'its process for the page crashes now and then (signal 11) while axe reads one page after another; Chromium has the same page',
    'the border between the columns': 'its driver sends two single clicks for a double click',
    'a text with three tokens': 'its driver begins to drag and does not drop, and sends two single clicks for a double click',
    'on paper': 'its driver does not take the medium of a printer',
    'without any policy each attempt gets through': 'Playwright takes what an object loads for a navigation of the page, and waits for its end',
  },
};
