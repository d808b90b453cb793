// SPDX-License-Identifier: GPL-3.0-or-later
// In whose hands a failure is, what enforcing would have made of it, and which senders readiness asks for.
#include "base/enum_names.h"
#include "rollout/forecast.h"
#include "tlsrpt/explain.h"

#include <array>

namespace rollout {

using tlsrpt::PolicyType;
using tlsrpt::ResultType;

Fault faultOf(const ReportedFailure &failure, const ReportedPolicy &entry, const QString &domain)
{
    tlsrpt::Failure said;
    said.resultTypeWord = failure.typeWord;
    said.reasonCode = failure.reason;
    said.policyType = entry.type;
    said.policyDomain = domain.toStdString();
    said.mxHostname = failure.mx;
    if (entry.mode)
        said.mode = base::enumName(*entry.mode).toStdString();
    switch (tlsrpt::explain(std::move(said)).side) {
    case tlsrpt::Side::Receiver: return Fault::Ours;
    case tlsrpt::Side::PolicyHost: return Fault::PolicyHost;
    case tlsrpt::Side::Sender: return Fault::Sender;
    case tlsrpt::Side::Middle: return Fault::Middle;
    case tlsrpt::Side::Unknown: break;
    }
    return Fault::Unexplained;
}

// Without a policy that it could fetch, a sender delivers as if there were none, unless it still holds one (RFC 8461
// §3.3). Under DANE the TLSA records decide, and what fails there fails whatever the policy says (RFC 8461 §2).
Impact impactOf(ResultType type, PolicyType policyType)
{
    if (policyType == PolicyType::Tlsa || policyType == PolicyType::NoPolicyFound)
        return Impact::NotStopped;
    if (policyType == PolicyType::Other)
        return Impact::NotKnown;
    switch (type) {
    case ResultType::StarttlsNotSupported:
    case ResultType::CertificateHostMismatch:
    case ResultType::CertificateExpired:
    case ResultType::CertificateNotTrusted:
    case ResultType::ValidationFailure: return Impact::Stopped;
    case ResultType::TlsaInvalid:
    case ResultType::DnssecInvalid:
    case ResultType::DaneRequired:
    case ResultType::StsPolicyFetchError:
    case ResultType::StsPolicyInvalid:
    case ResultType::StsWebpkiInvalid: return Impact::NotStopped;
    case ResultType::Other: break;
    }
    return Impact::NotKnown;
}

namespace {

struct SenderName
{
    const char *name;
    LargeSender sender;
};

// The last two stand in for the domain where contact-info is missing.
constexpr std::array senderNames{
    SenderName{"google.com", LargeSender::Google},
    SenderName{"microsoft.com", LargeSender::Microsoft},
    SenderName{"outlook.com", LargeSender::Microsoft},
    SenderName{"google inc.", LargeSender::Google},
    SenderName{"microsoft corporation", LargeSender::Microsoft},
};

bool isOrUnder(const std::string &name, const std::string &base)
{
    return name == base || name.ends_with('.' + base);
}

} // namespace

std::optional<LargeSender> largeSenderOf(const std::string &sender)
{
    for (const SenderName &known : senderNames)
        if (isOrUnder(sender, known.name))
            return known.sender;
    return std::nullopt;
}

} // namespace rollout
