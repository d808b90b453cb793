# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's domains: what each is like. What Sigillo must say of each stands in expected.json."""

from . import dane, dns, google, living, mail_servers, mx, policy_host, policy_text, sts_record, tlsrpt_record

SUBJECTS = (sts_record, dns, policy_host, policy_text, mx, mail_servers, dane, tlsrpt_record, google, living)


def odd_domains():
    """All domains that are there for what is special about each, the healthy Google Workspace ones included."""
    return [domain for subject in SUBJECTS for domain in subject.domains()]
