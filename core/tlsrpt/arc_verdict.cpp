// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/arc.h"
#include "tlsrpt/authentication_results.h"
#include "tlsrpt/dkim_key.h"
#include "tlsrpt/domain_text.h"
#include "tlsrpt/mail_fields.h"

#include <algorithm>

namespace tlsrpt {
namespace {

ArcResult failed(ArcFault fault, int instance, DkimFault cause = DkimFault::None)
{
    return {ArcVerdict::Fail, fault, cause, instance};
}

/// Pass, or what is wrong with one signature of the set `instance`.
ArcResult checked(const DkimSignature &s, ArcFault fault, int instance, const DkimCircumstances &c)
{
    if (s.fault != DkimFault::None)
        return failed(fault, instance, s.fault);
    if (s.expiresAt && c.receivedAt && *c.receivedAt > *s.expiresAt)
        return failed(fault, instance, DkimFault::Expired);
    const DkimKeyAnswer answer = c.key ? c.key(s.keyName()) : DkimKeyAnswer{};
    if (answer.state == DkimKeyAnswer::NotLookedUp)
        return {ArcVerdict::KeyNotLookedUp, ArcFault::None, DkimFault::None, instance};
    if (answer.state == DkimKeyAnswer::Gone)
        return {ArcVerdict::KeyGone, ArcFault::None, DkimFault::None, instance};
    const DkimFault cause = checkWithKey(s, answer.record).fault;
    if (cause == DkimFault::KeyRevoked) // RFC 6376 §6.1.2: as if there were no key
        return {ArcVerdict::KeyGone, ArcFault::None, cause, instance};
    return cause == DkimFault::None ? ArcResult{ArcVerdict::Pass, {}, {}, instance} : failed(fault, instance, cause);
}

bool isAligned(DkimAlignment alignment)
{
    return alignment == DkimAlignment::Equal || alignment == DkimAlignment::SubDomain;
}

/// "mx.google.com" speaks for google.com; nothing speaks for a top-level domain.
bool speaksFor(const std::string &authservId, const std::string &domain)
{
    return domain.find('.') != std::string::npos && (authservId == domain || isBelow(authservId, domain));
}

/// The own provider that all of the chain comes from, by name; whether it is true the keys tell.
std::string onlyProvider(const ArcChain &chain, const std::vector<std::string> &ownProviders)
{
    const std::string id = chain.sets.empty() ? "" : authenticationResults(chain.sets.front().results).authservId;
    const bool isOwn = std::ranges::any_of(ownProviders, [&id](const auto &own) { return sameWord(own, id); });
    const bool isAlone = std::ranges::all_of(chain.sets, [&id](const ArcSet &set) {
        return authenticationResults(set.results).authservId == id && speaksFor(id, set.seal.domain);
    });
    return isOwn && isAlone && speaksFor(id, chain.message.domain) ? id : std::string();
}

/// The best aligned domain with dkim=pass in the oldest results.
DkimResult oldestPass(const ArcChain &chain, const MailEvidence &evidence)
{
    DkimResult best;
    best.alignment = DkimAlignment::Unknown;
    for (const AuthenticationResults::Dkim &dkim : authenticationResults(chain.sets.front().results).dkim) {
        const DkimAlignment found = alignment(dkim.domain, evidence);
        if (dkim.result != "pass" || dkim.domain.empty() || found >= best.alignment)
            continue;
        best.alignment = found;
        best.domain = dkim.domain;
    }
    return best;
}

} // namespace

ArcResult arcVerdict(const ArcChain &chain, const DkimCircumstances &circumstances)
{
    if (chain.fault != ArcFault::None)
        return failed(chain.fault, chain.instance);
    const int newest = int(chain.sets.size());
    if (newest == 0)
        return {};
    ArcResult result = checked(chain.message, ArcFault::MessageSignature, newest, circumstances);
    for (int i = newest; i > 0 && result.verdict == ArcVerdict::Pass; --i)
        result = checked(chain.sets[std::size_t(i - 1)].seal, ArcFault::Seal, i, circumstances);
    return result;
}

DkimResult vouchedByArc(DkimResult found, QByteArrayView mail, const MailEvidence &evidence,
                        const DkimCircumstances &circumstances)
{
    const bool isPass = found.verdict == DkimVerdict::Pass || found.verdict == DkimVerdict::PassByProvider;
    if ((isPass && isAligned(found.alignment)) || circumstances.ownProviders.empty() || !evidence.hasArcSeal)
        return found;
    const ArcChain chain = arcChain(mail);
    const std::string provider = onlyProvider(chain, circumstances.ownProviders);
    if (chain.fault != ArcFault::None || provider.empty() || chain.message.lengthLimited)
        return found;
    DkimResult vouched = oldestPass(chain, evidence);
    if (!isAligned(vouched.alignment) || arcVerdict(chain, circumstances).verdict != ArcVerdict::Pass)
        return found;
    vouched.verdict = DkimVerdict::PassByProvider;
    vouched.provider = provider;
    vouched.byArc = true;
    return vouched;
}

const char *wordOf(ArcFault fault)
{
    switch (fault) {
    case ArcFault::None: return "none";
    case ArcFault::TooLarge: return "too-large";
    case ArcFault::Malformed: return "malformed";
    case ArcFault::Incomplete: return "incomplete";
    case ArcFault::ChainStatus: return "chain-status";
    case ArcFault::MessageSignature: return "message-signature";
    case ArcFault::Seal: return "seal";
    }
    return "";
}

const char *wordOf(ArcVerdict verdict)
{
    switch (verdict) {
    case ArcVerdict::None: return "none";
    case ArcVerdict::Pass: return "pass";
    case ArcVerdict::KeyNotLookedUp: return "key-not-looked-up";
    case ArcVerdict::KeyGone: return "key-gone";
    case ArcVerdict::Fail: return "fail";
    }
    return "";
}

} // namespace tlsrpt
