#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles in the private internet: the bundle of a healthy domain is served at its policy host by nginx, Apache, Caddy and workerd in turn, on
IPv4 and IPv6 with the certificate of the lab, and `sigillo-cli check` finds nothing wrong with it.

    lab.sh run /usr/bin/python3 -B tests/lab/bundles.py SIGILLO_CLI

Exit status 77: none of the four is installed.
"""
import os, signal, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import serve_bundle

CLI, STATE, DOMAIN = sys.argv[1], os.environ["LAB_STATE"], "dom0005.test"
ADDRESSES = ["198.51.100.80", "2001:db8:80::80"]
AMONG_THE_SERVERS = ["nsenter", "--net=/proc/1/ns/net", "--"]
NETWORK = ["--resolver", "198.51.100.53", "--trust-anchor", STATE + "/trust-anchor.ds", "--timeout", "10"]


class LabPlace(serve_bundle.Place):
    def __init__(self, folder):
        super().__init__(folder)
        self.addresses, self.port, self.plain_port = ADDRESSES, 443, 80
        self.certificate = self.key = f"{STATE}/certs/{DOMAIN}.pem"


def run(*words):
    return subprocess.run([CLI, *words], capture_output=True, text=True)


def check():
    return run("check", DOMAIN, *NETWORK, "--control-mx", "mx.control.test")


def stop_the_labs_server():
    with open(STATE + "/pids/nginx") as file:
        os.kill(int(file.read()), signal.SIGTERM)
    for _ in range(100):
        if check().returncode == 2:
            return
        time.sleep(0.1)
    sys.exit("the policy is still served, by whom?")


def served_by(target):
    with tempfile.TemporaryDirectory() as folder:
        made = run("bundle", DOMAIN, target, "--mode", "enforce", *NETWORK, "--output", folder + "/bundle")
        if made.returncode != 0:
            sys.exit(f"{target}: {made.stderr}")
        place = LabPlace(folder + "/bundle")
    try:
        with serve_bundle.Running(place, serve_bundle.STARTS[target](place)[0], AMONG_THE_SERVERS) as running:
            checked = check()
            if checked.returncode != 0:
                sys.exit(f"{target}: status {checked.returncode}\n{checked.stdout}{checked.stderr}{running.log()}")
    finally:
        place.remove()
    print(f"{target}: nothing wrong")


def possible(target):
    try:
        serve_bundle.program({"apache": "apache2", "cloudflare-worker": "workerd"}.get(target, target))
    except SystemExit:
        return False
    # Apache changes to its own user, so it needs more than the one user id of an ordinary user's namespace.
    if target == "apache" and os.environ.get("LAB_ROOTLESS") == "1":
        print("apache: skipped, it needs another user", file=sys.stderr)
        return False
    return True


TARGETS = [target for target in ("nginx", "apache", "caddy", "cloudflare-worker") if possible(target)]
if not TARGETS:
    sys.exit(77)
stop_the_labs_server()
for each in TARGETS:
    served_by(each)
