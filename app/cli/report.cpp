// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/report.h"

#include "sts/record.h"

namespace cli {

namespace {

// The id that senders see: of the one record that is an MTA-STS record.
QString policyIdOf(const facts::DomainFacts &facts)
{
    for (const QByteArrayList &record : facts::txtRecords(facts.stsTxt)) {
        const sts::ParsedRecord parsed = sts::parseRecord(facts::joined(record));
        if (parsed.tagged.version == sts::recordVersion && parsed.idIsGood)
            return QString::fromLatin1(parsed.id->value);
    }
    return {};
}

} // namespace

Report judged(const facts::DomainFacts &facts, const QDateTime &now)
{
    Report report{facts, findings::evaluate(facts, now), {}, findings::deploymentOf(facts), {}};
    report.verdict = findings::verdictOf(report.findings);
    if (report.deployment.recordUsable)
        report.policyId = policyIdOf(facts);
    return report;
}

} // namespace cli
