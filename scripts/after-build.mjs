// A hook of Trunk, after the build: the program as one function, the data file of content/, then the worker that keeps the page and
// has the hashes of all other files.
import { putContent } from './content-file.mjs';
import { putProgram } from './program.mjs';
import { putWorker } from './worker.mjs';

const { TRUNK_PROFILE, TRUNK_STAGING_DIR: folder } = process.env;
const release = TRUNK_PROFILE === 'release';
putProgram(folder, release);
putContent(folder);
// A page under development changes too often to be kept.
if (release) putWorker(folder);
