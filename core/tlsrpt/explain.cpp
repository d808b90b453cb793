// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/explain.h"

#include "tlsrpt/domain_text.h"
#include "tlsrpt/report_words.h"

namespace tlsrpt {

namespace {

Target targetOf(ResultType type)
{
    switch (type) {
    case ResultType::StsPolicyFetchError:
    case ResultType::StsPolicyInvalid:
    case ResultType::StsWebpkiInvalid: return Target::PolicyHost;
    case ResultType::TlsaInvalid:
    case ResultType::DnssecInvalid:
    case ResultType::DaneRequired: return Target::Zone;
    case ResultType::StarttlsNotSupported:
    case ResultType::CertificateHostMismatch:
    case ResultType::CertificateExpired:
    case ResultType::CertificateNotTrusted:
    case ResultType::ValidationFailure:
    case ResultType::Other: break;
    }
    return Target::MailServer;
}

// Whether a policy of that type can lead to this result. An unknown word on either side says nothing.
bool fits(ResultType result, PolicyType policy)
{
    if (result == ResultType::Other || policy == PolicyType::Other)
        return true;
    switch (targetOf(result)) {
    case Target::PolicyHost: return policy == PolicyType::Sts || policy == PolicyType::NoPolicyFound;
    case Target::Zone: return policy == PolicyType::Tlsa || policy == PolicyType::NoPolicyFound;
    case Target::MailServer: break;
    }
    return true;
}

// The result type alone.
Side usualSide(ResultType type)
{
    switch (type) {
    case ResultType::StarttlsNotSupported:
    case ResultType::CertificateHostMismatch:
    case ResultType::CertificateExpired:
    case ResultType::CertificateNotTrusted:
    case ResultType::TlsaInvalid:
    case ResultType::DnssecInvalid: return Side::Receiver;
    case ResultType::DaneRequired: return Side::Sender;
    case ResultType::StsPolicyFetchError:
    case ResultType::StsPolicyInvalid:
    case ResultType::StsWebpkiInvalid: return Side::PolicyHost;
    case ResultType::ValidationFailure:
    case ResultType::Other: break;
    }
    return Side::Unknown;
}

Side sideOfTarget(Target target)
{
    return target == Target::PolicyHost ? Side::PolicyHost : Side::Receiver;
}

bool isPolicyReason(ReasonClass reason)
{
    using enum Explanation::ReasonClass;
    return reason == HttpNotFound || reason == HttpForbidden || reason == HttpRedirect || reason == HttpServerError ||
           reason == HttpOther || reason == PolicySyntax || reason == PolicyMediaType || reason == PolicyTooLarge ||
           reason == MxNotInPolicy;
}

// A reason can name a place that the result type leaves open: "validation-failure" with an MX mismatch is the policy's.
Target refined(Target target, ResultType type, ReasonClass reason)
{
    const bool open = type == ResultType::ValidationFailure || type == ResultType::Other;
    if (open && isPolicyReason(reason))
        return Target::PolicyHost;
    if (type != ResultType::CertificateHostMismatch && !open)
        return target;
    if (reason == ReasonClass::MxNotInPolicy)
        return Target::PolicyHost;
    const bool zone = reason == ReasonClass::TlsaMismatch || reason == ReasonClass::TlsaUnusable ||
                      reason == ReasonClass::DnssecBogus || reason == ReasonClass::NameNotFound ||
                      reason == ReasonClass::DnsFailure;
    return open && zone ? Target::Zone : target;
}

Side sideOf(const Explanation &all)
{
    using enum Explanation::ReasonClass;
    if (all.failure.policyType == PolicyType::NoPolicyFound && all.target == Target::MailServer &&
        all.resultType == ResultType::Other)
        return Side::Unknown;
    if (all.reason == MxNotInPolicy)
        return Side::PolicyHost;
    // Google's hosts offer STARTTLS and valid certificates: if a sender saw otherwise, it did not see Google's hosts,
    // or its own trust store or clock is at fault.
    if (all.googleMx && all.target == Target::MailServer)
        return all.resultType == ResultType::StarttlsNotSupported || all.reason == NotTls ? Side::Middle : Side::Sender;
    if (all.resultType == ResultType::ValidationFailure || all.resultType == ResultType::Other) {
        // No word about what failed: nobody can be named.
        if (all.reason == None || all.reason == FreeText || all.reason == GeneralValidation)
            return Side::Unknown;
        // Time-outs and broken connections have two ends and a way between them.
        if (all.reason == Timeout || all.reason == ConnectionLost)
            return Side::Unknown;
        return sideOfTarget(all.target);
    }
    return usualSide(all.resultType);
}

} // namespace

bool isGoogleMx(std::string_view host)
{
    std::string name(host);
    canonicalDomain(name);
    const auto isOrUnder = [&name](std::string_view base) {
        return name == base || (name.ends_with(base) && name[name.size() - base.size() - 1] == '.');
    };
    return name == "smtp.google.com" || isOrUnder("aspmx.l.google.com") || isOrUnder("gmail-smtp-in.l.google.com") ||
           isOrUnder("gmr-smtp-in.l.google.com") || name.ends_with(".smtp.goog") ||
           (name.starts_with("aspmx") && name.ends_with(".googlemail.com"));
}

Explanation explain(Failure failure)
{
    Explanation all;
    all.resultType = resultTypeOf(failure.resultTypeWord);
    all.reason = classifyReason(failure.reasonCode);
    all.target = refined(targetOf(all.resultType), all.resultType, all.reason);
    all.fitsPolicy = fits(all.resultType, failure.policyType);
    all.googleMx = isGoogleMx(failure.mxHostname);
    all.failure = std::move(failure);
    all.side = sideOf(all);
    return all;
}

} // namespace tlsrpt
