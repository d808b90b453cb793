// SPDX-License-Identifier: GPL-3.0-or-later
// What the DNS said, before any record is read.
#include "findings/catalogue.h"
#include "findings/dns_evidence.h"
#include "findings/txt_rules.h"

#include <QSet>
#include <algorithm>

namespace findings {

bool judgeAnswer(const TxtKind &kind, const facts::DnsAnswer &answer, Findings &out)
{
    if (answer.hasRecords())
        return true;
    if (answer.status == facts::DnsStatus::NotAsked)
        return false;
    Finding finding = answer.provesAbsence()                     ? failed(kind.missing)
                      : answer.status == facts::DnsStatus::Bogus ? failed(kind.bogus)
                                                                 : unknown(kind.lookupFailed);
    finding.arguments[QStringLiteral("reason")] = dnsReason(answer);
    finding.evidence.summary = dnsSummary(answer);
    out.append(finding);
    return false;
}

void nameOwner(const QString &owner, Findings &out, qsizetype from)
{
    for (qsizetype i = from; i < out.size(); ++i)
        out[i].arguments[QStringLiteral("owner")] = owner;
}

QByteArrayList joinedRecords(const QList<QByteArrayList> &rrset)
{
    QByteArrayList records;
    for (const QByteArrayList &strings : rrset)
        records.append(facts::joined(strings));
    return records;
}

bool holdsVersion(const facts::DnsAnswer &answer, const char *version)
{
    const QByteArrayList records = joinedRecords(facts::txtRecords(answer));
    return std::any_of(records.begin(), records.end(),
                       [&](const QByteArray &record) { return base::versionToken(record) == version; });
}

void judgeWildcard(const TxtKind &kind, const facts::DnsAnswer &answer, const facts::DnsAnswer &wildcard, Findings &out)
{
    // Where none of the records is ours, judgeSelection() has told of the wildcard already.
    if (!answer.hasRecords() || !wildcard.hasRecords() || !holdsVersion(answer, kind.version))
        return;
    const QSet<QByteArray> here(answer.rdata.begin(), answer.rdata.end());
    if (here != QSet<QByteArray>(wildcard.rdata.begin(), wildcard.rdata.end()))
        return;
    Finding finding = failed(kind.wildcardAnswers);
    finding.severity = Severity::Info;
    finding.effect = Effect::None;
    finding.arguments[QStringLiteral("record")] = shown(joinedRecords(facts::txtRecords(answer)).first());
    finding.arguments[QStringLiteral("version")] = QLatin1String(kind.version);
    finding.evidence.summary = wildcard.name + QStringLiteral(" TXT gives the same answer as ") + answer.name;
    out.append(finding);
}

} // namespace findings
