#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command on one side of a lab, from inside its mount and PID namespaces:  enter.sh STATE FOLDER client|net CMD...
state=$1 folder=$2 side=$3
shift 3
cd "$folder" || exit 1
export LAB_STATE=$state
[ "$side" = net ] && exec "$@"
exec nsenter --net="/proc/$(cat "$state/pids/client")/ns/net" --wdns="$folder" -- "$@"
