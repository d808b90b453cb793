// SPDX-License-Identifier: GPL-3.0-or-later
// DKIM of a report mail. RFC 8460 §3 lets nobody trust a report by mail without a valid DKIM signature of the sender's
// domain. The work has two steps. dkimSignatures() reads the signatures and does all hashing, from the mail alone
// (RFC 6376 §3.7): little is left to keep, the mail can go. dkimVerdict() then needs only the keys, which come from
// DNS, at once or much later. Keys are replaced every few months, so in an old mailbox "the key is gone" is usual and
// says nothing bad; what the own provider wrote down on receipt stands in then.
#pragma once

#include "tlsrpt/mail_evidence.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tlsrpt {

enum class DkimAlgorithm {
    RsaSha256,
    Ed25519Sha256, ///< RFC 8463
    Other,         ///< rsa-sha1 (RFC 8301 §3.1 forbids it) or unknown
};

/// Why a signature does not count.
enum class DkimFault {
    None,
    Malformed,      ///< a required tag is missing, twice or unreadable (RFC 6376 §6.1.1)
    RsaSha1,        ///< RFC 8301 §3.1
    OtherAlgorithm, ///< unknown to us
    FromNotSigned,  ///< RFC 6376 §5.4
    BodyHash,       ///< the body was changed
    Expired,        ///< x= was over when the mail was received
    KeyMalformed,   ///< RFC 6376 §6.1.2
    KeyRevoked,     ///< an empty p=
    KeyOfOtherType, ///< k= or h= of the key do not fit the signature
    KeyRefused,     ///< the key's s= names other services only, neither "*", "email" nor "tlsrpt"
    KeyTooShort,    ///< RSA below 1024 bits (RFC 8301 §3.2)
    Identity,       ///< the key's t=s forbids the sub-domain in i=
    Signature,      ///< a signed header field was changed, or another key
};
const char *wordOf(DkimFault fault); ///< "body-hash", stable

struct DkimSignature
{
    DkimFault fault = DkimFault::None; ///< what is wrong without looking at any key
    DkimAlgorithm algorithm = DkimAlgorithm::Other;
    std::string domain;                              ///< d=, lower case
    std::string selector;                            ///< s=
    std::string identityDomain;                      ///< domain of i=, or d=
    std::vector<std::string> signedFields;           ///< h=, lower case
    std::optional<std::int64_t> signedAt, expiresAt; ///< t=, x=
    bool lengthLimited = false;                      ///< l= is used, which RFC 8460 §3 forbids
    QByteArray headerDigest;                         ///< SHA-256 of the canonical header
    QByteArray signature;                            ///< b=

    /// Where the key is in DNS: "selector._domainkey.domain".
    std::string keyName() const { return selector + "._domainkey." + domain; }
    bool operator==(const DkimSignature &) const = default;
};

/// Reads and hashes the first eight DKIM-Signature fields of a mail. Line ends may be CRLF or LF.
std::vector<DkimSignature> dkimSignatures(QByteArrayView mail);

/// What DNS says of one key.
struct DkimKeyAnswer
{
    enum State {
        NotLookedUp, ///< not asked, or DNS gave no answer
        Gone,        ///< no such name, or no key record there
        Found,
    };
    State state = NotLookedUp;
    std::string record; ///< the TXT record, its strings joined

    static DkimKeyAnswer found(std::string text) { return {Found, std::move(text)}; }
};

enum class DkimVerdict {
    None, ///< the mail has no signature
    Pass,
    PassByProvider, ///< the own provider's Authentication-Results said so on receipt, or its ARC chain (arc.h)
    Rewritten,      ///< a mailing list or group sent it on with changes (X-Original-Sender): no proof, no fault
    KeyNotLookedUp,
    KeyGone,
    Fail,
};
const char *wordOf(DkimVerdict verdict); ///< "pass-by-provider", stable

/// How d= stands to the submitter (TLS-Report-Submitter, RFC 8460 §5.3).
enum class DkimAlignment {
    Equal,
    SubDomain,    ///< d= lies below the submitter (Mail.ru: corp.mail.ru)
    ParentDomain, ///< the submitter lies below d=
    Unrelated,
    Unknown, ///< no submitter is named
};
const char *wordOf(DkimAlignment alignment);
DkimAlignment alignment(const std::string &domain, const MailEvidence &mail);

struct DkimResult
{
    DkimVerdict verdict = DkimVerdict::None;
    DkimFault fault = DkimFault::None; ///< with Fail and Rewritten
    DkimAlignment alignment = DkimAlignment::Unknown;
    std::string domain, selector; ///< of the signature that decided
    std::string provider;         ///< authserv-id that vouched, with PassByProvider
    int keyBits = 0;              ///< 0: no key seen
    bool byArc = false;           ///< with PassByProvider: it vouched in its ARC chain
    bool lengthLimited = false;
    bool reportFieldsSigned = false; ///< both TLS-Report-* fields are signed (§5.3 SHOULD)
    bool keyNamesTlsrpt = false;     ///< the key has s=tlsrpt (§3 SHOULD)
    bool testing = false;            ///< the key has t=y
    bool expiryUnknown = false;      ///< x= is there, but not when the mail was received

    bool operator==(const DkimResult &) const = default;
};

struct DkimCircumstances
{
    /// The key record at a name; an empty function stands for "nothing was looked up".
    std::function<DkimKeyAnswer(const std::string &name)> key;
    /// When the mail was received, seconds since 1970 UTC: INTERNALDATE, or receivedAt() of the own provider's field.
    std::optional<std::int64_t> receivedAt;
    /// The authserv-ids ("mx.google.com") whose topmost Authentication-Results may be believed, because the mail was
    /// fetched from that provider's mailbox. Empty for mail from anywhere else.
    std::vector<std::string> ownProviders;
};

/// The verdict of the best signature: a pass that is aligned comes first.
DkimResult dkimVerdict(const std::vector<DkimSignature> &signatures, const MailEvidence &mail,
                       const DkimCircumstances &circumstances);

} // namespace tlsrpt
