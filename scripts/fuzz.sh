#!/usr/bin/env bash
# Runs the fuzz targets one after the other, each for so many executions, and stops at the first crash, or at an input that
# takes five seconds or 2 GB. The figures in SECURITY.md are of a run without arguments.
#
#   scripts/fuzz.sh                    all targets, eighteen million executions and more in all
#   scripts/fuzz.sh key 100000         one target
set -euo pipefail
source "$(dirname "$0")/versions.sh"

# Target, executions, longest input in bytes, dictionary.
RUNS='
json    3000000  160 json
extract 2000000  300 token
token   3500000  300 token
verify   700000 8192 key
key     1000000 4096 key
jwe     1500000  700 token
jws_json 1500000 500 json
sd_jwt  1500000  700 token
status_list 1500000 200 json
deflate 1500000  200 -
settings 500000 1500 json
case     500000 1500 json
'

cd fuzz
# Instruments the code for coverage, with assertions and overflow checks on. There is no unsafe code here for a sanitizer of
# memory to watch (`#![forbid(unsafe_code)]`), and without one the stable compiler will do.
step 'Fuzz: build'
cargo fuzz build --sanitizer none
step 'Fuzz: seeds, from the keys and tokens of the tests'
cargo run --quiet --release --example seeds
while read -r target runs length dictionary; do
  [ -n "$target" ] && [ "${1:-$target}" = "$target" ] || continue
  step "Fuzz: $target, ${2:-$runs} executions"
  cargo fuzz run --sanitizer none "$target" -- -runs="${2:-$runs}" -max_len="$length" \
    $([ "$dictionary" = - ] || echo "-dict=dictionaries/$dictionary.dict") -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 2>&1 |
    grep -E 'DONE|^stat::|panicked|ERROR|artifact|Base64'
done <<<"$RUNS"
