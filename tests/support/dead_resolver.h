// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of a check in which not one question got a useful answer.
#pragma once

#include "facts_builder.h"

namespace support {

/// Every lookup ends in `status`; nothing that depends on an answer was tried.
inline void failEveryLookup(facts::DomainFacts &facts, facts::DnsStatus status)
{
    for (facts::DnsAnswer *answer :
         {&facts.mx, &facts.ns, &facts.stsTxt, &facts.tlsrptTxt, &facts.policyHost.a, &facts.policyHost.aaaa})
        *answer = noAnswer(answer->name, answer->type, status);
    facts.hints = {};
    facts.posture = {};
    facts.mxHosts.clear();
    facts.policyHost.fetches.clear();
    facts.vantage.validating = false;
}

} // namespace support
