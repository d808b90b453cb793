// SPDX-License-Identifier: GPL-3.0-or-later
// The proof behind a finding about an SMTP session: one line that says with which host, at which address, in which
// stage what happened, and the end of the conversation itself, so that nobody has to take our word for it.
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"

namespace findings {

/// Fills {host}, {address}, {port}, {stage}, {reply} and {reason} and the evidence of a finding about one session.
Finding aboutSession(Finding finding, const facts::MxHostFacts &host, const facts::SmtpProbe &probe);

/// "192.0.2.7:25", "[2001:db8::7]:25".
QString endpoint(const facts::SmtpProbe &probe);

/// Protocol words for a stage: "connect", "banner", "EHLO", "STARTTLS", "TLS handshake", "EHLO over TLS", "QUIT".
QString stageWords(facts::SmtpStage stage);

/// "timed out", "refused", …
QString causeWords(facts::Cause cause);

/// OpenSSL's "TLSv1.3" as people write it: "TLS 1.3".
QString protocolWords(const QString &protocol);

/// The reply that ended the session, on one line ("454 4.7.0 TLS not available"); empty when none came.
QString decisiveReply(const facts::SmtpProbe &probe);

/// Findings of one host that differ in nothing but the address become one that names all of them.
Findings mergedByAddress(const Findings &findings);

} // namespace findings
