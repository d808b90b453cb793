# SPDX-License-Identifier: GPL-3.0-or-later
"""Google Workspace: the MX families, in the lab's own google.com, googlemail.com and smtp.goog."""

from generate import addresses
from generate.model import Domain, Mx, healthy, policy

FAMILY_A = ((1, "smtp.google.com"),)
FAMILY_B = ((1, "aspmx.l.google.com"), (5, "alt1.aspmx.l.google.com"), (5, "alt2.aspmx.l.google.com"),
            (10, "alt3.aspmx.l.google.com"), (10, "alt4.aspmx.l.google.com"))
FAMILY_C = (FAMILY_B[0], FAMILY_B[1], FAMILY_B[2], *((10, f"aspmx{number}.googlemail.com") for number in (2, 3, 4, 5)))
FAMILY_D = ((1, "mx1.smtp.goog"), (5, "mx2.smtp.goog"), (5, "mx3.smtp.goog"), (10, "mx4.smtp.goog"))
CONSUMER = ((5, "gmail-smtp-in.l.google.com"), (10, "alt1.gmail-smtp-in.l.google.com"))
VERIFICATION = ((15, "abcdef.mx-verification.google.com"),)


def records(family):
    return tuple(Mx(name + ".", preference) for preference, name in family)


def names(family):
    return [name for _, name in family]


def workspace(name, what, family, patterns=None, mode="enforce", **changes):
    return healthy(f"gws-{name}.test", what=what, mx=records(family), policy=policy(mode, patterns or names(family)), **changes)


def provider(name, hosts, number, signed=False):
    """Google's own zone: the hosts, and no mail of its own."""
    servers = tuple(Mx(host + ".", addresses=(addresses.good_mail(number + at),), listed=False)
                    for at, host in enumerate(hosts))
    return Domain(name, "Google's mail servers", mx=servers, signed=signed)


def zones():
    google = sorted(set(names(FAMILY_A + FAMILY_B + CONSUMER + VERIFICATION)))
    return [
        provider("google.com", google, 20),
        provider("googlemail.com", [name for name in names(FAMILY_C) if name.endswith(".googlemail.com")], 40),
        provider("smtp.goog", names(FAMILY_D), 46, signed=True),
    ]


def domains():
    gateway = (Mx("gateway", 1), *records(FAMILY_A))
    return [
        workspace("a", "healthy, family A", FAMILY_A),
        workspace("b", "healthy, family B", FAMILY_B),
        workspace("b-wildcard", "healthy, family B by wildcard and base host", FAMILY_B,
                  ["aspmx.l.google.com", "*.aspmx.l.google.com"]),
        workspace("c", "healthy, family C", FAMILY_C),
        workspace("d", "healthy, family D with DNSSEC", FAMILY_D, signed=True),
        workspace("b-nobase", "family B, the wildcard does not cover the base host", FAMILY_B, ["*.aspmx.l.google.com"]),
        workspace("a-useless", "family A, *.smtp.google.com covers nothing", FAMILY_A, ["*.smtp.google.com"]),
        workspace("wide", "family A, a wildcard for all of google.com", FAMILY_A, ["*.google.com"]),
        workspace("b-partly", "family B, two hosts are missing in the policy", FAMILY_B, names(FAMILY_B)[:3]),
        workspace("moved", "family A, the policy still lists family B", FAMILY_A, names(FAMILY_B)),
        workspace("mixed", "families A and B at once", FAMILY_A + FAMILY_B),
        workspace("leftover", "a verification MX was left behind", FAMILY_A + VERIFICATION, names(FAMILY_A), "testing"),
        workspace("consumer", "the MX hosts of consumer Gmail", CONSUMER),
        healthy("gws-gateway.test", what="a gateway in front of family A", mx=gateway,
                policy=policy(mx=["gateway.{d}", *names(FAMILY_A)])),
        workspace("testing", "healthy, family A, mode testing", FAMILY_A, mode="testing"),
        workspace("a-signed", "healthy, family A, signed domain", FAMILY_A, signed=True),
    ]
