# Sourced by the set-up steps: where things are, which versions of the build tools belong to this tree, how a step is told.
# shellcheck shell=bash
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Rust and Node may be installed for this person only.
export PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$PATH:$HOME/.cargo/bin"

# 0.22 needs a newer Rust than rust-toolchain.toml names.
export TRUNK_VERSION=0.21.14
# The tool must be of the very version that the program is built with.
WASM_BINDGEN_VERSION=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
export WASM_BINDGEN_VERSION

step() { printf '==> %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# For the page only. The rounds of SHA-2 in loops cost some speed that nobody feels and save kilobytes that everybody loads;
# shorter paths in panic messages, too, and they keep the paths of the building machine out of the program.
WASM_FLAGS='--cfg sha2_backend_soft="compact"'
for sources in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
  [ -d "$sources" ] && WASM_FLAGS+=" --remap-path-prefix=$sources="
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$WASM_FLAGS"
