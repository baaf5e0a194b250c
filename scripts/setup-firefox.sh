#!/usr/bin/env bash
# Makes sure that a Firefox is here for the end-to-end tests: the one in $FIREFOX, or an installed one, or the package of Debian
# or Ubuntu. Playwright drives it by WebDriver BiDi, which is a part of it. Building and serving the page never needs it.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

if ! node scripts/firefox.mjs >/dev/null 2>&1; then
  # Ubuntu has no firefox-esr.
  apt_install 'Firefox (FIREFOX names one)' 'firefox-esr|firefox'
fi
step "Firefox: ready ($(node scripts/firefox.mjs))"
