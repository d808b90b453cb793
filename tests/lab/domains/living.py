# SPDX-License-Identifier: GPL-3.0-or-later
"""A domain that changes while the lab runs: test_quarter takes it from nothing to enforced, to other mail servers and out again."""

from generate.model import Domain, Mx


def domains():
    return [
        Domain("living.test", what="no record yet; test_quarter changes it from day to day", sts=(), tlsrpt=(),
               mx=(Mx("mx1"), Mx("mx2", 20), Mx("mx3", 30, certificate="expired", listed=False))),
    ]
