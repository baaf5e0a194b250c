#!/usr/bin/env bash
# Formatting and clippy, for the host (library, tests) and for wasm (the interface). Any warning fails.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

step 'Lint: formatting'
cargo fmt --check
step 'Lint: clippy, library and tests'
cargo clippy --locked --all-targets -- -D warnings
step 'Lint: clippy, interface'
cargo clippy --locked --target wasm32-unknown-unknown --bin jwt-debugger-app -- -D warnings
