// A hook of Trunk, before the build: the style sheets as one and the start-up scripts as one, in target/bundle/, where
// index.html names them. Trunk puts hashes into their names and links.
import { buildSync } from 'esbuild';
import { ROOT } from './page.mjs';

const release = process.env.TRUNK_PROFILE === 'release';
buildSync({
  absWorkingDir: ROOT,
  entryPoints: ['style/style.css', 'public/start.js'],
  entryNames: '[name]',
  outdir: 'target/bundle',
  bundle: true,
  minify: release,
  define: { RELEASE: String(release) },
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
});
