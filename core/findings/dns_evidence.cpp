// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/dns_evidence.h"

#include "base/enum_names.h"

namespace findings {

namespace {

constexpr qsizetype reasonShown = 300; // the resolver quotes what servers say

} // namespace

QString statusWord(facts::DnsStatus status)
{
    using enum facts::DnsStatus;
    switch (status) {
    case NotAsked: return QStringLiteral("not asked");
    case Answer: return QStringLiteral("answer");
    case NoData: return QStringLiteral("NODATA");
    case NxDomain: return QStringLiteral("NXDOMAIN");
    case ServFail: return QStringLiteral("SERVFAIL");
    case Timeout: return QStringLiteral("timeout");
    case Bogus: return QStringLiteral("bogus");
    case Refused: return QStringLiteral("REFUSED");
    case NetworkError: return QStringLiteral("network error");
    case Cancelled: return QStringLiteral("cancelled");
    }
    return {};
}

QString typeWord(facts::RecordType type)
{
    return base::enumName(type).toUpper();
}

QString aliasChain(const facts::DnsAnswer &answer)
{
    if (answer.cnames.isEmpty())
        return {};
    QStringList names{answer.cnames.first().from};
    for (const facts::CnameStep &step : answer.cnames)
        names.append(step.to);
    return names.join(QStringLiteral(" → "));
}

QString dnsSummary(const facts::DnsAnswer &answer)
{
    const QString name = answer.cnames.isEmpty() ? answer.name : aliasChain(answer);
    const QString line = QStringLiteral("%1 %2: %3").arg(name, typeWord(answer.type), statusWord(answer.status));
    return answer.reason.isEmpty() || answer.reason == statusWord(answer.status)
               ? line
               : QStringLiteral("%1 (%2)").arg(line, answer.reason.left(reasonShown));
}

QString dnsReason(const facts::DnsAnswer &answer)
{
    return answer.reason.isEmpty() ? statusWord(answer.status) : answer.reason.left(reasonShown);
}

} // namespace findings
