#!/usr/bin/env bash
# Makes sure that a Chromium is here for the end-to-end tests and the benchmark: the one in $CHROMIUM, or an installed
# Chromium or Chrome, or Debian's and Ubuntu's package. Building and serving the page never needs it.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

if ! node scripts/chromium.mjs >/dev/null 2>&1; then
  apt_install 'Chromium or Chrome (CHROMIUM names one)' chromium
fi
step "Browser: ready ($(node scripts/chromium.mjs))"
