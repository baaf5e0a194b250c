#!/usr/bin/env bash
# Installs Trunk and wasm-bindgen into .tools/, in the versions that belong to this tree. Unoptimised, because compiling
# them takes minutes and running them a second. Does nothing when they are there.
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

install trunk trunk "$TRUNK_VERSION" --features rustls
install wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN_VERSION"
rm -rf .tools/build
step "Tools: ready (trunk $TRUNK_VERSION, wasm-bindgen $WASM_BINDGEN_VERSION)"
