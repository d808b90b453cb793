#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing of the given sections of packages.txt (build, test), and nothing when nothing is missing.
#   scripts/install_packages.sh build [test ...]
# The tests bring servers with them (nsd, knot, pdns, unbound, nginx, Caddy, postfix, postgresql). They are installed without being started and without being
# enabled: the lab runs its own copies in private network namespaces.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

section() {
    awk -v want="[$1]" '/^\[/ { inside = ($1 == want); next } inside { sub(/#.*/, ""); if ($1) print $1 }' "$here/packages.txt"
}

missing=()
for name in "$@"; do
    for package in $(section "$name"); do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "These packages are missing, and only root may install them: ${missing[*]}" >&2
        echo "Run as root: $here/install_packages.sh $*" >&2
        exit 1
    fi
    as_root=(sudo)
fi

echo "Installing: ${missing[*]}" >&2
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
    trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null

if [ -d /run/systemd/system ]; then
    for service in nsd unbound nginx caddy postfix postfix-mta-sts-resolver postgresql; do
        for package in "${missing[@]}"; do
            case $package in "$service" | "$service"-*) "${as_root[@]}" systemctl disable -q "$service" 2>/dev/null || true ;; esac
        done
    done
fi
