// The entry of the released page. scripts/pack.mjs bundles it with boot.js and with the program's glue, which wasm-bindgen
// wrote, as one script.
import { boot } from "./boot.js";
import { __wbg_finalize_init as begin, __wbg_get_imports as imports } from "glue";

async function run() {
  // The single file brings the program along (scripts/single.mjs). Otherwise the build wrote its name and hash into a link.
  const link = document.querySelector('link[as="fetch"]');
  const answer = await (window.program ?? fetch(link.href, { integrity: link.integrity }));
  // Compiled while it arrives; a server that calls it by another type delays the start and no more.
  const { instance } =
    answer.headers.get("Content-Type") === "application/wasm"
      ? await WebAssembly.instantiateStreaming(answer, imports())
      : await WebAssembly.instantiate(await answer.arrayBuffer(), imports());
  begin(instance);
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

boot(run, () => {
  // A single file has nothing to keep, and no place to come back to.
  if (window.program) return;
  installable();
  // The seal forbids workers, so this is told before it. Where the browser keeps nothing, the page goes on without.
  navigator.serviceWorker?.register("sw.js").catch(() => {});
});
