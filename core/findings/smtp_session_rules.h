// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong in an SMTP session once the connection stood: greeting, EHLO, STARTTLS, handshake, certificate (RFC
// 5321, RFC 3207, RFC 8461 §4.2). A session ends at one fault, so at most one finding says where it ended; what it
// showed before that (a slow greeting, a weak certificate) is judged beside it.
#pragma once

#include "findings/deployment.h"
#include "findings/finding.h"

namespace findings {

/// What the judging of one host's sessions needs beside the session.
struct SessionContext
{
    const facts::DomainFacts &facts;
    const facts::MxHostFacts &host;
    const Deployment &deployment;
    QDateTime now;
    bool daneRequiresTls = false; ///< signed TLSA records: senders that use DANE never fall back to plain text here
};

void judgeSession(const SessionContext &context, const facts::SmtpProbe &probe, Findings &out);

/// TLS 1.2 or later was agreed.
bool hasModernTls(const facts::SmtpProbe &probe);

} // namespace findings
