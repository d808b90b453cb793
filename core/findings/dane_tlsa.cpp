// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/dane_tlsa.h"

namespace findings {

using facts::DnsAnswer;
using facts::Dnssec;

Dnssec addressSecurity(const facts::MxHostFacts &host)
{
    Dnssec worst = Dnssec::Secure;
    bool any = false;
    for (const DnsAnswer *answer : {&host.a, &host.aaaa}) {
        if (!answer->hasRecords())
            continue;
        any = true;
        if (answer->dnssec == Dnssec::Bogus)
            return Dnssec::Bogus;
        if (answer->dnssec == Dnssec::Indeterminate || worst == Dnssec::Indeterminate)
            worst = Dnssec::Indeterminate;
        else if (answer->dnssec == Dnssec::Insecure)
            worst = Dnssec::Insecure;
    }
    return any ? worst : Dnssec::Indeterminate;
}

const DnsAnswer &decisiveTlsa(const facts::MxHostFacts &host)
{
    const DnsAnswer &expanded = host.tlsaExpanded;
    if (expanded.hasRecords() && expanded.dnssec != Dnssec::Insecure)
        return expanded;
    const bool broken = expanded.isTemporaryFailure() || expanded.status == facts::DnsStatus::Bogus;
    return broken && addressSecurity(host) != Dnssec::Insecure ? expanded : host.tlsa;
}

bool addressesCountForDane(const facts::MxHostFacts &host)
{
    if (addressSecurity(host) == Dnssec::Secure)
        return true;
    // RFC 7672 §2.2.2: an alias that itself is signed keeps its own TLSA records, wherever it leads. That the TLSA
    // answer beside it is signed stands for the alias being signed: both are in one zone.
    const bool alias = !host.a.cnames.isEmpty() || !host.aaaa.cnames.isEmpty();
    return alias && &decisiveTlsa(host) == &host.tlsa && host.tlsa.dnssec == Dnssec::Secure;
}

bool daneAppliesTo(const facts::MxHostFacts &host)
{
    const DnsAnswer &answer = decisiveTlsa(host);
    return answer.hasRecords() && answer.dnssec == Dnssec::Secure && addressesCountForDane(host);
}

} // namespace findings
