#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Sigillo and starts it: without arguments the console, where there is a display, else a demo on recorded facts; with arguments
# the terminal program.
#   scripts/run.sh [check example.com]
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)

"$top/scripts/install_packages.sh" build
build=$top/build/release
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { cmake -S "$top" --preset release && cmake --build "$build" --target sigillo sigillo-cli; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi

if [ $# -gt 0 ]; then
    "$build/bin/sigillo-cli" "$@"
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    "$build/bin/sigillo"
else
    echo "No display here: this is a demo on recorded facts. Try: scripts/run.sh check example.com" >&2
    "$build/bin/sigillo-cli" evaluate "$top"/resources/demo/*.json || true
fi
