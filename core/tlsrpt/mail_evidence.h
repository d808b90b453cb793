// SPDX-License-Identifier: GPL-3.0-or-later
// What the mail around a report says about itself (RFC 5322 header, RFC 8460 §5.3). All of it is written by the sender
// or by servers on the way and proves nothing alone; the DKIM verdict (dkim.h) says what is trustworthy. Texts stand as
// in the header, unfolded and trimmed, encoded words left as they are, each cut to a few KiB.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tlsrpt {

struct MailHeader;

struct MailEvidence
{
    std::string from;
    std::string date; ///< as it stood
    std::string messageId;
    std::string subject;
    std::optional<std::string> reportDomain;    ///< TLS-Report-Domain, lower case; empty when the field is missing
    std::optional<std::string> reportSubmitter; ///< TLS-Report-Submitter, lower case
    std::string originalSender;                 ///< X-Original-Sender: a mailing list or group sent the mail on
    std::string received;                       ///< the topmost Received field, the last server's own
    std::string authenticationResults;          ///< the topmost Authentication-Results field (RFC 8601)
    bool hasDkimSignature = false;
    bool hasArcSeal = false; ///< RFC 8617: see arc.h

    bool operator==(const MailEvidence &) const = default;
};

/// Reads the header of one mail; `mail` may begin with a "From " line of an mbox.
MailEvidence mailEvidence(std::string_view mail);
/// The same into `evidence`, which is fresh.
void readEvidence(const MailHeader &header, MailEvidence &evidence);

/// An RFC 5322 §3.3 date-time ("Tue, 20 Aug 2024 03:00:11 -0700 (PDT)") in seconds since 1970 UTC. The day name, the
/// seconds and the zone may be missing (taken as UTC); nothing else is guessed.
std::optional<std::int64_t> mailTime(std::string_view text);

/// When the last server took the mail: the date behind the last ";" of the topmost Received field.
std::optional<std::int64_t> receivedAt(const MailEvidence &mail);

} // namespace tlsrpt
