#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The lab's servers:  servers.sh STATE functions|status|flush   (from inside its namespaces; supervise.sh reads the functions)
state=$1
readonly daemons="nsd-root nsd-tld nsd-leaf nsd-lame unbound-remote unbound-local smtpd nginx postfix"

start() { # NAME CMD...
    local name=$1
    shift
    "$@" >"$state/log/$name.out" 2>&1 </dev/null &
    echo $! >"$state/pids/$name"
}

alive() { # NAME
    [ -e "$state/pids/$1" ] && kill -0 "$(cat "$state/pids/$1")" 2>/dev/null
}

# Postfix changes to its own user, so it needs more than the one user id of an ordinary user's namespace.
can_run_postfix() {
    [ "$LAB_ROOTLESS" = 0 ] && [ -x /usr/sbin/postfix ] && id postfix >/dev/null 2>&1
}

start_postfix() {
    mkdir -p "$state/postfix/queue" "$state/postfix/data"
    chown postfix "$state/postfix/data"
    cp /etc/postfix/postfix-files /etc/postfix/dynamicmaps.cf "$state/postfix/conf/" 2>/dev/null || true
    start postfix /usr/sbin/postfix -c "$state/postfix/conf" start-fg
}

start_servers() {
    local who smtpd_config=smtpd-without-postfix.conf
    for who in root tld leaf lame; do
        start "nsd-$who" /usr/sbin/nsd -d -c "$state/conf/nsd-$who.conf"
    done
    start unbound-remote /usr/sbin/unbound -d -c "$state/conf/unbound-remote.conf"
    start unbound-local nsenter --net="/proc/$(cat "$state/pids/client")/ns/net" -- \
        /usr/sbin/unbound -d -c "$state/conf/unbound-local.conf"
    if can_run_postfix; then
        smtpd_config=smtpd.conf
        start_postfix
    fi
    start smtpd "$LAB_BIN/lab_smtpd" "$state/conf/$smtpd_config" "$state/certs"
    start nginx env OPENSSL_CONF="$state/conf/openssl.cnf" \
        /usr/sbin/nginx -c "$state/conf/nginx.conf" -p "$state" -e "$state/log/nginx-error.log"
}

answers_dns() {
    client dig @198.51.100.53 +time=1 +tries=1 +short _mta-sts.postfix.test TXT | grep -q STSv1
}

answers_smtp() {
    client openssl s_client -connect 203.0.113.61:25 -starttls smtp -servername mx1.postfix.test \
        -verify_hostname mx1.postfix.test -verify_return_error </dev/null 2>/dev/null | grep -q 'Verify return code: 0'
}

answers_https() {
    printf 'GET /.well-known/mta-sts.txt HTTP/1.0\r\nHost: mta-sts.postfix.test\r\n\r\n' |
        client openssl s_client -quiet -ign_eof -verify_return_error -connect 198.51.100.80:443 \
            -servername mta-sts.postfix.test 2>/dev/null | grep -q 'version: STSv1'
}

wait_until_healthy() {
    local what
    for what in dns smtp https; do
        for _ in $(seq 50); do
            ! "answers_$what" || continue 2
            sleep 0.2
        done
        echo "lab: no answer over $what" >&2
        tail -n 5 "$state"/log/* >&2
        return 1
    done
}

status() {
    local name status=0
    for name in $daemons; do
        if alive "$name"; then
            echo "$name up"
        else
            echo "$name down"
            [ "$name" = postfix ] || status=1
        fi
    done
    [ ! -e "$state/delay" ] || echo "one-way delay in microseconds, loss per million: $(cat "$state/delay")"
    return $status
}

flush() { # unbound forgets its cache when it reads its configuration again
    local who
    for who in remote local; do
        kill -HUP "$(cat "$state/pids/unbound-$who")"
    done
}

case $2 in
status) status ;;
flush) flush ;;
esac
