# SPDX-License-Identifier: GPL-3.0-or-later
"""TXT at _smtp._tls (RFC 8460 §3)."""

from generate.model import healthy

BOX = "mailto:tls@reports.test"


def record(name, what, *tlsrpt, **changes):
    return healthy(f"tlsrpt-{name}.test", what=what, tlsrpt=tlsrpt, **changes)


def domains():
    return [
        record("none", "no _smtp._tls TXT"),
        record("norua", "no rua", "v=TLSRPTv1;"),
        record("https", "an https URI and a mailto", f"v=TLSRPTv1; rua=https://r.reports.test/v1,{BOX}"),
        record("blanks", "blanks around the comma", f"v=TLSRPTv1; rua={BOX} , https://r.reports.test/v1"),
        record("noscheme", "rua without a scheme", "v=TLSRPTv1; rua=tls@reports.test"),
        record("emptyrua", "empty rua", "v=TLSRPTv1; rua="),
        record("nomailbox", "mailto: without an address", "v=TLSRPTv1; rua=mailto:"),
        record("trailingcomma", "a comma at the end", f"v=TLSRPTv1; rua={BOX},"),
        record("unescaped", "an exclamation mark that is not percent-encoded", f"v=TLSRPTv1; rua={BOX}!10m"),
        record("http", "http beside mailto", f"v=TLSRPTv1; rua=http://r.reports.test/v1,{BOX}"),
        record("httponly", "http only", "v=TLSRPTv1; rua=http://r.reports.test/v1"),
        record("two", "two TLSRPTv1 records", f"v=TLSRPTv1; rua={BOX}", "v=TLSRPTv1; rua=mailto:b@reports.test"),
        record("tworua", "two rua fields", f"v=TLSRPTv1; rua={BOX}; rua=mailto:b@reports.test"),
        record("extension", "unknown field", f"v=TLSRPTv1; rua={BOX}; ext=1"),
        record("misspelt", "v=TSLRPTv1", f"v=TSLRPTv1; rua={BOX}"),
        record("blankdelimiter", "blank before the first ;, alone", f"v=TLSRPTv1 ;rua={BOX}"),
        record("nodelimiter", "no ; behind the version", f"v=TLSRPTv1 rua={BOX}"),
        record("othertxt", "an unrelated TXT record beside the valid one", f"v=TLSRPTv1; rua={BOX}", "hello"),
        record("split", "two character-strings, to be joined", ("v=TLSRPTv1; ru", f"a={BOX}")),
        record("quoted", "quotes typed into the value", f'"v=TLSRPTv1; rua={BOX}"'),
        record("draft", "the record is at _smtp-tlsrpt, the draft's name",
               records=(f'_smtp-tlsrpt TXT "v=TLSRPTv1; rua={BOX}"',)),
        record("wildcard", "no record, but a wildcard TXT answers", records=('*._tls TXT "v=spf1 -all"',)),
        record("owndomain", "the report mailbox is in the domain itself", "v=TLSRPTv1; rua=mailto:tls@{d}"),
        record("alias", "_smtp._tls is a CNAME to a provider's TXT", records=("_smtp._tls CNAME _smtp._tls.prov1.test.",)),
    ]
