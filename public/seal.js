// The seal: the policy that ends all loading, a guard for what no policy governs, what the browser itself says it has loaded,
// and attempts to get past it (ways-out.js).
//
// Nothing here takes its own word for anything. That an attempt was refused is what the browser says in an event; that
// something came through is what the browser writes into its list of resources, or an attempt that brought something back.
//
// No policy governs where a tab goes: `guard` cancels each navigation that a script begins, and a script has no way around it.
// No policy governs either what a script can have the browser send along to the page's own server with the next request for
// the page or its worker. Here it has a way around what `withhold` takes from it: an empty frame has methods of its own. So
// `watchPreload` and `watchCookies` look for what came of it.

import { HOME, THE_PAGE, attempts, place } from "./ways-out.js";

// `'wasm-unsafe-eval'` lets no script in and nothing out: with it, a worker can be given the program that was compiled before.
const SEAL =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; img-src data:; manifest-src data:; base-uri 'none'; form-action 'none'";

// For the guard, as they are before any other script could put its own in their place.
const { bind, call } = Function.prototype;
const unbound = (method) => bind.call(call, method);
const reader = (type, name) => {
  const { get } = Object.getOwnPropertyDescriptor(type?.prototype ?? {}, name) ?? {};
  return get ? unbound(get) : () => undefined;
};
const { NavigateEvent, NavigationDestination, NavigationPreloadManager } = window;
const [disable, stateOf] = ["disable", "getState"].map((name) => unbound(NavigationPreloadManager?.prototype[name]));
const prevent = unbound(Event.prototype.preventDefault);
const startsWith = unbound(String.prototype.startsWith);
const kindOf = reader(NavigateEvent, "navigationType");
const destinationOf = reader(NavigateEvent, "destination");
const isByPerson = reader(NavigateEvent, "userInitiated");
const downloadOf = reader(NavigateEvent, "downloadRequest");
const sourceOf = reader(NavigateEvent, "sourceElement");
const hasAttribute = unbound(Element.prototype.hasAttribute);
const addressOf = reader(NavigationDestination, "url");
const staysHere = reader(NavigationDestination, "sameDocument");

// In words, and as the style sheet knows them.
const REFUSED = "refused";
const NOT_REFUSED = "not refused";
const NO_ANSWER = "no answer";

// Events that say so, and what the guard refused, in the same form.
const refusals = [];
// How many of them the dialog did not provoke itself, for each policy: several may refuse one attempt, and each says so.
const uncalled = new Map();
// What the browser has no list of: `{ startTime, name, initiatorType, state }`.
const noted = [];
const loads = performance.getEntriesByType("navigation");
// Addresses that the browser refused, or is being asked for right now; and of attempts that it did not refuse.
const refused = new Set();
const past = [];
const meta = document.createElement("meta");
let sealedAt;
let tried = 0;
let cookies = 0;
// How many workers of the attempt at hand were made and do not run yet.
let starting = 0;
let busy = false;

const at = (id) => document.getElementById(id);
const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Seals the page, and from then on tells the program and the dialog what gets past the seal. */
export function seal() {
  addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition !== "enforce") return;
    refuse(event);
    refused.add(event.blockedURI);
  });
  guard();
  withhold();
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = SEAL;
  document.head.append(meta);
  sealedAt = performance.now();
  show();
  new PerformanceObserver((list) => {
    loads.push(...list.getEntries());
    show();
  }).observe({ type: "resource", buffered: true });
  at("try").onclick = tryEverything;
  watchPreload();
  watchCookies();
}

/** Cancels each navigation and each download that a script begins. */
function guard() {
  // Captured, and before all others: nobody can take the event away from it.
  window.navigation?.addEventListener("navigate", (event) => mayGo(event) || cancel(event), true);
}

/** Whether the page stays where it is, or the person pressed a link, reloads, or goes back. */
function mayGo(event) {
  const destination = destinationOf(event);
  // Back and forward lead to addresses that the tab had before, whoever begins it.
  if (staysHere(destination) || kindOf(event) === "traverse") return true;
  // A file that the page made, which the person saves.
  if (isDownload(event) && startsWith(addressOf(destination), "blob:")) return true;
  return isByPerson(event);
}

/** Firefox tells twice of a file that is saved, the second time without saying that it is a download. Its link does. */
function isDownload(event) {
  if (typeof downloadOf(event) === "string") return true;
  const source = sourceOf(event);
  return Boolean(source) && hasAttribute(source, "download");
}

function cancel(event) {
  prevent(event);
  const name = addressOf(destinationOf(event));
  refuse({ effectiveDirective: THE_PAGE, blockedURI: name });
  if (!busy) note(name, "navigation", REFUSED);
}

/** Takes from the scripts of this page what sends data along with requests that no policy governs; the page uses none of it. */
function withhold() {
  const refusal = (what) => {
    refuse({ effectiveDirective: THE_PAGE, blockedURI: "" });
    note(what, "script", REFUSED);
    return new DOMException(`${what} is refused: this page is sealed`, "SecurityError");
  };
  for (const [type, name] of [
    ["ServiceWorkerRegistration", "update"],
    ["NavigationPreloadManager", "enable"],
    ["NavigationPreloadManager", "setHeaderValue"],
    ["CookieStore", "set"],
  ]) {
    const value = () => Promise.reject(refusal(`${type}.${name}`));
    if (window[type]) Object.defineProperty(window[type].prototype, name, { value, writable: false, configurable: false });
  }
  const set = () => {
    throw refusal("document.cookie");
  };
  Object.defineProperty(Document.prototype, "cookie", { set, configurable: false });
}

/**
 * A script can have the browser send a header of its choice with the next visit (navigation preload). There is no event for
 * it, so this looks each second and when the page is left; the worker switches it off at each start.
 */
async function watchPreload() {
  if (!NavigationPreloadManager || !navigator.serviceWorker) return;
  const { navigationPreload } = await navigator.serviceWorker.ready;
  const off = () => disable(navigationPreload).catch(() => {});
  const look = async () => {
    const { enabled } = await stateOf(navigationPreload);
    if (!enabled) return;
    await off();
    refuse({ effectiveDirective: THE_PAGE, blockedURI: "" });
    note("navigation preload", "switched off", REFUSED);
  };
  setInterval(() => look().catch(() => {}), 1000);
  for (const leaving of ["beforeunload", "pagehide"]) addEventListener(leaving, off, true);
  document.addEventListener("visibilitychange", off, true);
}

/** The page has no cookie. One that appears is sent to its server with the next request for the worker. */
function watchCookies() {
  window.cookieStore?.addEventListener("change", ({ changed }) => {
    cookies += changed.length;
    for (const { name } of changed) note(`cookie ${name}`, "sent with the next request for sw.js", NOT_REFUSED);
  });
}

function refuse(refusal) {
  refusals.push(refusal);
  if (busy) return;
  const { originalPolicy = THE_PAGE } = refusal;
  uncalled.set(originalPolicy, (uncalled.get(originalPolicy) ?? 0) + 1);
  show();
}

function note(name, initiatorType, state) {
  noted.push({ startTime: performance.now(), name, initiatorType, state });
  show();
}

/** Writes how much got past the seal where the badge reads it, and lists all that was loaded. */
function show() {
  const open = [];
  const lines = [[sealedAt, "the seal", "seal"]];
  for (const entry of [...loads, ...noted]) {
    const { startTime, name, initiatorType } = entry;
    // Some browsers list what they refused, too.
    const state = entry.state ?? (startTime < sealedAt ? "" : refused.has(name) ? REFUSED : NOT_REFUSED);
    if (state === NOT_REFUSED && !entry.state) open.push(name);
    // The address that the page was opened with may have had a token behind it.
    lines.push([startTime, name.split("#")[0], state, initiatorType, state]);
  }
  // Not every way in is listed.
  const requests = open.length + past.filter((address) => !open.includes(address)).length;
  meta.dataset.seal = requests + cookies;
  const { [THE_PAGE]: guarded = 0, ...byPolicy } = Object.fromEntries(uncalled);
  const attempts = guarded + Math.max(0, ...Object.values(byPolicy));
  meta.dataset.detail = [
    `${many(requests, "request")} since start`,
    cookies && `${many(cookies, "cookie")} set`,
    attempts && `${many(attempts, "attempt")} refused`,
  ]
    .filter(Boolean)
    .join(", ");
  dispatchEvent(new Event("seal"));
  lines.sort((a, b) => a[0] - b[0]);
  const words = (time, all) => [...all, `${Math.round(time)} ms`].filter(Boolean).join(", ");
  at("loads").replaceChildren(...lines.map(([time, text, state, ...all]) => item(text, words(time, all), state)));
}

const many = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

function item(text, note, state = "") {
  const line = document.createElement("li");
  const small = document.createElement("small");
  small.textContent = note;
  line.dataset.state = state;
  line.append(text, small);
  return line;
}

/** What a worker tells: how it starts, or of a violation in it. */
function hear(event) {
  if (event === "starting") starting += 1;
  else if (event === "started") starting -= 1;
  else if (event.disposition === "enforce") refuse(event);
}

async function tryEverything() {
  if (busy) return;
  busy = true;
  const outcome = at("outcome");
  outcome.textContent = "Trying…";
  outcome.dataset.state = "";
  at("attempts").replaceChildren();
  document.body.append(place);
  const states = [];
  for (const one of attempts(hear)) states.push(await attempt(...one));
  place.remove();
  const count = (which) => states.filter((state) => state === which).length;
  const [yes, guarded, open, silent] = [REFUSED, THE_PAGE, NOT_REFUSED, NO_ANSWER].map(count);
  outcome.textContent = `${yes} of ${states.length} refused by the browser`;
  if (guarded) outcome.append(`, ${guarded} by the page`);
  if (open) outcome.append(`, ${open} not: this page is not sealed`);
  if (silent) outcome.append(`, ${silent} without an answer`);
  outcome.dataset.state = open ? NOT_REFUSED : "";
  busy = false;
}

/** Tries one of them, adds a line that says what happened, and gives the state that it is in, or `THE_PAGE` if that refused it. */
async function attempt(name, directive, run) {
  const mark = `?seal=${(tried += 1)}.`;
  const address = HOME + mark;
  const since = refusals.length;
  // Some browsers tell of the scheme or of the server where others tell of the whole address.
  const isOurs = ({ effectiveDirective, blockedURI }) =>
    effectiveDirective.startsWith(directive) && (blockedURI.includes(mark) || /^\w+(:\/\/[^/]*)?$/.test(blockedURI));
  const refusal = () => refusals.slice(since).find(isOurs);
  const load = () => loads.find(({ name }) => name === address);
  const hasResponse = () => load()?.responseStatus || load()?.transferSize;

  const line = item(name, "…");
  at("attempts").append(line);
  refused.add(address);
  starting = 0;
  let made;
  let came;
  const onload = () => (came = "went through");
  const onerror = () => (came ??= NOT_REFUSED);
  try {
    made = run(address);
    if (made.then) made.then(onload, onerror);
    else Object.assign(Object(made), { onload, onerror, onopen: onload, onmessage: onload });
  } catch {
    // What cannot be tried has no answer. But some browsers throw for what they refuse, and then say that they did.
  }
  // An answer is awaited for four seconds, from when the worker runs that is to give it.
  const isOpen = () => !came && !refusal() && !hasResponse();
  for (let [waited, started] = [0, 0]; waited < 4000 && started < 8000 && isOpen(); await pause(20)) {
    if (starting > 0) started += 20;
    else waited += 20;
  }
  // What speaks against it may come a little later.
  await pause(80);
  made?.close?.();
  place.replaceChildren();

  // A response outweighs what was said, and what was said outweighs how it ended: a frame that was refused "loads", too.
  if (hasResponse()) onload();
  const by = !hasResponse() && refusal();
  const state = by ? REFUSED : came || load() ? NOT_REFUSED : NO_ANSWER;
  if (!by) refused.delete(address);
  if (state === NOT_REFUSED) past.push(address);
  line.replaceWith(item(name, by ? `${state} by ${by.effectiveDirective}` : (came ?? state), state));
  show();
  return by?.effectiveDirective === THE_PAGE ? THE_PAGE : state;
}
