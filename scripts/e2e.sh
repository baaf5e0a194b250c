#!/usr/bin/env bash
# The end-to-end tests, in the projects of tests/e2e/playwright.config.mjs that are named: `scripts/e2e.sh dist firefox`.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

# Some specs compare it with dist/ whatever the project is.
node scripts/single.mjs
for project in "$@"; do
  step "Test: end to end, $project"
  playwright test --project="$project" --config tests/e2e/playwright.config.mjs
done
