// SPDX-License-Identifier: GPL-3.0-or-later
// Every bound that the program puts on the outside world, in one place, each with its reason. Times in milliseconds,
// sizes in bytes.
#pragma once

#include <QtGlobal>

namespace limits {

// Policy over HTTPS
inline constexpr int policyBytes = 64 * 1024;     ///< RFC 8461 §3.3: senders may refuse more
inline constexpr int policyBytesWarn = 64'000;    ///< close to the limit: some count 64 kB
inline constexpr int policyFetchMs = 60'000;      ///< RFC 8461 §3.3: one minute
inline constexpr int httpHeaderBytes = 16 * 1024; ///< our own: no policy host needs more
inline constexpr int policyAddresses = 16;        ///< addresses of a policy host that are tried

// SMTP
inline constexpr int smtpProbeMs = 60'000;       ///< one whole session (RFC 5321 §4.5.3.2 allows minutes a command)
inline constexpr int smtpSlowBannerMs = 5'000;   ///< slower: real senders begin to give up
inline constexpr int smtpReplyBytes = 64 * 1024; ///< one reply with all its lines
inline constexpr int smtpReplyLine = 4096;       ///< RFC 5321 §4.5.3.1.5 says 512; longer lines are seen
inline constexpr int smtpTranscriptBytes = 256 * 1024;
inline constexpr int mxHosts = 64;               ///< MX hosts that are probed; the rest is named, not probed
inline constexpr int mxAddresses = 16;           ///< addresses a host that are probed
inline constexpr int smtpSessions = 192;         ///< of one check, all hosts together: each has two open files
inline constexpr int portBlockedAfterMs = 1'500; ///< no connection yet: start the control probe

// DNS
inline constexpr int dnsLookupMs = 10'000; ///< one question, all retries included
inline constexpr int txtBytes = 16 * 1024; ///< one TXT record, joined
inline constexpr int cnameHops = 12;

// TLS
inline constexpr int chainCertificates = 16; ///< certificates of a chain that are kept
inline constexpr int certificateBytes = 64 * 1024;

// TLS reports (RFC 8460 §7: untrusted). The largest real ones hold some thousand failure details.
inline constexpr int reportBytes = 32 * 1024 * 1024; ///< one report's JSON, uncompressed
inline constexpr int reportDepth = 64;               ///< brackets inside each other; the schema needs 6
inline constexpr int reportPolicies = 10'000;
inline constexpr int reportDetails = 100'000;         ///< failure details of all policies together
inline constexpr int reportListItems = 100'000;       ///< policy-string and mx-host items of all policies together
inline constexpr int reportStringBytes = 64 * 1024;   ///< one string; a policy may have as much (RFC 8461 §3.3)
inline constexpr int reportUnknownMembers = 10'000;   ///< members that the standard does not name
inline constexpr int reportUnknownBytes = 4 * 1024;   ///< of one such member that are kept
inline constexpr int reportDeviations = 200'000;      ///< two a failure detail, as Microsoft has them
inline constexpr int reportDeviationBytes = 200;      ///< of the value that a deviation shows
inline constexpr int reportReaderKeeps = 4 * 1024 * 1024; ///< buffers larger than this are given back after use
inline constexpr int summaryKeys = 100'000; ///< senders, MX hosts, … that a summary tells apart; the rest is one

// Files and input
inline constexpr int factsFileBytes = 64 * 1024 * 1024;
inline constexpr int lintFileBytes = 4 * 1024 * 1024;

} // namespace limits
