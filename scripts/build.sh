#!/usr/bin/env bash
# Builds the page into dist/ and checks its size. Trunk does it (Trunk.toml): it compiles the program, has wasm-bindgen write
# the glue and wasm-opt make it smaller, and puts hashes into names and links.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

step 'Build: the page'
# Some shells set NO_COLOR=1, which Trunk takes only as true or false.
# (Its JavaScript minifier does not know today's glue, says so, and leaves it as it is.)
env -u NO_COLOR trunk build --release --color never 2>&1 | { grep -v 'Failed to minify JS' || true; }
step 'Build: size'
node scripts/check-size.mjs
