#!/usr/bin/env bash
# Makes sure that a Firefox is here for the end-to-end tests: the one in $FIREFOX, or an installed one, or the package of Debian
# or Ubuntu. Playwright drives it by WebDriver BiDi, which is a part of it. Building and serving the page never needs it.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

if ! node scripts/firefox.mjs >/dev/null 2>&1; then
  command -v apt-get >/dev/null || fail 'no Firefox found. Install one, or set FIREFOX to its path, and run this again.'
  sudo=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail 'no Firefox found, and installing one needs root. Run: apt-get install firefox-esr'
    sudo=sudo
  fi
  $sudo apt-get update -qq
  # Ubuntu has no firefox-esr.
  package=firefox-esr
  apt-cache show "$package" >/dev/null 2>&1 || package=firefox
  step "Firefox: installing $package"
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
fi
step "Firefox: ready ($(node scripts/firefox.mjs))"
