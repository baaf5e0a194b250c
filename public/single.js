// The entry of the single file (scripts/single.mjs), which brings the program and its glue along: nothing is fetched, nothing
// is kept, and there is no place to come back to.
import { program } from "glue";
import { boot } from "./boot.js";

boot(async () => {
  const running = program();
  await running.start(window.program);
  const { files } = await (window.settings?.json() ?? {});
  if (files) running.settings(files["settings.json"], Object.keys(files), Object.values(files));
  running.teach(await window.lessons.text());
});
