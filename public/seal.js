// The seal: the policy that ends all loading, what the browser itself says it has loaded, and attempts to get past it.
//
// Nothing here takes its own word for anything. That an attempt was refused is what the browser says in an event; that
// something came through is what the browser writes into its list of resources, or an attempt that brought something back.

const SEAL = "default-src 'none'; img-src data:; manifest-src data:; base-uri 'none'; form-action 'none'";

// What is asked for: this page once more, of its own server. A file has none, and browsers differ in whether a policy is
// asked at all before they read another file: there it is whoever serves this machine to itself, mostly nobody.
const HOME = location.protocol.startsWith("http") ? location.href.split(/[?#]/)[0] : "http://localhost/";

// Off the screen: some browsers load less for what is not drawn.
const place = document.createElement("div");
place.className = "offscreen";

const element = (name, attribute, more) => (address) => {
  const made = Object.assign(document.createElement(name), more, { [attribute]: address });
  place.append(made);
  return made;
};

// Into a frame that holds nothing, so that this page stays where it is.
const submit = (address) => {
  const frame = element("iframe", "name", { sandbox: "allow-same-origin" })("sealed");
  const form = element("form", "action", { method: "post", target: "sealed" })(address);
  return new Promise((done) => {
    frame.onload = () => frame.contentDocument?.URL === address && done();
    form.submit();
  });
};

// A name, how the directive begins that has to refuse it, and the attempt: it gives a promise, or what events come from.
const ATTEMPTS = [
  ["fetch", "connect", (address) => fetch(address)],
  [
    "XMLHttpRequest",
    "connect",
    (address) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.send();
      return request;
    },
  ],
  ["sendBeacon", "connect", (address) => navigator.sendBeacon(address)],
  ["WebSocket", "connect", (address) => new WebSocket(address.replace("http", "ws"))],
  ["EventSource", "connect", (address) => new EventSource(address)],
  ["image", "img", element("img", "src")],
  ["sound", "media", element("audio", "src")],
  ["font", "font", (address) => new FontFace("sealed", `url(${address})`).load()],
  ["style sheet", "style", element("link", "href", { rel: "stylesheet" })],
  ["script", "script", element("script", "src")],
  ["import()", "script", (address) => import(address)],
  // Not from an address: a script would bring its worker along.
  ["worker", "worker", () => new Worker(URL.createObjectURL(new Blob(["postMessage(0);close()"])))],
  ["frame", "frame", element("iframe", "src", { sandbox: "" })],
  ["object", "object", element("object", "data")],
  ["form", "form", submit],
  // Which directive this falls under has changed over the years.
  ["prefetch", "", element("link", "href", { rel: "prefetch" })],
];

// In words, and as the style sheet knows them.
const REFUSED = "refused";
const NOT_REFUSED = "not refused";
const NO_ANSWER = "no answer";

const refusals = [];
const loads = performance.getEntriesByType("navigation");
// Addresses that the browser refused, or is being asked for right now; and of attempts that it did not refuse.
const refused = new Set();
const past = [];
const meta = document.createElement("meta");
let sealedAt;
let tried = 0;
let busy = false;

const at = (id) => document.getElementById(id);
const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Seals the page, and from then on tells the program and the dialog what gets past the seal. */
export function seal() {
  addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition !== "enforce") return;
    refusals.push(event);
    refused.add(event.blockedURI);
  });
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
}

/** Writes how much got past the seal where the badge reads it, and lists all that was loaded. */
function show() {
  const open = [];
  const lines = [[sealedAt, "the seal", "seal"]];
  for (const { startTime, name, initiatorType } of loads) {
    let state = "";
    // Some browsers list what they refused, too.
    if (startTime > sealedAt) state = refused.has(name) ? REFUSED : NOT_REFUSED;
    if (state === NOT_REFUSED) open.push(name);
    // The address that the page was opened with may have had a token behind it.
    lines.push([startTime, name.split("#")[0], state, initiatorType, state]);
  }
  // Not every way in is listed.
  meta.dataset.seal = open.length + past.filter((address) => !open.includes(address)).length;
  dispatchEvent(new Event("seal"));
  lines.sort((a, b) => a[0] - b[0]);
  const note = (time, words) => [...words, `${Math.round(time)} ms`].filter(Boolean).join(", ");
  at("loads").replaceChildren(...lines.map(([time, text, state, ...words]) => item(text, note(time, words), state)));
}

function item(text, note, state = "") {
  const line = document.createElement("li");
  const small = document.createElement("small");
  small.textContent = note;
  line.dataset.state = state;
  line.append(text, small);
  return line;
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
  for (const one of ATTEMPTS) states.push(await attempt(...one));
  place.remove();
  const count = (which) => states.filter((state) => state === which).length;
  const [yes, open, silent] = [REFUSED, NOT_REFUSED, NO_ANSWER].map(count);
  outcome.textContent = `${yes} of ${states.length} refused by the browser`;
  if (open) outcome.append(`, ${open} not: this page is not sealed`);
  if (silent) outcome.append(`, ${silent} without an answer`);
  outcome.dataset.state = open ? NOT_REFUSED : "";
  busy = false;
}

/** Tries one of them, adds a line that says what happened, and gives the state that it is in. */
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
  for (let waited = 0; waited < 2000 && !came && !refusal() && !hasResponse(); waited += 20) await pause(20);
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
  return state;
}
