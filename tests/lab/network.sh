# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# The lab's network, a part of supervise.sh: two network namespaces and one link, so that no packet can leave the machine.
# This process is in the servers' one; `client` runs a command in the other, which a sleeping process keeps alive.

client() {
    nsenter --net="/proc/$(cat "$state/pids/client")/ns/net" -- "$@"
}

make_client() {
    unshare --net sleep infinity &
    echo $! >"$state/pids/client"
    local own
    own=$(readlink /proc/self/ns/net)
    while [ "$(readlink "/proc/$!/ns/net")" = "$own" ]; do sleep 0.01; done
}

link_by_veth() {
    ip link add name net0 type veth peer name lab0 netns "$(cat "$state/pids/client")"
}

link_by_tun() {
    client ip tuntap add dev lab0 mode tun vnet_hdr
    ip tuntap add dev net0 mode tun vnet_hdr
    client ip link set dev lab0 txqueuelen 20000
    ip link set dev net0 txqueuelen 20000
    awk -v ms="$LAB_RTT_MS" 'BEGIN { printf "%d 0\n", ms * 500 }' >"$state/delay"
    "$LAB_BIN/lab_delaylink" "/proc/$(cat "$state/pids/client")/ns/net" lab0 "/proc/$$/ns/net" net0 "$state/delay" \
        >"$state/log/delaylink.out" 2>&1 </dev/null &
    echo $! >"$state/pids/delaylink"
}

tune() {
    client sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv4.ip_local_port_range="10000 65000" net.ipv4.tcp_tw_reuse=1 || true
    sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.ip_nonlocal_bind=1 || true
    sysctl -qw net.core.somaxconn=4096 net.ipv4.tcp_max_syn_backlog=8192 || true
}

address_client() {
    client ip link set dev lo up
    client ip link set dev lab0 up
    client ip address add 192.0.2.2/24 dev lab0
    client ip address add 2001:db8:1::2/64 dev lab0 nodad
    if [ "$LAB_LINK" = veth ]; then
        client ip route add default via 192.0.2.1
        client ip -6 route add default via 2001:db8:1::1
    else
        client ip route add default dev lab0
        client ip -6 route add default dev lab0
    fi
}

# Whole prefixes are local to the servers' side: any address of them can be bound, none needs configuring. The black holes are
# routed here and dropped without a word.
address_servers() {
    ip link set dev lo up
    ip link set dev net0 up
    ip address add 192.0.2.1/24 dev net0
    ip address add 2001:db8:1::1/64 dev net0 nodad
    ip route add local 198.51.100.0/24 dev lo
    ip route add local 203.0.113.0/24 dev lo
    ip route add blackhole 198.51.101.0/24
    ip -6 route add local 2001:db8:25::/64 dev lo
    ip -6 route add local 2001:db8:80::/64 dev lo
    ip -6 route add blackhole 2001:db8:dead::/48
}

make_network() {
    make_client
    tune
    "link_by_$LAB_LINK"
    address_servers
    address_client
}
