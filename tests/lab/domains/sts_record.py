# SPDX-License-Identifier: GPL-3.0-or-later
"""TXT at _mta-sts (RFC 8461 §3.1)."""

from generate.model import GOOD_STS, Web, healthy


def record(name, what, *sts, **changes):
    return healthy(name + ".test", what=what, sts=sts, **changes)


def domains():
    return [
        record("dns-norecord", "no _mta-sts TXT; the policy host is up"),
        record("dns-two", "two v=STSv1 TXT records", "v=STSv1; id=1;", "v=STSv1; id=2;"),
        record("dns-noid", "no id", "v=STSv1;"),
        record("dns-unquoted", "zone file without quotes: everything behind the first ; was a comment", "v=STSv1"),
        record("dns-badid", "id with a character that is neither letter nor digit", "v=STSv1; id=2026-08-01;"),
        record("dns-emptyid", "empty id", "v=STSv1; id=;"),
        record("dns-longid", "id of 33 characters", "v=STSv1; id=" + "a" * 33 + ";"),
        record("dns-maxid", "id of 32 characters, the most that is legal", "v=STSv1; id=" + "a" * 32 + ";"),
        record("dns-badver", "v=STSv2", "v=STSv2; id=1;"),
        record("dns-lowercase", "v=stsv1", "v=stsv1; id=1;"),
        record("dns-nodelimiter", "no ; behind the version", "v=STSv1 id=1"),
        record("dns-extfield", "valid extension field behind the id", "v=STSv1; id=1; foo=bar;"),
        record("dns-emptyext", "extension field without a value", "v=STSv1; id=1; foo=;"),
        record("dns-badextname", "extension name of 33 characters", "v=STSv1; id=1; " + "n" * 33 + "=1;"),
        record("dns-dupid", "id twice: the first counts", "v=STSv1; id=1; id=2;"),
        record("dns-doubledelimiter", "empty field", "v=STSv1; id=1;;"),
        record("dns-trailingblank", "blanks at the end, without ;", "v=STSv1; id=1 "),
        record("dns-blankdelimiter", "blank before the first ;, alone", "v=STSv1 ; id=1;"),
        record("dns-blankdelimiter2", "blank before the first ;, in company: discarded", "v=STSv1 ; id=1;", "hello"),
        record("dns-nonascii", "a byte that is not ASCII", "v=STSv1; id=1; note=caf\u00e9;"),
        record("dns-split", "two character-strings, to be joined", ("v=STSv1; i", "d=1;")),
        record("dns-othertxt", "an unrelated TXT record beside the valid one", "v=STSv1; id=1;", "hello"),
        record("dns-quoted", "quotes typed into the value", '"v=STSv1; id=1;"'),
        record(
            "dns-bigtxt", "an answer that does not fit in UDP", "v=STSv1; id=1;",
            *["unrelated " + letter * 400 for letter in "abcd"]),
        record("dns-wildcard", "no record, but a wildcard TXT answers", records=('*.{d}. TXT "v=spf1 -all"',)),
        record("dns-apex", "the record is at the domain itself", records=(f'@ TXT "{GOOD_STS[0]}"',)),
        record("dns-underscore", "the record is at _mta_sts", records=(f'_mta_sts TXT "{GOOD_STS[0]}"',)),
        record("dns-cname", "_mta-sts is a CNAME to a provider's TXT", records=("_mta-sts CNAME _mta-sts.prov1.test.",)),
        record(
            "dns-halfdelegated", "_mta-sts is a CNAME to a provider, the own mta-sts host is missing",
            records=("_mta-sts CNAME _mta-sts.prov1.test.",), web=Web(())),
        record("dns-cnameloop", "_mta-sts is a CNAME that leads back to itself",
               records=("_mta-sts CNAME loop.{d}.", "loop CNAME _mta-sts.{d}.")),
        record("dns-cnamedangling", "_mta-sts is a CNAME to a name that does not exist",
               records=("_mta-sts CNAME _mta-sts.gone.prov1.test.",)),
    ]
