// Keeps the files of one build in the browser, so that the page starts without the network. scripts/worker.mjs writes their
// names and hashes in here (FILES), and a name for the build (BUILD); another build is another worker, with a cache of its own.
//
// It takes no messages and sends nothing: all it ever asks for are these files, from where it came from itself.
const HOME = registration.scope;
const OURS = `jwt-debugger ${HOME} `;
const CACHE = OURS + BUILD;

addEventListener("install", (event) => {
  const files = Object.entries(FILES).map(([name, integrity]) => new Request(name, { integrity, redirect: "error" }));
  // All of them or none; and a file of another build has another hash. A page loads nothing once it is sealed, so there is
  // no page that a new worker would take something away from.
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(files))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  // A page of the build before may be half-way through its start: that one stays until the next.
  const old = (names) => names.filter((name) => name.startsWith(OURS) && name !== CACHE).slice(0, -1);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const [address] = request.url.split(/[?#]/);
  const name = address.slice(HOME.length);
  const find =
    request.mode === "navigate"
      ? /^(index.html)?$/.test(name) && caches.open(CACHE).then((cache) => cache.match(HOME, { ignoreVary: true }))
      : // By the hash in its name each file belongs to one build, so any cache will do.
        name in FILES && caches.match(address, { ignoreVary: true });
  if (address.startsWith(HOME) && find) event.respondWith(find.then((answer) => answer ?? fetch(request)));
});
