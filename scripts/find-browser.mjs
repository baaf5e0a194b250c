// How a browser for the tests is found: by a variable, or by the names that it is installed under.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const runs = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path that the environment's `variable` has, or else the first of the `names` in PATH and of the `applications`. */
export function findBrowser({ names, applications, variable, title, script }) {
  const set = process.env[variable];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const installed = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...applications];
  const path = (set ? [set] : installed).find(runs);
  if (path) return path;
  throw new Error(set ? `${variable}=${set} is not a program that runs` : `no ${title} found: run scripts/${script}, or set ${variable} to its path`);
}

/** Prints what `find` gives, if the module at `url` is the program that runs. */
export function printIfRun(url, find) {
  if (!process.argv[1] || url !== pathToFileURL(process.argv[1]).href) return;
  try {
    console.log(find());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
