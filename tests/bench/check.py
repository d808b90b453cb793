#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One check beside its limit, in one run: eight round trips, the bare prober, the program in process and as a whole process.

    tests/lab/lab.sh run tests/bench/check.py BIN_DIR RTT_MS      (as root: the link needs a round-trip time)

Runs inside a lab. Each figure is a median over domains of one kind; ratios are what counts, absolute figures move with the machine.
"""
import os
import re
import statistics
import subprocess
import sys
import time

RESOLVER = "198.51.100.53"


class Bench:
    def __init__(self, bin_dir, rtt, state):
        self.bin, self.rtt = bin_dir, rtt
        self.anchor = os.path.join(state, "trust-anchor.ds")
        with open(os.path.join(state, "unique.txt")) as lines:
            self.domains = lines.read().split()

    def kind(self, wanted):
        """plain: unsigned, one address a host; signed: the same, signed; four: signed, IPv4 and IPv6 of both hosts, TLSA."""
        def kind_of(domain):
            number = int(re.search(r"\d+", domain).group())
            if number % 3 == 0:
                return "three hosts"
            return "four" if number % 5 == 0 else "signed" if number % 2 == 0 else "plain"
        return [domain for domain in self.domains if kind_of(domain) == wanted]

    def run(self, *command):
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def in_process(self, domains, anchor):
        lines = self.run(f"{self.bin}/check_bench", RESOLVER, anchor, *domains).stdout.splitlines()
        figures = [float(line.split()[1]) for line in lines]
        bad = [line for line in lines if line.split()[2] not in ("0", "3")]
        if len(figures) != len(domains) or bad:
            sys.exit(f"check_bench went wrong: {bad or lines}")
        return figures

    def bare(self, domains):
        out = self.run(f"{self.bin}/bare_prober", "-D", "-j", "1", *domains).stdout
        return [float(value) for value in re.findall(r" ([0-9.]+)ms$", out, re.MULTILINE)]

    def whole(self, *command):
        start = time.perf_counter()
        self.run(*command)
        return (time.perf_counter() - start) * 1000

    def program(self, domain):
        return self.whole(f"{self.bin}/sigillo-cli", "check", domain, "--resolver", RESOLVER, "--trust-anchor", self.anchor, "--json")


def row(name, value, limit, target=None):
    ratio = value / limit
    mark = "" if target is None else ("   met" if ratio <= target else "   MISSED")
    print(f"{name:58} {value:8.1f} ms   {ratio:5.3f}" + ("" if target is None else f"  (target {target:.3f}){mark}"))


def main():
    bin_dir, rtt = sys.argv[1], float(sys.argv[2])
    bench = Bench(bin_dir, rtt, os.environ["LAB_STATE"])
    plain, signed, four = bench.kind("plain"), bench.kind("signed"), bench.kind("four")
    bench.in_process(plain + signed + four, bench.anchor)  # fills the resolver's cache, one round trip away
    bench.in_process(plain + signed + four, "-")

    trips = 8 * rtt
    median = statistics.median
    bare = bench.bare(plain)
    warm_plain = bench.in_process(plain, bench.anchor)
    warm_signed = bench.in_process(signed, bench.anchor)
    warm_four = bench.in_process(four, bench.anchor)
    unvalidated = bench.in_process(plain, "-")
    unvalidated_signed = bench.in_process(signed, "-")
    first = [bench.in_process([domain], bench.anchor)[0] for domain in signed]
    first_bare = [bench.whole(f"{bin_dir}/bare_prober", "-D", "-q", domain) for domain in plain]
    process = [bench.program(domain) for domain in plain + signed]

    print(f"round trip {rtt:g} ms; {len(plain)} plain, {len(signed)} signed, {len(four)} four-address domains; ratio to eight round trips")
    row("eight round trips", trips, trips)
    row("bare prober, in process", median(bare[1:]), trips)
    row("bare prober, whole process", median(first_bare), trips)
    warm_target = 1.10 if rtt < 40 else 1.03
    row("sigillo, warm, unsigned zone", median(warm_plain[1:]), trips, warm_target)
    row("sigillo, warm, signed zone", median(warm_signed[1:]), trips, warm_target)
    row("sigillo, warm, four addresses", median(warm_four[1:]), trips)
    row("sigillo, whole process", median(process), trips, (trips + 35) / trips)
    print("ratios of another kind")
    row("four addresses to two", median(warm_four[1:]), median(warm_signed[1:]), 1.05)
    cost = (median(warm_signed[1:]) - median(unvalidated_signed[1:])) / rtt
    print(f"validation, warm: {cost:+.2f} round trips (target 0.3){'   met' if cost <= 0.3 else '   MISSED'}"
          f"   [unvalidated: plain {median(unvalidated[1:]):.1f} ms, signed {median(unvalidated_signed[1:]):.1f} ms]")
    cost = (median(first) - median(unvalidated_signed[1:])) / rtt
    print(f"validation, first check of a process: {cost:+.2f} round trips (target 3){'   met' if cost <= 3 else '   MISSED'}")


if __name__ == "__main__":
    main()
