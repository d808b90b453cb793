# SPDX-License-Identifier: GPL-3.0-or-later
"""MX records, and MX records against the policy (RFC 8461 §4.1, RFC 5321 §5.1, RFC 7505)."""

from generate import addresses
from generate.model import GOOD_MX, Mx, healthy, policy

ONE_MX = policy(mx=("mx1.{d}",))


def mail(name, what, hosts=GOOD_MX, **changes):
    return healthy(f"mx-{name}.test", what=what, mx=hosts, **changes)


def domains():
    return [*coverage(), *no_hosts(), *odd_targets()]


def coverage():
    return [
        mail("uncovered", "no MX is in the policy", policy=policy(mx=("mail.elsewhere.test",))),
        mail("uncovered-testing", "no MX is in the policy, mode testing",
             policy=policy("testing", mx=("mail.elsewhere.test",))),
        mail("partly", "the second MX is not in the policy", policy=ONE_MX),
        mail("wildcard", "covered by *.domain", policy=policy(mx=("*.{d}",))),
        mail("wildcard-sub", "covered by *.mail.domain", (Mx("a.mail"), Mx("b.mail", 20)), policy=policy(mx=("*.mail.{d}",))),
        mail("wildcard-base", "*.mail.domain does not cover mail.domain", (Mx("mail"),), policy=policy(mx=("*.mail.{d}",))),
        mail("wildcard-deep", "*.domain does not cover a.b.domain", (Mx("a.b"),), policy=policy(mx=("*.{d}",))),
        mail("upper", "MX records in capitals", (Mx("MX1"), Mx("MX2", 20))),
        healthy("xn--bcher-kva.test", what="an internationalised domain and MX",
                policy=policy(mx=("mx1.{d}", "xn--mller-kva.{d}")), mx=(Mx("mx1"), Mx("xn--mller-kva", 20))),
    ]


def no_hosts():
    apex = f"@ A {addresses.good_mail(7)}"
    return [
        mail("null", "null MX", (), records=("@ MX 0 .",)),
        mail("null-bare", "null MX, and nothing else is set up", (), records=("@ MX 0 .",), sts=(), tlsrpt=()),
        mail("null-beside", "null MX beside another", (Mx("mx1"),), records=("@ MX 0 .",), policy=ONE_MX),
        mail("none", "no MX; the domain's own address, covered", (), records=(apex,), policy=policy(mx=("{d}",))),
        mail("none-uncovered", "no MX; the domain's own address, not covered", (), records=(apex,), policy=ONE_MX),
    ]


def odd_targets():
    good = Mx("mx1")
    return [
        mail("nxdomain", "the second MX does not exist", (good, Mx("mx2", 20, addresses=()))),
        mail("noaddress", "the second MX has no address", (good, Mx("mx2", 20, addresses=())), records=('mx2 TXT "here"',)),
        mail("servfail", "the second MX cannot be looked up", (good, Mx("mx2.dns-servfail.test.", 20)),
             policy=policy(mx=("mx1.{d}", "mx2.dns-servfail.test"))),
        mail("cname", "the first MX is a CNAME", (Mx("mx1", addresses=()), GOOD_MX[1]),
             records=("mx1 CNAME real1.{d}.", f"real1 A {addresses.good_mail(9)}")),
        mail("ip", "an MX that is an IP address", (good, Mx("203.0.113.1.", 20)), policy=ONE_MX),
        mail("underscore", "an MX with an underscore", (good, Mx("mx_2", 20)), policy=policy(mx=("mx1.{d}", "*.{d}"))),
        mail("onedead", "the second MX refuses", (good, Mx("mx2", 20, addresses=(addresses.REFUSED,)))),
        mail("private", "the second MX has a private address", (good, Mx("mx2", 20, addresses=("10.1.2.3",)))),
        mail("many", "40 MX records", tuple(Mx(f"m{number}.mx") for number in range(40)), policy=policy(mx=("*.mx.{d}",))),
        mail("crowd", "70 MX records", tuple(Mx(f"m{number}.mx") for number in range(70)), policy=policy(mx=("*.mx.{d}",))),
    ]
