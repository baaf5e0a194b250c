#!/usr/bin/env bash
# Builds the release twice, from copies of this tree in two folders of different names and depths, and compares every byte.
# The copies share the crates, the tools and the npm packages, and nothing that was compiled.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
unset CARGO_TARGET_DIR

# One picture of the tree for both, so that it may change while they are built.
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  [ ! -f "$file" ] || printf '%s\0' "$file"
done | tar --null --files-from=- --create --file "$work/tree.tar"

for folder in "$work/one" "$work/another/that is/deeper"; do
  step "Reproducible: building in $folder"
  mkdir -p "$folder"
  tar --extract --file "$work/tree.tar" --directory "$folder"
  ln -sfn "$here/node_modules" "$folder/node_modules"
  ln -sfn "$here/.tools" "$folder/.tools"
  (cd "$folder" && scripts/build.sh && node scripts/release.mjs)
done
diff -r "$work/one/release" "$work/another/that is/deeper/release" || fail 'the two releases differ'
step 'Reproducible: the two releases are the same, byte for byte'
cat "$work/one/release/SHA256SUMS"
