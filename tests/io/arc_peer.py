#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ARC by dkimpy, which shares nothing with Sigillo.

    arc_peer.py verify KEY_RECORD                       <MAIL   prints dkimpy's verdict: pass, fail or none
    arc_peer.py seal KEY.pem DOMAIN SELECTOR SERVER     <MAIL   prints the mail with one more ARC set on top

SERVER is the authserv-id whose Authentication-Results fields go into the set.
"""

import sys

try:
    import authres  # noqa: F401 (dkimpy needs it for sealing, and says so only then)
    import dkim
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(77)


def main():
    mail = sys.stdin.buffer.read()
    if sys.argv[1] == "verify":
        record = sys.argv[2].encode()
        status, _, reason = dkim.arc_verify(mail, dnsfunc=lambda name, timeout=5: record)
        print((status or b"fail").decode())
        print(reason, file=sys.stderr)
        return
    key, domain, selector, server = sys.argv[2:6]
    with open(key, "rb") as file:
        fields = dkim.arc_sign(mail, selector.encode(), domain.encode(), file.read(), server.encode())
    sys.stdout.buffer.write(b"".join(fields) + mail)


main()
