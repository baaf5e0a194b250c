# Sourced by the set-up steps: where things are, which versions of the build tools belong to this tree, how a step is told.
# shellcheck shell=bash
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Rust and Node may be installed for this person only.
export PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$PATH:$HOME/.cargo/bin"

# 0.22 needs a newer Rust than rust-toolchain.toml names.
export TRUNK_VERSION=0.21.14
export CARGO_DENY_VERSION=0.20.2
# The tool must be of the very version that the program is built with.
WASM_BINDGEN_VERSION=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
export WASM_BINDGEN_VERSION

# With the time of day, so that a log tells what took how long.
step() { printf '==> %s %s\n' "$(date +%T)" "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# The package manager of Debian and Ubuntu, as root. `$1` is what is missing, in words; the rest are packages, of which the first
# one that there is will be installed if they are separated by `|`.
apt_install() {
  local missing=$1 sudo= packages=() choice name
  shift
  command -v apt-get >/dev/null || fail "$missing not found. Install it and run this again."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "$missing not found, and installing needs root. Run: apt-get install ${*%%|*}"
    sudo=sudo
  fi
  $sudo apt-get update -qq
  for choice in "$@"; do
    for name in ${choice//|/ }; do
      apt-cache show "$name" >/dev/null 2>&1 && break
    done
    packages+=("$name")
  done
  step "Installing ${packages[*]}"
  # A run level of one keeps the packages from starting services.
  $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

# For the page only. Leptos' own switch for one type of view instead of one for each combination: 29 of 597 KB (brotli) less. And
# no path of the building machine stays in the program, so that the same commit gives the same bytes. SIMD: SHA-256 with it is
# smaller and nearly twice as fast, and every browser that has the page's CSS has it.
WASM_FLAGS='--cfg erase_components -Ctarget-feature=+simd128'
for sources in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
  [ -d "$sources" ] && WASM_FLAGS+=" --remap-path-prefix=$sources="
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$WASM_FLAGS"
