// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/policy_fetch_differences.h"

#include "base/enum_names.h"
#include "base/limits.h"
#include "findings/catalogue.h"
#include "findings/deployment.h"
#include "findings/response_rules.h"
#include "sts/policy_parser.h"

namespace findings {

namespace {

using facts::DomainFacts;
using facts::PolicyFetch;

QString mediaTypeOf(const PolicyFetch &fetch)
{
    return response::mediaType(fetch.header(QLatin1String("Content-Type")));
}

QString responseText(const PolicyFetch &fetch)
{
    const QString line = QStringLiteral("%1: HTTP %2, %3, %4 bytes")
                             .arg(fetch.address.toString())
                             .arg(fetch.httpStatus)
                             .arg(mediaTypeOf(fetch).left(100))
                             .arg(fetch.body.size());
    const auto mode = fetch.bodyTooLong ? std::nullopt : sts::parsePolicy(fetch.body).modeValue;
    return mode ? QStringLiteral("%1, mode %2").arg(line, base::enumName(*mode)) : line;
}

bool isAnswer(const PolicyFetch &fetch)
{
    return (fetch.complete() && !fetch.bodyIncomplete) || fetch.bodyTooLong;
}

/// What a sender that meets `fetch` first gets is no policy, though another address has one.
bool isWorse(const PolicyFetch &fetch, const PolicyFetch &policy)
{
    return fetch.httpStatus != policy.httpStatus || mediaTypeOf(fetch) != mediaTypeOf(policy) || fetch.bodyTooLong ||
           !sts::parsePolicy(fetch.body.left(limits::policyBytes)).isWellFormed();
}

bool areAlike(const PolicyFetch &fetch, const PolicyFetch &policy)
{
    return fetch.httpStatus == policy.httpStatus && mediaTypeOf(fetch) == mediaTypeOf(policy) &&
           fetch.bodyTooLong == policy.bodyTooLong && (fetch.httpStatus != 200 || fetch.body == policy.body);
}

Finding difference(const PolicyFetch &fetch, const PolicyFetch &policy, const DomainFacts &facts)
{
    Finding finding = failed(FindingId::PolicyHostAddressesDiffer);
    if (isWorse(fetch, policy)) {
        finding.severity = Severity::Error;
        finding.resultType = QStringLiteral("sts-policy-fetch-error");
    }
    finding.arguments = {
        {QStringLiteral("host"), facts.policyHost.name},
        {QStringLiteral("address"), fetch.address.toString()},
        {QStringLiteral("other"), policy.address.toString()},
        {QStringLiteral("difference"), responseText(fetch) + QStringLiteral("; ") + responseText(policy)}};
    finding.evidence = {
        responseText(fetch), facts.policyHost.name, fetch.address.toString(), {fetch.body, -1, 0, 0, 0}};
    return finding;
}

} // namespace

void policyDifferences(const DomainFacts &facts, Findings &out)
{
    const PolicyFetch *policy = decisiveFetch(facts);
    int equal = 0, different = 0;
    for (const PolicyFetch &fetch : facts.policyHost.fetches) {
        if (!policy || &fetch == policy || !isAnswer(fetch))
            continue;
        const bool same = areAlike(fetch, *policy);
        same ? ++equal : ++different;
        if (!same)
            out.append(difference(fetch, *policy, facts));
    }
    if (!equal || different)
        return;
    Finding finding = passed(FindingId::PolicyHostAddressesDiffer);
    finding.arguments.insert(QStringLiteral("host"), facts.policyHost.name);
    finding.evidence = {
        QStringLiteral("%1 × %2 bytes").arg(equal + 1).arg(policy->body.size()), facts.policyHost.name, {}, {}};
    out.append(finding);
}

} // namespace findings
