// The settings of a team: `settings.json` beside the page, and the files of keys that it names. They come from the page's own server
// and before the seal, like all that the page loads.

const PATIENCE = 5000;

/** Asks for `settings.json` at once; what is given back hands it to the program, once that runs, and waits for the files it names. */
export function settings() {
  const asked = load("settings.json");
  return async ({ settingsFiles, settings }) => {
    const text = await asked;
    // Most copies have none.
    if (text === "") return;
    const names = settingsFiles(text ?? "");
    const texts = await Promise.all(names.map(load));
    const there = names.map((name, at) => [name, texts[at]]).filter(([, text]) => text);
    settings(text, there.map(([name]) => name), there.map(([, text]) => text));
  };
}

/** The text of a file: empty if there is none, nothing if the server does not give it. */
async function load(name) {
  try {
    // Newer settings count at the next start.
    const response = await fetch(name, { cache: "no-cache", redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    // Some servers answer with a page what is not there, some with another status than 404. hosting/ has 204, which no browser logs.
    const isPage = /^text\/html/.test(response.headers.get("content-type"));
    if (isPage || response.status === 204 || (response.status >= 400 && response.status < 500)) return "";
    return response.ok ? await response.text() : undefined;
  } catch {
    // The page says so.
  }
}
