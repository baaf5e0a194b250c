// Starts the program, then seals the page.
//
// The policy in index.html allows what start-up needs. Policies only ever add up: a second one that allows nothing more
// to be loaded (seal.js) cannot be taken back by any script, so from then on the browser itself refuses every request that a
// policy governs.

import { seal } from "./seal.js";

// A panic in the program is a trap: nothing runs on after it, and nobody knows its text, which could hold what was typed.
// What was typed is still in the fields, and the notice says so.
function notice() {
  document.getElementById("shell")?.remove();
  const early = document.getElementById("early");
  if (!early?.querySelector("textarea").value) early?.remove();
  document.getElementById("failed").hidden = false;
}
const trapped = (error) => error instanceof WebAssembly.RuntimeError && notice();
addEventListener("error", (event) => trapped(event.error));
addEventListener("unhandledrejection", (event) => trapped(event.reason));

/** Waits for `run`, which starts the program, does `last` as the last thing before the seal, and seals the page. */
export async function boot(run, last = () => {}) {
  try {
    await run();
    // Whatever the page itself asks for has arrived by then.
    if (document.readyState !== "complete") {
      await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
    }
    last();
    seal();
    document.body.dataset.ready = "true";
  } catch (error) {
    notice();
    throw error;
  }
}
