// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/authentication_results.h"
#include "tlsrpt/dkim.h"
#include "tlsrpt/dkim_key.h"
#include "tlsrpt/domain_text.h"
#include "tlsrpt/mail_fields.h"

#include <algorithm>

namespace tlsrpt {
namespace {

bool signsReportFields(const DkimSignature &s, const MailEvidence &mail)
{
    const auto has = [&](const char *name) { return std::ranges::find(s.signedFields, name) != s.signedFields.end(); };
    return mail.reportDomain && mail.reportSubmitter && has("tls-report-domain") && has("tls-report-submitter");
}

void judgeWithKey(const DkimSignature &s, const DkimCircumstances &c, DkimResult &result)
{
    const DkimKeyAnswer answer = c.key ? c.key(s.keyName()) : DkimKeyAnswer{};
    if (answer.state != DkimKeyAnswer::Found) {
        result.verdict = answer.state == DkimKeyAnswer::Gone ? DkimVerdict::KeyGone : DkimVerdict::KeyNotLookedUp;
        return;
    }
    const DkimCheck check = checkWithKey(s, answer.record);
    result.fault = check.fault;
    result.keyBits = check.keyBits;
    result.keyNamesTlsrpt = check.namesTlsrpt;
    result.testing = check.testing;
    result.verdict = check.fault == DkimFault::None ? DkimVerdict::Pass : DkimVerdict::Fail;
    if (check.fault == DkimFault::KeyRevoked) // §6.1.2: as if there were no key
        result.verdict = DkimVerdict::KeyGone;
}

DkimResult judge(const DkimSignature &s, const MailEvidence &mail, const DkimCircumstances &c)
{
    DkimResult result;
    result.domain = s.domain;
    result.selector = s.selector;
    result.alignment = alignment(s.domain, mail);
    result.lengthLimited = s.lengthLimited;
    result.reportFieldsSigned = signsReportFields(s, mail);
    result.expiryUnknown = s.expiresAt && !c.receivedAt;
    result.fault = s.fault;
    if (s.fault == DkimFault::None && s.expiresAt && c.receivedAt && *c.receivedAt > *s.expiresAt)
        result.fault = DkimFault::Expired;
    if (result.fault != DkimFault::None)
        result.verdict = DkimVerdict::Fail;
    else
        judgeWithKey(s, c, result);
    return result;
}

/// The domain that the own provider found a good signature of; the better aligned one counts.
void askProvider(const MailEvidence &mail, const DkimCircumstances &c, DkimResult &result)
{
    const AuthenticationResults found = authenticationResults(mail.authenticationResults);
    const bool own =
        std::ranges::any_of(c.ownProviders, [&](const std::string &id) { return sameWord(id, found.authservId); });
    if (!own || (result.verdict != DkimVerdict::KeyGone && result.verdict != DkimVerdict::KeyNotLookedUp))
        return;
    for (const AuthenticationResults::Dkim &dkim : found.dkim) {
        const bool better = result.provider.empty() || alignment(dkim.domain, mail) < result.alignment;
        if (dkim.result != "pass" || dkim.domain.empty() || !better)
            continue;
        result.verdict = DkimVerdict::PassByProvider;
        result.provider = found.authservId;
        result.domain = dkim.domain;
        result.alignment = alignment(dkim.domain, mail);
        result.fault = DkimFault::None;
    }
}

/// Smaller is better.
int rank(const DkimResult &result)
{
    const int byVerdict = int(result.verdict == DkimVerdict::Pass             ? 0
                              : result.verdict == DkimVerdict::KeyNotLookedUp ? 1
                              : result.verdict == DkimVerdict::KeyGone        ? 2
                                                                              : 3);
    return byVerdict * 100 + int(result.alignment) * 2 + (result.lengthLimited ? 1 : 0);
}

} // namespace

DkimAlignment alignment(const std::string &domain, const MailEvidence &mail)
{
    if (!mail.reportSubmitter || mail.reportSubmitter->empty())
        return DkimAlignment::Unknown;
    if (domain == *mail.reportSubmitter)
        return DkimAlignment::Equal;
    if (isBelow(domain, *mail.reportSubmitter))
        return DkimAlignment::SubDomain;
    return isBelow(*mail.reportSubmitter, domain) ? DkimAlignment::ParentDomain : DkimAlignment::Unrelated;
}

DkimResult dkimVerdict(const std::vector<DkimSignature> &signatures, const MailEvidence &mail,
                       const DkimCircumstances &circumstances)
{
    std::optional<DkimResult> best;
    for (const DkimSignature &s : signatures) {
        DkimResult result = judge(s, mail, circumstances);
        if (!best || rank(result) < rank(*best))
            best = std::move(result);
    }
    if (!best)
        return {};
    askProvider(mail, circumstances, *best);
    if (best->verdict == DkimVerdict::Fail && !mail.originalSender.empty())
        best->verdict = DkimVerdict::Rewritten;
    return *best;
}

const char *wordOf(DkimFault fault)
{
    switch (fault) {
    case DkimFault::None: return "none";
    case DkimFault::Malformed: return "malformed";
    case DkimFault::RsaSha1: return "rsa-sha1";
    case DkimFault::OtherAlgorithm: return "other-algorithm";
    case DkimFault::FromNotSigned: return "from-not-signed";
    case DkimFault::BodyHash: return "body-hash";
    case DkimFault::Expired: return "expired";
    case DkimFault::KeyMalformed: return "key-malformed";
    case DkimFault::KeyRevoked: return "key-revoked";
    case DkimFault::KeyOfOtherType: return "key-of-other-type";
    case DkimFault::KeyRefused: return "key-refused";
    case DkimFault::KeyTooShort: return "key-too-short";
    case DkimFault::Identity: return "identity";
    case DkimFault::Signature: return "signature";
    }
    return "";
}

const char *wordOf(DkimVerdict verdict)
{
    switch (verdict) {
    case DkimVerdict::None: return "none";
    case DkimVerdict::Pass: return "pass";
    case DkimVerdict::PassByProvider: return "pass-by-provider";
    case DkimVerdict::Rewritten: return "rewritten";
    case DkimVerdict::KeyNotLookedUp: return "key-not-looked-up";
    case DkimVerdict::KeyGone: return "key-gone";
    case DkimVerdict::Fail: return "fail";
    }
    return "";
}

const char *wordOf(DkimAlignment alignment)
{
    switch (alignment) {
    case DkimAlignment::Equal: return "equal";
    case DkimAlignment::SubDomain: return "sub-domain";
    case DkimAlignment::ParentDomain: return "parent-domain";
    case DkimAlignment::Unrelated: return "unrelated";
    case DkimAlignment::Unknown: return "unknown";
    }
    return "";
}

} // namespace tlsrpt
