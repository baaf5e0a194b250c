#!/usr/bin/env bash
# Installs build tools into .tools/, in the versions that belong to this tree: `scripts/setup-tools.sh trunk wasm-bindgen`, or
# `cargo-deny`. Unoptimised, because compiling them takes minutes and running them a second. Does nothing when they are there.
#
# Each is compiled with the lock file that its authors published and tested. Two of these files hold a crate that was withdrawn
# since, and cargo warns of it. trunk 0.21.14 has crossbeam-channel 0.5.14 (a double free when a channel is dropped while it is
# written to, RUSTSEC-2025-0024), below its name resolver and its image optimiser: the build is offline and has no image.
# wasm-bindgen-cli has der 0.8.0, below the HTTP client with which it drives browsers for its own test runner, which is not
# used here. Neither becomes part of the page. Trunk 0.22, which has neither, needs a newer compiler.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

# The version that the tool in .tools/ says it has; a tool of the same name elsewhere does not count.
version_of() { { ".tools/bin/$1" --version 2>/dev/null || true; } | awk '{ print $2 }'; }

install() { # command, crate, version, features...
  local command=$1 crate=$2 version=$3
  shift 3
  [ "$(version_of "$command")" = "$version" ] && return
  step "Tools: building $crate $version (a few minutes, once)"
  CARGO_TARGET_DIR=.tools/build cargo install "$crate" --version "$version" --locked --debug --force \
    --no-default-features "$@" --root .tools
}

for tool in "$@"; do
  case $tool in
    trunk) install trunk trunk "$TRUNK_VERSION" --features rustls ;;
    wasm-bindgen) install wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN_VERSION" ;;
    cargo-deny) install cargo-deny cargo-deny "$CARGO_DENY_VERSION" ;;
    *) fail "no such tool: $tool" ;;
  esac
done
rm -rf .tools/build
step "Tools: ready ($*)"
