// The ways out of the page that the panel behind the badge tries, one attempt each.

// What is asked for: this page once more, of its own server. A file has none, and browsers differ in whether a policy is
// asked at all before they read another file: there it is whoever serves this machine to itself, mostly nobody.
export const HOME = location.protocol.startsWith("http") ? location.href.split(/[?#]/)[0] : "http://localhost/";

// Off the screen: some browsers load less for what is not drawn.
export const place = document.createElement("div");
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

// The page would be gone if nobody refused, so a second listener stops what the guard let through; then it went through.
// Without such events there is nothing to try it with.
const leave = (go) => (address) =>
  new Promise((done) => {
    const stop = (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      done();
    };
    navigation.addEventListener("navigate", stop, { once: true });
    go(address);
  });

/**
 * Has `run` try an address in a worker whose script comes from memory, as any script could make one; `tell` hears of each
 * violation in it, and `"starting"` and `"started"`: on a busy machine there are seconds between them. The promise is that of the
 * attempt. The worker holds this function, too, under whatever name it has.
 *
 * Firefox tells a worker of most refusals, and of some it does not (event streams, further workers). What ends in an error, and
 * of which its list of resources holds nothing soon after, has no answer; a WebSocket is in no such list.
 * Nor has what cannot be tried at all: a file may not even name a worker of a server.
 */
function inWorker(run, address, tell) {
  const text = `${inWorker};postMessage("started");addEventListener("securitypolicyviolation",(event)=>{
    const {effectiveDirective,blockedURI,disposition,originalPolicy}=event;
    postMessage({effectiveDirective,blockedURI,disposition,originalPolicy});
  });
  onmessage=async({data})=>{
    let made;
    try{
      made=(${run})(data,postMessage);
    }catch{
      return;
    }
    try{
      const event=new Promise((onload,fail)=>{
        const look=()=>(made instanceof WebSocket||performance.getEntriesByName(data).length)&&fail();
        const onerror=()=>setTimeout(look,500);
        Object.assign(Object(made),{onload,onopen:onload,onmessage:onload,onerror});
      });
      await(made?.then?made:event);
      postMessage(true);
    }catch{
      postMessage(false);
    }
  }`;
  const script = URL.createObjectURL(new Blob([text]));
  tell("starting");
  const worker = new Worker(script);
  const end = () => (worker.terminate(), URL.revokeObjectURL(script));
  setTimeout(end, 12000);
  return new Promise((done, fail) => {
    worker.onerror = fail;
    worker.onmessage = ({ data }) => (data === true ? done() : data ? tell(data) : fail());
    worker.postMessage(address);
  });
}

export const THE_PAGE = "the page";

// Tried in the page, and in workers by their text: they use nothing but what both have.
const viaXhr = (address) => {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.send();
  return request;
};
const viaFetch = (address) => fetch(address);
const viaWebSocket = (address) => new WebSocket(address.replace("http", "ws"));
const viaEventSource = (address) => new EventSource(address);
const viaImport = (address) => import(address);
const viaWorker = (address) => new Worker(address);

/**
 * All ways: a name, how the directive begins that has to refuse it, and the attempt, which gives a promise or what events come
 * from. `tell` hears of each violation in a worker.
 */
export function attempts(tell) {
  const worker = (run) => (address) => inWorker(run, address, tell);
  return [
    ["fetch", "connect", viaFetch],
    ["XMLHttpRequest", "connect", viaXhr],
    ["sendBeacon", "connect", (address) => navigator.sendBeacon(address)],
    ["WebSocket", "connect", viaWebSocket],
    ["EventSource", "connect", viaEventSource],
    ["image", "img", element("img", "src")],
    ["sound", "media", element("audio", "src")],
    ["font", "font", (address) => new FontFace("sealed", `url(${address})`).load()],
    ["style sheet", "style", element("link", "href", { rel: "stylesheet" })],
    ["script", "script", element("script", "src")],
    ["import()", "script", viaImport],
    ["worker", "worker", viaWorker],
    // The policy lets a worker come from memory, because the program needs some. It has the same policy.
    ["fetch in a worker", "connect", worker(viaFetch)],
    ["XMLHttpRequest in a worker", "connect", worker(viaXhr)],
    ["WebSocket in a worker", "connect", worker(viaWebSocket)],
    ["EventSource in a worker", "connect", worker(viaEventSource)],
    ["importScripts in a worker", "script", worker(async (address) => importScripts(address))],
    ["import() in a worker", "script", worker(viaImport)],
    ["worker in a worker", "worker", worker(viaWorker)],
    [
      "fetch in a worker in a worker",
      "connect",
      worker((address, tell) => inWorker((address) => fetch(address), address, tell)),
    ],
    ["frame", "frame", element("iframe", "src", { sandbox: "" })],
    ["object", "object", element("object", "data")],
    ["form", "form", submit],
    // Which directive this falls under has changed over the years.
    ["prefetch", "", element("link", "href", { rel: "prefetch" })],
    ["navigation", THE_PAGE, leave((address) => (location.href = address))],
    ["download", THE_PAGE, leave((address) => element("a", "href", { download: "sealed" })(address).click())],
  ];
}
