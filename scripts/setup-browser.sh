#!/usr/bin/env bash
# Makes sure that a Chromium is here for the end-to-end tests and the benchmark: the one in $CHROMIUM, or an installed
# Chromium or Chrome, or the package of Debian or Ubuntu. Building and serving the page never needs it. The tests take the one
# without windows if it is there, because it leaves a fifth less for the processor to do.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

missing='Chromium or Chrome (CHROMIUM names one)'
if ! node scripts/chromium.mjs >/dev/null 2>&1; then
  apt_install "$missing" 'chromium-headless-shell|chromium'
elif [ -n "${CI:-}" ] && [ -z "${CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null; then
  # A machine that is there for the tests gets it beside the other one. Where it is not to be had, the other one will do.
  (apt_install "$missing" chromium-headless-shell) || true
fi
step "Browser: ready ($(node scripts/chromium.mjs))"
