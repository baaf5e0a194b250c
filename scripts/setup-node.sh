#!/usr/bin/env bash
# Installs the npm packages of package-lock.json: wasm-opt for the build, the rest for the tests. Downloads no browser.
# Does nothing when node_modules/ is not older than the lock file.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

command -v npm >/dev/null || fail 'Node.js is missing. Install version 20 or newer from https://nodejs.org and run this again.'
major=$(node --print 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || fail "Node.js $major is too old. Install version 20 or newer from https://nodejs.org and run this again."

mark=node_modules/.package-lock.json
if [ ! -f $mark ] || [ package-lock.json -nt $mark ]; then
  step 'Node: installing the packages of package-lock.json'
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-progress
  touch $mark
fi
step "Node: ready ($(node --version))"
