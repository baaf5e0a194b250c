#!/usr/bin/env bash
# Builds the page into dist/: Trunk compiles the program, wasm-bindgen writes its glue, wasm-opt shrinks it, and each file
# gets its hash into its name and into index.html. Then the size is checked.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

step 'Build: the release page'
release_flags
# Some shells set NO_COLOR=1, which Trunk takes only as true or false.
# (Its JavaScript minifier does not know today's glue, says so, and leaves it as it is.)
env -u NO_COLOR trunk build --release --color never 2>&1 | { grep -v 'Failed to minify JS' || true; }
step 'Build: size'
node scripts/check-size.mjs
