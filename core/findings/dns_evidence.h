// SPDX-License-Identifier: GPL-3.0-or-later
// A DNS answer as one line of evidence, in the words that DNS people use: "mta-sts.example.com AAAA: NODATA (authority
// section empty)". Raw facts, the same in every language.
#pragma once

#include "facts/dns_answer.h"

namespace findings {

/// "NXDOMAIN", "SERVFAIL", "answer", …
QString statusWord(facts::DnsStatus status);
/// "A", "MX", …
QString typeWord(facts::RecordType type);
/// "a → b → c" along the CNAMEs; empty when there are none.
QString aliasChain(const facts::DnsAnswer &answer);
/// Name (or alias chain), type, status, and the resolver's reason when it gave one.
QString dnsSummary(const facts::DnsAnswer &answer);
/// The resolver's reason, or the status word when it gave none.
QString dnsReason(const facts::DnsAnswer &answer);

} // namespace findings
