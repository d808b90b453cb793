# SPDX-License-Identifier: GPL-3.0-or-later
"""Healthy domains in any number, for measuring, and the hosts that other domains share."""

from generate import addresses
from generate.model import Domain, Mx, Web, policy

from . import google

PROVIDERS = 4


def provider(number):
    return f"prov{1 + number % PROVIDERS}.test"


def unique(count):
    """dom0001 …: each with its own zone, certificate, policy host and two or three mail servers."""
    return [unique_domain(number) for number in range(1, count + 1)]


def unique_domain(number):
    hosts = ["mx1", "mx2", "mx3"][: 3 if number % 3 == 0 else 2]
    dual_stack = number % 5 == 0
    servers = tuple(
        Mx(host, 10 * (place + 1), ipv6="" if dual_stack else None, tlsa=("311",) if dual_stack else ())
        for place, host in enumerate(hosts))
    return Domain(
        f"dom{number:04}.test",
        mx=servers,
        web=Web((addresses.WEB, addresses.WEB6) if dual_stack else (addresses.WEB,)),
        signed=number % 2 == 0 or dual_stack,
        policy=policy("testing" if number % 4 == 0 else "enforce", [host + ".{d}" for host in hosts]))


def hosted(count):
    """host0001 …: mail servers and policy host at one of four providers."""
    return [hosted_domain(number) for number in range(1, count + 1)]


def hosted_domain(number):
    at = provider(number)
    return Domain(
        f"host{number:04}.test",
        mx=(Mx(f"mx1.{at}."), Mx(f"mx2.{at}.", 20)),
        web=Web(alias=f"mta-sts.{at}."),
        policy=policy(mx=[f"mx1.{at}", f"mx2.{at}"]))


def infrastructure():
    """The providers, the mailboxes of the reports, and the mail server that shows that port 25 is open."""
    providers = [Domain(provider(number), "a hosting provider", signed=True) for number in range(PROVIDERS)]
    control = Domain(
        "control.test", "the known-good MX for --control-mx",
        mx=(Mx("mx", addresses=(addresses.CONTROL_MX, addresses.good_mail6(0))),), policy=policy(mx=["mx.{d}"]),
        records=(f"dead A {addresses.BLACK_HOLE}",))
    return [*providers, *google.zones(), control, Domain("reports.test", "receives the reports")]
