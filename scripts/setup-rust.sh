#!/usr/bin/env bash
# Makes sure that the Rust of rust-toolchain.toml is here with the wasm target, rustfmt and clippy, and that the crates are
# downloaded. Does nothing, quickly, when all of it is.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

command -v rustup >/dev/null || fail 'rustup is missing. Install it from https://rustup.rs and run this again.'

channel=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
if ! rustup toolchain list | grep -q "^$channel-"; then
  step "Rust: installing $channel"
  rustup toolchain install "$channel" --profile minimal --no-self-update
fi
installed=$(rustup component list --installed --toolchain "$channel")
for component in rustfmt clippy; do
  if ! grep -q "^$component" <<<"$installed"; then
    step "Rust: adding $component"
    rustup component add "$component" --toolchain "$channel"
  fi
done
if ! grep -q '^rust-std-wasm32-unknown-unknown' <<<"$installed"; then
  step 'Rust: adding the wasm32-unknown-unknown target'
  rustup target add wasm32-unknown-unknown --toolchain "$channel"
fi

# Trunk builds without the network, so the crates come first. Offline success means that they are all here.
if ! cargo fetch --locked --offline >/dev/null 2>&1; then
  step 'Rust: downloading the crates of Cargo.lock'
  cargo fetch --locked
fi
step "Rust: ready ($channel)"
