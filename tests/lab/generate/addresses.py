# SPDX-License-Identifier: GPL-3.0-or-later
"""Where everything is. Documentation ranges (RFC 5737, RFC 3849) that exist only inside the lab's namespaces."""

ROOT_NS = "198.51.100.1"
TLD_NS = "198.51.100.2"
LEAF_NS = "198.51.100.3"
LAME_NS = "198.51.100.4"        # answers REFUSED, or SERVFAIL for the zones that it should have and cannot load
SILENT_NS = "198.51.100.5"      # takes queries, never answers
RESOLVER = "198.51.100.53"

WEB, WEB6 = "198.51.100.80", "2001:db8:80::80"
OTHER_WEB, OTHER_WEB6 = "198.51.100.81", "2001:db8:80::81"
OLD_WEB = "198.51.100.82"       # TLS 1.1 and older only

REFUSED = "198.51.100.251"      # up, no listener: RST
REFUSED6 = "2001:db8:80::251"
BLACK_HOLE = "198.51.101.250"   # routed, exists nowhere: silence
BLACK_HOLE6 = "2001:db8:dead::1"

GOOD_SERVERS = 60
POSTFIX, POSTFIX_SELF_SIGNED = "203.0.113.61", "203.0.113.62"
CONTROL_MX = "203.0.113.63"


def good_mail(number):
    return f"203.0.113.{1 + number % GOOD_SERVERS}"


def good_mail6(number):
    return f"2001:db8:25::{1 + number % GOOD_SERVERS}"


class Faulty:
    """Hands out one address for each set of lab_smtpd options, the same for the same options."""

    def __init__(self):
        self.mail, self.mail6, self.web = {}, {}, {}

    def mail_address(self, options):
        return self.mail.setdefault(options, f"203.0.113.{101 + len(self.mail)}")

    def mail_address6(self, options):
        return self.mail6.setdefault(options, f"2001:db8:25::f{len(self.mail6):03}")

    def web_address(self, options):
        return self.web.setdefault(options, f"198.51.100.{100 + len(self.web)}")

    def listeners(self):
        """Every (address, options) of them."""
        for table in (self.mail, self.mail6):
            yield from ((address, options) for options, address in table.items())
        yield from ((address, options + " port=443") for options, address in self.web.items())
