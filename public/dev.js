// The entry of the page that Trunk builds, with each script in a file of its own. The released page has
// public/release.js in its place: scripts/pack.mjs bundles that one.
import { boot } from "./boot.js";

boot(async () => {
  // Trunk writes the hashed names, and the hashes, into these two links.
  const glue = document.querySelector('link[rel="modulepreload"]');
  const wasm = document.querySelector('link[rel="preload"][as="fetch"]');
  const { default: init } = await import(glue.href);
  await init({ module_or_path: fetch(wasm.href, { integrity: wasm.integrity }) });
});
