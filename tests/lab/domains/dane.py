# SPDX-License-Identifier: GPL-3.0-or-later
"""TLSA records of mail servers (RFC 7672), beside MTA-STS."""

from dataclasses import replace

from generate import addresses
from generate.model import Mx, healthy, policy


def dane(name, what, *tlsa, certificate="good", signed=True, **changes):
    hosts = (Mx("mx1", tlsa=tlsa, certificate=certificate), Mx("mx2", 20, tlsa=tlsa, certificate=certificate))
    return replace(healthy(f"dane-{name}.test", what=what, mx=hosts, signed=signed), **changes)


def domains():
    return [*matching(), *failing(), *apart()]


def matching():
    return [
        dane("ok", "TLSA 3 1 1 matches", "311"),
        dane("301", "TLSA 3 0 1 matches", "301"),
        dane("312", "TLSA 3 1 2 matches", "312"),
        dane("310", "TLSA 3 1 0, the whole key, matches", "310"),
        dane("211", "TLSA 2 1 1 matches the issuing CA", "211"),
        dane("201", "TLSA 2 0 1 matches the issuing CA", "201"),
        dane("rollover", "two TLSA 3 1 1, one for the next key", "311", "311-wrong"),
        dane("ca-and-key", "TLSA 2 1 1 and 3 1 1", "211", "311"),
    ]


def failing():
    return [
        dane("mismatch", "TLSA 3 1 1 matches nothing", "311-wrong"),
        dane("mismatch-ca", "TLSA 2 1 1 matches nothing", "211-wrong"),
        dane("onemx", "TLSA of the second MX matches nothing",
             mx=(Mx("mx1", tlsa=("311",)), Mx("mx2", 20, tlsa=("311-wrong",)))),
        dane("usage1", "TLSA 1 1 1 only", "111"),
        dane("usage1-beside", "TLSA 1 1 1 beside a matching 3 1 1", "111", "311"),
        dane("malformed", "TLSA 3 1 1 with two bytes", "malformed"),
        dane("unsigned", "matching TLSA in a zone that is not signed", "311", signed=False),
        dane("bogus", "the signature of the TLSA records does not hold", "311-wrong", tampered=(("0" * 64, "1" * 64),)),
    ]


def apart():
    """DANE and MTA-STS say different things; neither rescues the other."""
    elsewhere = (Mx("mx1.dane-ok.test."), Mx("mx2.dane-ok.test.", 20))
    alias = f"real1 A {addresses.good_mail(11)}"
    return [
        dane("expired", "TLSA 3 1 1 matches a certificate that has expired", "311", certificate="expired"),
        dane("selfsigned", "TLSA 3 1 1 matches a self-signed certificate", "311", certificate="self-signed"),
        dane("only", "TLSA 3 1 1 matches a self-signed certificate, no MTA-STS", "311", certificate="self-signed", sts=()),
        dane("insecuremx", "signed MX hosts with TLSA of a domain that is not signed", signed=False, mx=elsewhere,
             policy=policy(mx=("mx1.dane-ok.test", "mx2.dane-ok.test"))),
        dane("alias", "an MX that is a CNAME, TLSA at the alias", mx=(Mx("mx1", tlsa=("311",), addresses=()),),
             policy=policy(mx=("mx1.{d}",)), records=("mx1 CNAME real1.{d}.", alias)),
    ]
