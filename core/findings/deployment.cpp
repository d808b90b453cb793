// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/deployment.h"

#include "base/limits.h"
#include "findings/response_rules.h"
#include "sts/policy_parser.h"
#include "sts/record.h"

#include <algorithm>

namespace findings {
namespace {

bool hasTrustedName(const facts::PolicyFetch &fetch)
{
    return fetch.tls.trusted() && fetch.tls.nameMatches;
}

bool isModernTls(const QString &protocol)
{
    return protocol == QLatin1String("TLSv1.2") || protocol == QLatin1String("TLSv1.3");
}

void readRecord(const facts::DnsAnswer &answer, Deployment &deployment)
{
    if (!answer.hasRecords()) {
        deployment.recordAbsent = answer.provesAbsence();
        return;
    }
    QByteArrayList records;
    for (const QByteArrayList &record : facts::txtRecords(answer))
        records.append(facts::joined(record));
    const base::Selection selection = base::selectRecord(records, sts::recordVersion);
    deployment.recordAbsent = !records.isEmpty() && selection.unrelated.size() == records.size();
    deployment.recordUsable = selection.chosen >= 0 && sts::parseRecord(records[selection.chosen]).isWellFormed();
}

// Over an untrusted or failed response the text is still shown and judged, but it is nobody's policy.
bool couldBeUsed(const facts::PolicyFetch &fetch, const sts::ParsedPolicy &policy)
{
    return fetch.httpStatus == 200 && hasTrustedName(fetch) && isModernTls(fetch.tls.protocol) && !fetch.bodyTooLong &&
           fetch.body.size() <= limits::policyBytes && !fetch.bodyIncomplete &&
           response::isPlainText(fetch.header(QLatin1String("Content-Type"))) && policy.isWellFormed();
}

} // namespace

Deployment deploymentOf(const facts::DomainFacts &facts)
{
    Deployment deployment;
    readRecord(facts.stsTxt, deployment);
    const facts::PolicyFetch *fetch = decisiveFetch(facts);
    if (!fetch || fetch->httpStatus != 200)
        return deployment;
    const sts::ParsedPolicy policy = sts::parsePolicy(fetch->body.left(limits::policyBytes));
    deployment.policyUsable = couldBeUsed(*fetch, policy);
    deployment.mode = policy.modeValue;
    deployment.mx = policy.mxPatterns();
    return deployment;
}

const facts::PolicyFetch *decisiveFetch(const facts::DomainFacts &facts)
{
    const QList<facts::PolicyFetch> &fetches = facts.policyHost.fetches;
    const auto firstWhere = [&](auto condition) -> const facts::PolicyFetch * {
        const auto found = std::find_if(fetches.begin(), fetches.end(), condition);
        return found == fetches.end() ? nullptr : &*found;
    };
    const auto isGood = [](const facts::PolicyFetch &fetch) {
        return fetch.complete() && fetch.httpStatus == 200 && hasTrustedName(fetch);
    };
    // Where addresses disagree, some senders enforce: what bites under enforcement bites.
    const facts::PolicyFetch *enforcing = firstWhere([&](const facts::PolicyFetch &fetch) {
        return isGood(fetch) && fetches.size() > 1 &&
               sts::parsePolicy(fetch.body.left(limits::policyBytes)).modeValue == sts::Mode::Enforce;
    });
    if (enforcing)
        return enforcing;
    if (const facts::PolicyFetch *good = firstWhere(isGood))
        return good;
    const facts::PolicyFetch *complete = firstWhere([](const facts::PolicyFetch &fetch) { return fetch.complete(); });
    // Nobody reads a body over the limit to its end; its length is a fault of the text, so the text's rules have to see
    // it.
    return complete ? complete : firstWhere([](const facts::PolicyFetch &fetch) { return fetch.bodyTooLong; });
}

void lowerWhenNotDeployed(const Deployment &deployment, Findings &out, qsizetype from)
{
    if (!deployment.recordAbsent)
        return;
    for (qsizetype i = from; i < out.size(); ++i) {
        if (out[i].status == Status::Pass)
            continue;
        out[i].severity = std::min(out[i].severity, Severity::Info);
        out[i].effect = Effect::None;
        out[i].resultType.clear();
    }
}

} // namespace findings
