#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A private mail internet of real servers in namespaces of this machine; README.md says what is in it.
#
#   lab.sh run CMD...           a lab of its own for one command: up, exec, down, whatever happens to the command
#   lab.sh up | down | status   a lab that stays until `down`
#   lab.sh exec CMD...          a command on the lab's client
#   lab.sh exec-net CMD...      a command among the servers
#   lab.sh rtt MS [LOSS_PERCENT]  from now on (only with LAB_LINK=tun)
#   lab.sh flush                forget the resolvers' caches
#   lab.sh list                 the odd domains
#
# Settings (environment):
#   LAB_BIN       where lab_smtpd and lab_delaylink were built     (build/dev/bin of this source tree)
#   LAB_BASE      folder for all labs                              (under TMPDIR)
#   LAB_STATE     where the lab of up, exec, … lives               (LAB_BASE/lab; `run` makes a new place in LAB_BASE each time)
#   LAB_DOMAINS   number of domNNNN domains                        (20)
#   LAB_HOSTED    number of hostNNNN domains on four providers     (8)
#   LAB_LINK      tun: has a round-trip time, needs /dev/net/tun; veth: has none   (tun for root, else veth)
#   LAB_RTT_MS    round-trip time, may be 7.5                      (15)
#   LAB_RESOLVER  what /etc/resolv.conf of the client says: remote, one round trip away, or local   (remote)
#   LAB_ROOTLESS  1: also as root in a user namespace, as an ordinary user must   (0)
#
# Everything runs in one PID namespace: when its first process goes, the kernel ends all the rest, and the namespaces, mounts
# and links vanish with them. So nothing has to be tidied up but files, even after a crash.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
base=${LAB_BASE:-${TMPDIR:-/tmp}/sigillo-lab-$(id -u)}
export LAB_BIN=${LAB_BIN:-$here/../../build/dev/bin}
export LAB_DOMAINS=${LAB_DOMAINS:-20} LAB_HOSTED=${LAB_HOSTED:-8} LAB_RTT_MS=${LAB_RTT_MS:-15}
export LAB_RESOLVER=${LAB_RESOLVER:-remote} LAB_ROOTLESS=${LAB_ROOTLESS:-0}
readonly cannot_run=77 # what CTest takes for "skipped"

say() {
    printf 'lab: %s\n' "$*" >&2
}

die() {
    say "$*"
    exit 1
}

need() { # PROGRAM PACKAGE ...
    local missing=()
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || missing+=("$2")
        shift 2
    done
    [ ${#missing[@]} -eq 0 ] || { say "missing packages: ${missing[*]}"; exit $cannot_run; }
}

check_requirements() {
    need ip iproute2 nsd nsd unbound unbound nginx nginx-light ldns-signzone ldnsutils openssl openssl dig bind9-dnsutils \
        unshare util-linux setpriv util-linux flock util-linux sysctl procps
    [ -x "$LAB_BIN/lab_smtpd" ] || die "build lab_smtpd first, or set LAB_BIN"
    choose_namespaces
    choose_link
}

# Finds what makes a command the first process of new namespaces. Root in a container may have to do as an ordinary user does.
choose_namespaces() {
    local kinds=(--net --mount --pid --fork --mount-proc --propagation private --kill-child) rootless=$LAB_ROOTLESS
    [ "$(id -u)" = 0 ] || rootless=1
    new_namespaces=(unshare "${kinds[@]}")
    export LAB_ROOTLESS=0
    [ "$rootless" = 1 ] || ! "${new_namespaces[@]}" true 2>/dev/null || return 0
    new_namespaces=(unshare --map-root-user "${kinds[@]}")
    LAB_ROOTLESS=1
    "${new_namespaces[@]}" true 2>/dev/null || { say "namespaces are not allowed here"; exit $cannot_run; }
}

choose_link() {
    [ "$LAB_ROOTLESS" = 0 ] || LAB_LINK=veth
    export LAB_LINK=${LAB_LINK:-tun}
    if [ "$LAB_LINK" = tun ] && [ ! -c /dev/net/tun ]; then
        say "no /dev/net/tun: no round-trip time"
        LAB_LINK=veth
    fi
}

locked() { # STATE: does a lab run there?
    [ -e "$1/lock" ] && ! flock --nonblock "$1/lock" true
}

generate() { # STATE
    local want
    want=$(cat "$here"/generate/*.py "$here"/domains/*.py <(echo "$LAB_DOMAINS $LAB_HOSTED $1 $(date +%F)") | sha256sum)
    if [ "$(cat "$1/made" 2>/dev/null)" != "$want" ]; then
        find "$1" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf {} +
        /usr/bin/python3 -B "$here/generate" "$1" "$LAB_DOMAINS" "$LAB_HOSTED"
        echo "$want" >"$1/made"
    fi
    rm -rf "$1/log" "$1/pids" "$1/ready" "$1/rootless"
    [ "$LAB_ROOTLESS" = 0 ] || touch "$1/rootless"
    mkdir -p "$1/log" "$1/pids"
}

remove_left_overs() { # of labs whose process is gone without tidying up
    local place
    for place in "$base"/run.*; do
        [ -d "$place" ] && ! locked "$place" && rm -rf "$place"
    done
    return 0
}

run() {
    check_requirements
    mkdir -p "$base"
    exec 8>"$base/lock" # so that no lab removes another that has not taken its own lock yet
    flock 8
    remove_left_overs
    state=$(mktemp -d "$base/run.XXXXXX")
    trap 'rm -rf "$state"' EXIT
    exec 9>"$state/lock"
    flock 9
    exec 8>&-
    chmod 755 "$state"
    generate "$state"
    local status=0
    # With this script dies the lab, whatever it is that ends the script.
    setpriv --pdeathsig KILL "${new_namespaces[@]}" "$here/supervise.sh" "$state" "$@" || status=$?
    return $status
}

up() {
    check_requirements
    mkdir -p "$state"
    ! locked "$state" || die "already up"
    exec 9>"$state/lock"
    flock 9
    generate "$state"
    # setsid: a Ctrl-C in the terminal is not for the lab, which is to outlive this script.
    setsid "${new_namespaces[@]}" "$here/supervise.sh" "$state" >"$state/log/supervise.out" 2>&1 </dev/null &
    echo $! >"$state/pid"
    for _ in $(seq 150); do
        [ ! -e "$state/ready" ] || break
        kill -0 "$(cat "$state/pid")" 2>/dev/null || break
        sleep 0.2
    done
    [ -e "$state/ready" ] || { cat "$state/log/supervise.out" >&2; down; die "did not come up: look in $state/log"; }
    say "up, state in $state"
}

down() {
    if locked "$state"; then
        kill -KILL "$(cat "$state/pid")" || true
        exec 9>&-
        flock "$state/lock" true # all its processes are gone
    fi
    say "down (files stay in $state)"
}

enter() { # client|net CMD...: in the namespaces of a lab that is up
    locked "$state" || die "not up"
    local first user=()
    first=$(pgrep --parent "$(cat "$state/pid")")
    [ ! -e "$state/rootless" ] || user=(--user --preserve-credentials)
    exec nsenter --target "$first" "${user[@]}" --mount --pid --net -- "$here/enter.sh" "$state" "$PWD" "$@"
}

set_rtt() { # MS [LOSS_PERCENT]
    [ -e "$state/pids/delaylink" ] || die "this lab's link has no round-trip time"
    awk -v ms="$1" -v loss="${2:-0}" 'BEGIN { printf "%d %d\n", ms * 500, loss * 10000 }' >"$state/delay"
    enter net kill -HUP "$(cat "$state/pids/delaylink")"
}

status() {
    locked "$state" || die "not up"
    enter net "$here/servers.sh" "$state" status
}

command=${1:-help}
[ $# -eq 0 ] || shift
state=${LAB_STATE:-$base/lab}
case $command in
up) up ;;
down) down ;;
run) run "$@" ;;
exec) enter client "$@" ;;
exec-net) enter net "$@" ;;
rtt) set_rtt "$@" ;;
flush) enter net "$here/servers.sh" "$state" flush ;;
status) status ;;
list) /usr/bin/python3 -B "$here/generate" --list ;;
*)
    sed -n '3,/^set/{s/^# \{0,1\}//p}' "$0"
    exit 2
    ;;
esac
