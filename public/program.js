// The program with its glue, for the page and for its workers. The build makes one function of it, `program`
// (scripts/program.mjs): the text of that function starts the same program in a worker, which may load nothing (seal.js).

import init, { settings_files, take_content, take_settings, take_worker, work } from "glue";

/** Starts the program in the page. `module` is what wasm-bindgen takes: a response, or the promise of one. */
export async function start(module) {
  await init({ module_or_path: module });
  take_worker(`(${program})().serve()`);
}

/** Hands the text of what the page teaches to the program, once it runs; nothing if it did not come. */
export const teach = (text) => take_content(text);

/** The names of the files that the text of `settings.json` takes keys from. */
export const settingsFiles = (text) => settings_files(text);

/** Hands the text of `settings.json` to the program, with the files that it names and that came; nothing if it did not come. */
export const settings = (text, names, texts) => take_settings(text, names, texts);

/**
 * Does one job in a worker: `[module, request]` comes in one message, answers go out, and the page ends the worker after the
 * last. `null` says that the program cannot run here, `false` that it stopped half-way.
 */
export function serve() {
  addEventListener("messageerror", () => postMessage(null));
  addEventListener("message", async ({ data: [module, request] }) => {
    let answer = null;
    try {
      await init({ module_or_path: module });
      answer = false;
      work(request);
    } catch {
      // What is thrown could hold what was typed.
      postMessage(answer);
    }
  });
}
