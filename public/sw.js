// Keeps the files of one build in the browser, so that the page starts without the network. scripts/worker.mjs defines their
// names and hashes (FILES: './' is the page; each value is an integrity string), a name for the build (BUILD), and the policy
// that the page brings along (POLICY). Another build is another worker, with a cache of its own.
//
// Every script of this origin can write into the caches, so nothing but bytes is taken from them, and only bytes with the
// hash that stands in this file; types and headers are set here. What does not match is deleted and fetched again. If the
// server has no match either, the answer is a text that says so. The worker takes no messages, and never asks for anything
// but these files, and the settings of a team.
//
// The settings have no hash here: whoever runs the copy changes them at any time. So they are never kept in a cache that a script
// can write into. The server is asked at each start; without it, the browser's own cache of what the server sent, which no script
// can write into.

// From the address of this file, not from `registration.scope`, which a script can choose when it registers the worker again.
const HOME = new URL("./", location).href;
const OURS = `jwt-debugger ${HOME} `;
const CACHE = OURS + BUILD;
const PAGE = "./";

const TYPES = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
};
// The same as in hosting/. A copy on a server that does not send them has them from the second visit on.
const HEADERS = {
  "Content-Security-Policy": `${POLICY}; frame-ancestors 'none'`,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

addEventListener("install", (event) => event.waitUntil(install()));

/** Keeps all files or none. */
async function install() {
  const fetched = await Promise.all(
    // A file with a hash in its name may come from the browser's own cache; the page keeps its name, so the server is asked.
    Object.keys(FILES).map(async (name) => [name, await fetchFile(name, name === PAGE ? "no-cache" : "default")]),
  );
  const wrong = fetched.find(([, { trouble }]) => trouble);
  if (wrong) throw new Error(`${wrong[0]}: ${wrong[1].trouble}`);
  const cache = await caches.open(CACHE);
  await Promise.all(fetched.map(([name, { body }]) => cache.put(addressOf(name), new Response(body))));
  // A sealed page loads nothing, so a new worker takes nothing away from the pages that are open.
  await skipWaiting();
}

addEventListener("activate", (event) => event.waitUntil(Promise.all([deleteOldBuilds(), noPreload()])));

/** A page of the build before may be half-way through its start: that build stays until the next one. */
async function deleteOldBuilds() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

/** A script in the page can have the browser send a header of its choice with the next visit. This worker has no use for it. */
const noPreload = () => registration.navigationPreload?.disable().catch(() => {});

addEventListener("fetch", (event) => {
  const { request } = event;
  event.waitUntil(Promise.resolve(noPreload()));
  const [address] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !address.startsWith(HOME)) return;
  const path = address.slice(HOME.length);
  const isPage = request.mode === "navigate";
  const name = isPage && /^(index\.html)?$/.test(path) ? PAGE : path;
  if (Object.hasOwn(FILES, name)) event.respondWith(serve(name));
  else if (!isPage && /^(settings|[\w-]+\.jwks)\.json$|^[\w-]+\.pem$/.test(name)) event.respondWith(serveSettings(name));
  else if (!isPage && request.integrity) event.respondWith(serveOld(request, path));
});

/** A file of this build: as it is kept, otherwise as the server has it, and never with another hash. */
async function serve(name) {
  const kept = await keptFile(CACHE, addressOf(name), FILES[name]);
  if (kept.body) return answer(name, kept.body);
  const { body, trouble } = await fetchFile(name, "reload");
  if (!body) return refusal(name, kept.trouble, trouble);
  try {
    await (await caches.open(CACHE)).put(addressOf(name), new Response(body));
  } catch {
    // Without room to keep it, it is still the right file.
  }
  return answer(name, body);
}

/** A file of the team's: from the server, or as the server sent it last; an empty answer without either. */
async function serveSettings(name) {
  for (const cache of ["no-cache", "only-if-cached"]) {
    try {
      const response = await fetch(addressOf(name), { cache, mode: "same-origin", redirect: "error" });
      if (cache === "no-cache" || response.ok) return response;
    } catch {
      // There is no network, or nothing in the browser's cache.
    }
  }
  return new Response(null, { status: 204, headers: HEADERS });
}

/** A file of the build before, for a page that was half-way through its start. That page says which hash the file has. */
async function serveOld(request, name) {
  for (const cache of await caches.keys()) {
    if (!cache.startsWith(OURS) || cache === CACHE) continue;
    const { body } = await keptFile(cache, addressOf(name), request.integrity);
    if (body) return answer(name, body);
  }
  return fetch(request);
}

/** What a cache holds for an address: `body` if it has that hash, otherwise `trouble`; a wrong one is deleted. */
async function keptFile(name, address, integrity) {
  const any = { ignoreVary: true };
  try {
    const cache = await caches.open(name);
    const kept = await cache.match(address, any);
    if (!kept) return { trouble: "is missing" };
    const body = await kept.arrayBuffer();
    if (await matches(body, integrity)) return { body };
    await cache.delete(address, any);
    return { trouble: "was changed, so it was deleted" };
  } catch {
    return { trouble: "cannot be read" };
  }
}

/** What the server sends for a file of this build: `body` if it has the right hash, otherwise `trouble`. */
async function fetchFile(name, cache) {
  try {
    const response = await fetch(addressOf(name), { cache, redirect: "error" });
    if (!response.ok) return { trouble: `the server answers with status ${response.status}` };
    const body = await response.arrayBuffer();
    return (await matches(body, FILES[name])) ? { body } : { trouble: "the server has another version of it" };
  } catch {
    return { trouble: "the server does not answer" };
  }
}

/** Whether these bytes have that hash (an integrity string with one hash). */
async function matches(body, integrity) {
  const [, bits, wanted] = /^sha(256|384|512)-(\S+)$/.exec(integrity) ?? [];
  if (!bits) return false;
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, body));
  return btoa(String.fromCharCode(...digest)) === wanted;
}

const addressOf = (name) => new URL(name, HOME).href;

function answer(name, body) {
  const type = name === PAGE ? "text/html; charset=utf-8" : (TYPES[name.split(".").pop()] ?? "application/octet-stream");
  return new Response(body, { headers: { ...HEADERS, "Content-Type": type } });
}

/** Says in plain text why there is no page. */
function refusal(name, kept, fetched) {
  const file = name === PAGE ? "index.html" : name;
  const text = `JWT Debugger was not started, for your safety.

The copy of ${file} that this browser keeps ${kept}. It could not be fetched again: ${fetched}.
A file is used only if its SHA-256 is that of the build, so nothing else is shown in its place.

Connect to the network and load this page again. If a new version has just been published, wait a few seconds first.
If this text stays, clear the data of this site in the settings of your browser.
`;
  return new Response(text, { status: 503, headers: { ...HEADERS, "Content-Type": TYPES.txt, "Cache-Control": "no-store" } });
}
