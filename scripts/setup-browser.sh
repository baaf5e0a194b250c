#!/usr/bin/env bash
# Makes sure that a Chromium is here for the end-to-end tests and the benchmark: the one in $CHROMIUM, or an installed
# Chromium or Chrome, or Debian's and Ubuntu's package. Building and serving the page never needs it.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

if ! node scripts/chromium.mjs >/dev/null 2>&1; then
  command -v apt-get >/dev/null || fail 'no Chromium or Chrome found. Install one, or set CHROMIUM to its path, and run this again.'
  sudo=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail 'no Chromium or Chrome found, and installing one needs root. Run: apt-get install chromium'
    sudo=sudo
  fi
  step 'Browser: installing chromium'
  $sudo apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
step "Browser: ready ($(node scripts/chromium.mjs))"
