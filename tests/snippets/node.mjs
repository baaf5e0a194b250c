// Runs the code that the page shows for Node; as main.rs in rust/ does for Rust. The files are in the folder that is named.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const { verify } = await import(join(folder, 'verify.mjs'));
const { sign } = await import(join(folder, 'sign.mjs'));
for (const [at, line] of readFileSync(0, 'utf8').split('\n').entries()) {
  const token = at ? line : await sign(line);
  try {
    await verify(token);
    console.log('ok');
  } catch (error) {
    console.log(`refused: ${error.message}`);
  }
}
