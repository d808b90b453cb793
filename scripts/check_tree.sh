#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Rules of the tree that no compiler checks: the pure core reaches for no network, database or window; files stay small.
set -euo pipefail
cd "$(dirname "$0")/.."
bad=0

impure=$(grep -rnE '#include *<(QtNetwork|QtSql|QtGui|QtWidgets|QNetwork|QSql|QWidget|QTcp|QUdp|QSsl|QHost|QLocalS|sys/socket|netinet|arpa)' core \
    --include='*.h' --include='*.cpp' | grep -vE '^core/(io|archive)/' || true)
if [ -n "$impure" ]; then
    printf 'The pure core reaches for the network, a database or widgets:\n%s\n' "$impure"
    bad=1
fi

long=$(find core app tests ui -name '*.cpp' -o -name '*.h' 2>/dev/null | xargs -r wc -l | awk '$2 != "total" && $1 > 600' || true)
if [ -n "$long" ]; then
    printf 'Files over 600 lines:\n%s\n' "$long"
    bad=1
fi
exit $bad
