// SPDX-License-Identifier: GPL-3.0-or-later
// The MX set as senders see it (RFC 5321 §5.1): the names of the MX records, or the domain itself when it has none but
// has an address. A null MX (RFC 7505) is no host. What a policy has to cover is this set, not just the hosts that were
// probed.
#pragma once

#include "facts/domain_facts.h"
#include "findings/deployment.h"
#include "findings/finding_id.h"

#include <QStringList>

namespace findings {

/// The hosts that senders deliver to, by preference, each once: lower case, no trailing dot, the implicit one included.
QStringList liveMxHosts(const facts::DomainFacts &facts);

/// The one MX record is a null MX (RFC 7505 §3): the domain says that it takes no mail.
bool hasOnlyNullMx(const facts::DomainFacts &facts);

/// No sender can deliver anything: a null MX, or proof that there is neither an MX record nor an address. A domain that
/// does not exist is another matter.
bool takesNoMail(const facts::DomainFacts &facts);

/// Whether there is a policy whose mx lines mean something: a readable mode other than none, and at least one pattern.
bool hasListingPolicy(const Deployment &deployment);

/// Faults that only stop mail where a policy is enforced: Error there, Warning elsewhere.
Severity severityUnderEnforcement(const Deployment &deployment);

/// Why a name from an MX record is no host name.
enum class MxNameFault {
    None,
    Address,      ///< an IP address, also with the domain appended by a zone file ("192.0.2.1.example.com")
    BadCharacter, ///< underscore, blank, or another character that no host name has
    BadForm,      ///< a label that is empty, too long, or begins or ends with a hyphen
};
MxNameFault mxNameFault(const QString &exchange, const QString &domain);

/// A host that once proved ownership of the domain to Google, beside real hosts: it takes no mail and should go, so the
/// rules for hosts that do take mail leave it to GoogleVerificationMx.
bool isVerificationLeftover(const QString &host, const QStringList &mxHosts);

/// Names in a sentence, separated by commas: a dozen at most, then how many there are besides ("a, b, … (+ 9988)").
QString inSentence(const QStringList &names);

/// The policy lines for some patterns, to be copied: `"mx: a.example", "mx: b.example"`.
QString mxLines(const QStringList &patterns);

} // namespace findings
