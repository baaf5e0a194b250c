// Every way in which a script in a page makes the browser ask for something that a policy governs: from a page without a policy each
// arrives at the server, from the sealed page none does. What no policy governs, navigation above all, stands in SECURITY.md.
import { serve } from '../../scripts/serve.mjs';
import { App, test, expect } from './app.mjs';

/** Runs in a page: tries each way at an address of its own below `base`, whatever becomes of it. */
async function tryAll(base) {
  const put = (name, attributes, parent = document.body) => {
    const element = Object.assign(document.createElement(name), attributes);
    parent.append(element);
    return element;
  };
  const fromMemory = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const svg = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
  const ways = {
    fetch: (url) => fetch(url),
    post: (url) => fetch(url, { method: 'POST', mode: 'no-cors', keepalive: true, body: 'secret' }),
    xhr: (url) => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      request.send();
    },
    'xhr-that-waits': (url) => {
      const request = new XMLHttpRequest();
      request.open('GET', url, false);
      request.send();
    },
    beacon: (url) => navigator.sendBeacon(url, 'secret'),
    socket: (url) => new WebSocket(url.replace('http', 'ws')),
    events: (url) => new EventSource(url),
    image: (url) => put('img', { src: url }),
    'image-of-a-set': (url) => put('img', { srcset: `${url} 1x` }),
    'image-in-svg': (url) => {
      const [outer, image] = [svg('svg'), svg('image')];
      image.setAttribute('href', url);
      outer.append(image);
      document.body.append(outer);
    },
    'image-of-a-button': (url) => put('input', { type: 'image', src: url }),
    'image-of-a-style': (url) => {
      document.body.style.backgroundImage = `url(${url})`;
    },
    'image-of-a-sheet': (url) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`html { background-image: url(${url}) }`);
      document.adoptedStyleSheets.push(sheet);
    },
    poster: (url) => put('video', { poster: url }),
    font: (url) => new FontFace('some', `url(${url})`).load(),
    script: (url) => put('script', { src: url }, document.head),
    module: (url) => put('script', { src: url, type: 'module' }, document.head),
    import: (url) => import(url),
    sheet: (url) => put('link', { rel: 'stylesheet', href: url }, document.head),
    preload: (url) => put('link', { rel: 'preload', as: 'image', href: url }, document.head),
    video: (url) => put('video', { src: url, preload: 'auto' }),
    audio: (url) => put('audio', { src: url, preload: 'auto' }),
    frame: (url) => put('iframe', { src: url }),
    'frame-of-a-text': (url) => put('iframe', { srcdoc: `<img src="${url}">` }),
    object: (url) => put('object', { data: url }),
    embed: (url) => put('embed', { src: url }),
    form: (url) => {
      put('iframe', { name: 'target' });
      put('form', { action: url, method: 'post', target: 'target' }).submit();
    },
    worker: (url) => new Worker(url),
    'worker-of-a-text': (url) => new Worker(fromMemory(`fetch('${url}')`)),
    'shared-worker': (url) => new SharedWorker(url),
    'shared-worker-of-a-text': (url) => new SharedWorker(fromMemory(`fetch('${url}')`)),
    'xhr-of-a-worker': (url) => new Worker(fromMemory(`const x = new XMLHttpRequest(); x.open('GET', '${url}', false); x.send()`)),
    'socket-of-a-worker': (url) => new Worker(fromMemory(`new WebSocket('${url.replace('http', 'ws')}')`)),
    'events-of-a-worker': (url) => new Worker(fromMemory(`new EventSource('${url}')`)),
    'scripts-of-a-worker': (url) => new Worker(fromMemory(`importScripts('${url}')`)),
    'import-of-a-worker': (url) => new Worker(fromMemory(`import('${url}')`)),
    'import-of-a-module-worker': (url) => new Worker(fromMemory(`import '${url}'`), { type: 'module' }),
    'worker-of-a-worker': (url) => new Worker(fromMemory(`new Worker('${url}')`)),
    'text-of-a-worker-of-a-worker': (url) =>
      new Worker(fromMemory(`new Worker(URL.createObjectURL(new Blob([\`fetch('${url}')\`])))`)),
  };
  // A page is not told of each refusal, so nothing is waited for but time.
  for (const [name, way] of Object.entries(ways)) {
    try {
      Promise.resolve(way(`${base}way/${name}`)).catch(() => {});
    } catch {
      // Refused.
    }
  }
  await new Promise((done) => setTimeout(done, 2000));
  return Object.keys(ways);
}

test('every way to send or load something is refused, even to where the page came from, and each works without the seal', async ({ page }) => {
  const reached = new Set();
  const site = await serve({ hear: ({ url }) => url.startsWith('/way/') && reached.add(url.slice('/way/'.length)) });
  await page.goto(site.url);
  await new App(page).ready();
  await page.evaluate(tryAll, site.url);
  expect([...reached]).toEqual([]);

  // A page of the same server, without a policy.
  await page.goto(`${site.url}not-there`);
  const all = await page.evaluate(tryAll, site.url);
  await expect.poll(() => [...reached].toSorted()).toEqual(all.toSorted());
  await site.close();
});
