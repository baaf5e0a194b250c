// The settings of a team: `settings.json` beside the page, and the files of keys that it names. They come from the page's own server
// and before the seal, like all that the page loads.

const PATIENCE = 5000;

/** Asks for `settings.json` at once; what is given back hands it to the program, once that runs, and waits for the files it names. */
export function settings() {
  const stop = new AbortController();
  const asked = load("settings.json", stop.signal);
  return async ({ settingsFiles, settings }) => {
    // Counted from here: the program is a thousand times larger, and may have kept the server or the line busy.
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const text = await asked;
    const names = settingsFiles(text ?? "");
    const texts = await Promise.all(names.map((name) => load(name, stop.signal)));
    clearTimeout(timer);
    // Most copies have none.
    if (text === "") return;
    const there = names.map((name, at) => [name, texts[at]]).filter(([, text]) => text);
    settings(text, there.map(([name]) => name), there.map(([, text]) => text));
  };
}

/** The text of a file: empty if there is none, nothing if the server does not give it. */
async function load(name, signal) {
  try {
    // Newer settings count at the next start.
    const response = await fetch(name, { cache: "no-cache", redirect: "error", signal });
    const text = await response.text();
    // Some servers answer with a page what is not there, some with another status than 404. hosting/ has 204, which no browser logs.
    const isPage = /^text\/html/.test(response.headers.get("content-type"));
    if (isPage || (response.status >= 400 && response.status < 500)) return "";
    return response.ok ? text : undefined;
  } catch {
    // The page says so.
  }
}
