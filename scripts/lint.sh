#!/usr/bin/env bash
# Formatting; clippy, for the host (library, tests) and for wasm (the interface); and what the crates may be. Any warning fails.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

step 'Lint: formatting'
cargo fmt --check
step 'Lint: clippy, library and tests'
cargo clippy --locked --all-targets -- -D warnings
step 'Lint: clippy, interface'
cargo clippy --locked --target wasm32-unknown-unknown --bin jwt-debugger-app -- -D warnings
step 'Lint: licences, sources and duplicates of the crates'
cargo deny --locked check bans licenses sources
step 'Lint: advisories'
# The database is fetched from its own server, which some networks do not reach: then that is said, and not taken for a pass.
if cargo deny --locked fetch db >target/deny-fetch.log 2>&1; then
  cargo deny --locked check --disable-fetch advisories
elif [ "${ADVISORIES:-}" = required ]; then
  fail "the database of advisories cannot be fetched: $(tail -1 target/deny-fetch.log)"
else
  step 'Lint: advisories NOT checked: https://github.com/RustSec/advisory-db cannot be reached from here'
fi
