// SPDX-License-Identifier: GPL-3.0-or-later
// ARC, the Authenticated Received Chain (RFC 8617), of a report mail. A group or forwarder that changes a mail breaks
// the sender's DKIM signature for good. Servers that take part in ARC write down what they found before: each adds a
// set of three fields with the next number i= — ARC-Authentication-Results (what was found), ARC-Message-Signature (a
// signature of the mail as it goes on) and ARC-Seal (a signature of all sets so far). A sound chain proves who wrote
// which results, and nothing more: they are worth what that server is worth. Here only a chain that the own provider
// alone has sealed counts, whose oldest results were written when the mail still was as it had been sent.
// As with DKIM there are two steps: arcChain() reads and hashes, arcVerdict() needs the keys.
#pragma once

#include "tlsrpt/dkim.h"

namespace tlsrpt {

/// Why a chain does not hold (§5.2).
enum class ArcFault {
    None,
    TooLarge,         ///< over 50 sets (§4.2.1), or over 512 KiB of them
    Malformed,        ///< a tag is missing or unreadable, or a seal has an h= (§4.1.3)
    Incomplete,       ///< a set is missing, or one of its three fields, or there twice
    ChainStatus,      ///< cv= is not "none" in the first set or not "pass" in a later one
    MessageSignature, ///< of the newest set: the mail was changed behind it
    Seal,             ///< of any set
};
const char *wordOf(ArcFault fault); ///< "message-signature", stable

struct ArcSet
{
    std::string results; ///< ARC-Authentication-Results behind "i=1;", unfolded
    DkimSignature seal;
};

struct ArcChain
{
    ArcFault fault = ArcFault::None; ///< what is wrong without looking at any key
    int instance = 0;                ///< the set with the fault; 0: none in particular
    std::vector<ArcSet> sets;        ///< i=1, the oldest, first; empty without ARC fields
    DkimSignature message;           ///< ARC-Message-Signature of the newest set
};

inline constexpr int arcSets = 50; ///< §4.2.1

/// Reads and hashes the chain of a mail. Line ends may be CRLF or LF.
ArcChain arcChain(QByteArrayView mail);

enum class ArcVerdict {
    None, ///< the mail has no ARC fields
    Pass,
    KeyNotLookedUp,
    KeyGone,
    Fail,
};
const char *wordOf(ArcVerdict verdict); ///< "key-gone", stable

struct ArcResult
{
    ArcVerdict verdict = ArcVerdict::None;
    ArcFault fault = ArcFault::None;   ///< with Fail
    DkimFault cause = DkimFault::None; ///< with MessageSignature and Seal
    int instance = 0;                  ///< the set that decided; 0: none in particular
};

/// §5.2: the newest ARC-Message-Signature, then the seals from the newest to the oldest.
ArcResult arcVerdict(const ArcChain &chain, const DkimCircumstances &circumstances);

/// `found`, the verdict of the mail's own signatures, or better: PassByProvider where that is no pass of the
/// submitter's domain, and a sound chain, sealed by one of `ownProviders` at every step (an authserv-id at or below d=,
/// the same in all sets), says in its oldest results that there was one. An ARC-Message-Signature with l= is not
/// enough.
DkimResult vouchedByArc(DkimResult found, QByteArrayView mail, const MailEvidence &evidence,
                        const DkimCircumstances &circumstances);

} // namespace tlsrpt
