# SPDX-License-Identifier: GPL-3.0-or-later
"""The DNS itself: delegation, servers that do not answer, signatures that do not hold."""

from generate import addresses
from generate.model import GOOD_MX, Mx, Web, healthy


def domains():
    return [
        healthy("dns-nxdomain.test", what="the domain does not exist", exists=False),
        healthy("dns-timeout.test", what="delegated to a server that never answers", nameserver=addresses.SILENT_NS),
        healthy("dns-refused.test", what="delegated to a server that answers REFUSED", nameserver=addresses.LAME_NS),
        healthy("dns-servfail.test", what="its server answers SERVFAIL", nameserver=addresses.LAME_NS),
        healthy("dns-bogus.test", what="all DNSSEC signatures have expired", signed=True, signatures="expired"),
        healthy("dns-bogus-sts.test", what="the signature of the _mta-sts TXT does not hold", signed=True,
                tampered=(("id=20261101T000000", "id=20261102T000000"),)),
        healthy("dns-bogus-host.test", what="the signature of the policy host's address does not hold", signed=True,
                tampered=((addresses.WEB, addresses.OTHER_WEB),)),
        healthy("dns-bogus-mx.test", what="the signature of the MX record set does not hold", signed=True,
                tampered=(("MX\t20 ", "MX\t21 "),)),
        healthy("dns-bogus-mxaddress.test", what="the signature of an MX host's address does not hold", signed=True,
                mx=(Mx("mx1", addresses=("203.0.113.5",)), GOOD_MX[1]), tampered=(("203.0.113.5\n", "203.0.113.6\n"),)),
        healthy("dns-bogus-tlsrpt.test", what="the signature of the TLSRPT record does not hold", signed=True,
                tampered=(("mailto:tls@", "mailto:tlz@"),)),
        healthy("dns-signed.test", what="healthy, signed, without TLSA", signed=True),
        healthy("dns-unsigned.test", what="healthy, not signed"),
        healthy("sub.dns-unsigned.test", what="receives mail, but has only its parent's policy", origin="dns-unsigned.test",
                sts=(), web=Web(())),
        healthy("dns-nomail.test", what="neither MX nor address", mx=()),
    ]
