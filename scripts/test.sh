#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds everything and runs every test: unit tests, tests on loopback, the terminal program, the lab of real servers; then the unit
# tests once more under AddressSanitizer and UndefinedBehaviorSanitizer.
#   scripts/test.sh             warnings are shown
#   SIGILLO_WERROR=1 scripts/test.sh    warnings are errors, as in CI
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

scripts/install_packages.sh build test
scripts/install_npm.sh
preset=release
[ "${SIGILLO_WERROR:-0}" = 0 ] || preset=ci

cmake --preset "$preset"
cmake --build --preset "$preset"
ctest --preset "$preset"

cmake --preset asan -DSIGILLO_WERROR="${SIGILLO_WERROR:-0}"
cmake --build --preset asan --target tests_unit
ctest --preset asan
