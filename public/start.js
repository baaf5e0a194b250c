// The entry of the page: has a token taken from the start, fetches the program that the build names in two links, starts it,
// fetches what a team set for its copy and what the page teaches, and seals the page.
import { boot } from "./boot.js";
import { early } from "./early.js";
import { settings } from "./settings.js";

early();
boot(
  async () => {
    // The build writes the hashed names, and the hashes, into these two links.
    const glue = document.querySelector('link[rel="modulepreload"]');
    const wasm = document.querySelector('link[rel="preload"][as="fetch"]');
    const { program } = await import(glue.href);
    const running = program();
    const started = running.start(fetch(wasm.href, { integrity: wasm.integrity }));
    const set = settings();
    // Beside the program while that is compiled, and never before it.
    const content = Promise.race([arrived(wasm.href), started]).then(fetchContent, () => {});
    await started;
    // From here on the page can be used; it is sealed when these have come, or have not.
    await set(running);
    running.teach(await content);
  },
  () => {
    // A page under development changes too often to be kept (scripts/bundle.mjs).
    if (!RELEASE) return;
    installable();
    // The seal forbids such workers, so this is told before it. Where the browser keeps nothing, the page goes on without.
    navigator.serviceWorker?.register("sw.js").catch(() => {});
  },
);

/** Waits until the browser has all bytes of a file. */
const arrived = (address) =>
  new Promise((done) =>
    new PerformanceObserver((list, observer) => {
      if (!list.getEntriesByName(address).length) return;
      observer.disconnect();
      done();
    }).observe({ type: "resource", buffered: true }),
  );

/** The text of the lessons and lists, whose file the build names in a third link; nothing if it does not come in five seconds. */
async function fetchContent() {
  const { href, integrity } = document.querySelector('link[type="application/json"]');
  try {
    const response = await fetch(href, { integrity, priority: "low", signal: AbortSignal.timeout(5000) });
    return response.ok ? await response.text() : undefined;
  } catch {
    // The page says so where it would stand.
  }
}

// What makes the page a program of its own on the machine, if the person wants that. Browsers read it when they come to it,
// mostly after the seal, so it is data, like the icon; and data has no place of its own, so its addresses are whole.
function installable() {
  const home = new URL(".", document.baseURI).href;
  const colour = getComputedStyle(document.body).backgroundColor;
  const manifest = {
    name: document.title,
    theme_color: colour,
    background_color: colour,
    display: "standalone",
    start_url: home,
    scope: home,
    icons: [{ src: document.querySelector('link[rel="icon"]').href, sizes: "any", type: "image/svg+xml" }],
  };
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = `data:application/manifest+json,${encodeURIComponent(JSON.stringify(manifest))}`;
  document.head.append(link);
}
