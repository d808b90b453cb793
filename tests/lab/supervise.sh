#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The first process of a lab's namespaces:  supervise.sh STATE [CMD...]
# It is in the network namespace of the servers. It makes the client's and the link between the two, starts the servers, and
# then runs the command on the client, or waits to be killed. With it goes everything.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
state=$1
shift

# One file system view for all: the lab's resolver, and the lab's CA as the only system CA.
lay_over_etc() {
    local etc=$state/etc address=198.51.100.53
    [ "$LAB_RESOLVER" = remote ] || address=127.0.0.1
    mkdir -p "$etc/ssl/certs" "$etc/ssl/private"
    printf 'nameserver %s\noptions edns0 trust-ad timeout:2 attempts:2\n' $address >"$etc/resolv.conf"
    cp /etc/ssl/openssl.cnf "$etc/ssl/"
    cp "$state/ca.pem" "$etc/ssl/certs/ca-certificates.crt"
    cp "$state/ca.pem" "$etc/ssl/certs/lab-root.pem"
    ln -sf lab-root.pem "$etc/ssl/certs/$(openssl x509 -hash -noout -in "$state/ca.pem").0"
    mount --bind "$etc/ssl" /etc/ssl
    [ ! -e /etc/resolv.conf ] || mount --bind "$etc/resolv.conf" "$(readlink -f /etc/resolv.conf)"
}

lay_over_etc
. "$here/network.sh"
. "$here/servers.sh" "$state" functions
make_network
start_servers
wait_until_healthy
touch "$state/ready"
if [ $# -eq 0 ]; then
    # Reaps what the servers leave behind, until it is killed.
    while :; do sleep 3600 & wait $!; done
fi
"$here/enter.sh" "$state" "$PWD" client "$@"
