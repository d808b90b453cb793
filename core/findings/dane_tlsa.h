// SPDX-License-Identifier: GPL-3.0-or-later
// Which TLSA records of an MX host senders would use (RFC 7672 §2.2). They count only when DNSSEC vouches for them and
// for the host's addresses. For a host that is an alias, senders look at the end of the alias chain first, and at the
// name of the MX record only when there is nothing signed at the end.
#pragma once

#include "facts/domain_facts.h"

namespace findings {

/// DNSSEC of the host's A and AAAA answers taken together: Secure only when every answer that came is.
facts::Dnssec addressSecurity(const facts::MxHostFacts &host);

/// The answer that senders go by: the expanded name's when it has signed records or cannot be had, else the MX name's.
const facts::DnsAnswer &decisiveTlsa(const facts::MxHostFacts &host);

/// The host's addresses do not stand in the way of DANE: they are signed, or a signed alias with TLSA records of its
/// own leads to them.
bool addressesCountForDane(const facts::MxHostFacts &host);

/// Signed TLSA records and signed addresses: senders that use DANE require TLS with this host.
bool daneAppliesTo(const facts::MxHostFacts &host);

} // namespace findings
