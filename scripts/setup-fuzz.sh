#!/usr/bin/env bash
# Installs cargo-fuzz into .tools/. Needs a C++ compiler for libFuzzer. Does nothing when it is there.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

VERSION=0.13.2
command -v c++ >/dev/null || fail 'the fuzzer needs a C++ compiler (Debian: apt-get install g++)'
[ "$({ .tools/bin/cargo-fuzz --version 2>/dev/null || true; } | awk '{ print $2 }')" = "$VERSION" ] && exit
step "Fuzzer: building cargo-fuzz $VERSION (a minute, once)"
CARGO_TARGET_DIR=.tools/build cargo install cargo-fuzz --version "$VERSION" --locked --debug --force --root .tools
rm -rf .tools/build
