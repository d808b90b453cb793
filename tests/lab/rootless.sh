#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in a lab made without root's rights, also for root: a user namespace, no round-trip time, no Postfix.
#   rootless.sh CMD...
export LAB_ROOTLESS=1
exec "$(dirname "${BASH_SOURCE[0]}")/lab.sh" run "$@"
