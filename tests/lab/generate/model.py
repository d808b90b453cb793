# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mail domain of the lab is. The defaults are those of a healthy domain, so a faulty one says only what is wrong.

In texts, {d} stands for the domain's full name.
"""

from dataclasses import dataclass, replace

from . import addresses

TWO_WEEKS = 1209600


def policy(mode="enforce", mx=("mx1.{d}", "mx2.{d}"), max_age=TWO_WEEKS, eol="\r\n", more=()):
    """A proper policy text, or one with lines of `more` behind it."""
    lines = ["version: STSv1", f"mode: {mode}", *[f"mx: {pattern}" for pattern in mx], f"max_age: {max_age}", *more]
    return "".join(line + eol for line in lines)


@dataclass(frozen=True)
class Mx:
    """One MX host. Its certificate is found by SNI, except where an address has listener options of its own."""

    name: str                       # "mx1": under the domain; "mx.other.test.": elsewhere, has its own zone
    preference: int = 10
    options: str = ""               # of lab_smtpd, for the first IPv4 address; "" is a good server
    certificate: str = "good"       # a kind of certificates.py
    addresses: tuple | None = None  # A and AAAA; None: one is handed out; (): the name has none
    second: str | None = None       # lab_smtpd options of a second IPv4 address
    ipv6: str | None = None         # lab_smtpd options of an IPv6 address, "" for a good one
    tlsa: tuple = ()                # kinds of tlsa.py
    listed: bool = True             # has an MX record


@dataclass(frozen=True)
class Web:
    """The policy host."""

    addresses: tuple = (addresses.WEB,)
    certificate: str = "good"
    server: str = ""                # nginx directives of the server
    location: str = ""              # nginx directives of the policy's location
    raw: bytes | None = None        # a whole HTTP response, served byte for byte instead of by nginx
    raw_options: str = ""           # lab_smtpd options with it
    alias: str | None = None        # mta-sts is a CNAME to this
    other_policy: str | None = None      # what OTHER_WEB serves
    other_certificate: str | None = None  # the certificate that OTHER_WEB shows


GOOD_MX = (Mx("mx1"), Mx("mx2", 20))
GOOD_TLSRPT = ("v=TLSRPTv1; rua=mailto:tls@reports.test",)
GOOD_STS = ("v=STSv1; id=20261101T000000;",)


@dataclass(frozen=True)
class Domain:
    name: str                       # with its TLD
    what: str = "healthy"           # what is wrong with it, for people
    sts: tuple = GOOD_STS           # TXT records at _mta-sts; a tuple in it is a record of several character-strings
    tlsrpt: tuple = GOOD_TLSRPT
    policy: str | bytes = policy()
    web: Web = Web()
    mx: tuple = GOOD_MX
    records: tuple = ()             # further lines of the zone
    signed: bool = False
    signatures: str = "good"        # or "expired"
    tampered: tuple = ()            # (text, other text): changed in the zone after signing, so the signature is bogus
    nameserver: str = addresses.LEAF_NS
    exists: bool = True
    origin: str | None = None       # the zone that it lives in, when not its own

    def under(self, name):
        return name[:-1] if name.endswith(".") else f"{name}.{self.name}"

    def text(self, value):
        return value.replace("{d}", self.name)


def healthy(name, **changes):
    return replace(Domain(name), **changes)
