// SPDX-License-Identifier: GPL-3.0-or-later
// What a line of failure details means: who can mend it, what happened, what to check and what to change. The result
// type (RFC 8460 §4.3) says which step failed. failure-reason-code is free text: OpenSSL names, Microsoft's words, Go
// errors, HTTP codes; a classifier sorts what real senders write. The policy type says what the step was measured
// against. This file has plain values; the sentences are in text/report_explanations.h.
#pragma once

#include "tlsrpt/report.h"

#include <string_view>

namespace tlsrpt {

/// Where the failing step took place.
enum class Target {
    MailServer,
    PolicyHost,
    Zone, ///< the DNS of the receiving domain or of its MX host
};

struct Failure
{
    std::string resultTypeWord;
    std::string reasonCode;
    PolicyType policyType = PolicyType::Other;
    std::string policyDomain;
    std::string mxHostname; ///< receiving-mx-hostname; empty when the report names none
    std::string mode;       ///< of the sts policy, as modeOf() gives it; empty: not known
};

struct Explanation
{
    Q_GADGET
public:
    /// Whose hands can mend it.
    enum class Side {
        Receiver,   ///< the receiving domain: its MX hosts and its zone
        PolicyHost, ///< mta-sts.<domain>, its certificate or the policy on it
        Sender,     ///< the sending mail system
        Middle,     ///< something between the two: a proxy, a firewall, an attacker
        Unknown,    ///< the report does not say enough
    };
    Q_ENUM(Side)

    /// What the free text of failure-reason-code amounts to.
    enum class ReasonClass {
        None,               ///< no reason was given
        CertificateExpired, ///< notAfter has passed
        CertificateNotYet,  ///< notBefore is ahead
        CertificateRevoked, ///< by CRL or OCSP
        NameMismatch,       ///< the certificate does not name the server
        SelfSigned,         ///< by itself, or a chain that ends in an unknown root
        UnknownAuthority,   ///< an issuer that the sender does not trust
        IncompleteChain,    ///< an intermediate certificate is not sent
        WeakCertificate,    ///< a key too short or a signature too old
        BadCertificate,     ///< malformed, wrong purpose, broken signature or constraints
        MxNotInPolicy,      ///< the MX host matches no mx line of the policy
        GeneralValidation,  ///< Microsoft's VALIDATION_FAILURE and the like: says no more than the result type
        HandshakeFailure,   ///< no common parameters
        ProtocolVersion,    ///< no common TLS version
        TlsAlert,           ///< another alert of the peer
        NotTls,             ///< the peer answered in the clear
        StarttlsRefused,    ///< offered, then refused with an SMTP reply
        Timeout,            ///< no answer in time
        ConnectionRefused,  ///< nothing listens, or a firewall says no
        ConnectionLost,     ///< reset or closed early
        NameNotFound,       ///< the name does not resolve
        DnsFailure,         ///< SERVFAIL and the like
        HttpNotFound,       ///< 404, 410
        HttpForbidden,      ///< 401, 403, 429, 451
        HttpRedirect,       ///< 3xx, which RFC 8461 §3.3 forbids to follow
        HttpServerError,    ///< 5xx
        HttpOther,          ///< another status than 200
        PolicySyntax,       ///< the policy text breaks the grammar
        PolicyMediaType,    ///< not text/plain
        PolicyTooLarge,     ///< more than the sender accepts
        TlsaMismatch,       ///< no TLSA record matches the certificate
        TlsaUnusable,       ///< malformed or unsupported TLSA records
        DnssecBogus,        ///< signatures that do not validate
        FreeText,           ///< shown as it stands
    };
    Q_ENUM(ReasonClass)

    Failure failure;
    ResultType resultType = ResultType::Other;
    ReasonClass reason = ReasonClass::None;
    Target target = Target::MailServer;
    Side side = Side::Unknown;
    bool googleMx = false;  ///< a host of Google Workspace or Gmail received
    bool fitsPolicy = true; ///< false: this result type cannot come from a policy of this type
};

using Side = Explanation::Side;
using ReasonClass = Explanation::ReasonClass;

/// Sorts a failure-reason-code. Case does not matter; only the first 2 KiB are looked at.
ReasonClass classifyReason(std::string_view reasonCode);

Explanation explain(Failure failure);

/// aspmx.l.google.com, smtp.google.com, aspmx2.googlemail.com and their like.
bool isGoogleMx(std::string_view host);

} // namespace tlsrpt
