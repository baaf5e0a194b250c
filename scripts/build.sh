#!/usr/bin/env bash
# Builds the page into dist/: Trunk compiles the program and wasm-bindgen writes its glue, into target/page/; then
# scripts/pack.mjs takes out what is not used, shrinks the rest and puts hashes into names and links. Then the size is checked.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

step 'Build: the program'
# Some shells set NO_COLOR=1, which Trunk takes only as true or false.
# (Its JavaScript minifier does not know today's glue, says so, and leaves it as it is.)
env -u NO_COLOR trunk build --release --color never --dist target/page 2>&1 | { grep -v 'Failed to minify JS' || true; }
step 'Build: the release page'
node scripts/pack.mjs target/page dist
step 'Build: size'
node scripts/check-size.mjs
