// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/mx_set.h"

#include "base/domain_name.h"
#include "base/ip_address.h"
#include "rollout/google_workspace.h"

#include <algorithm>

namespace findings {

QStringList liveMxHosts(const facts::DomainFacts &facts)
{
    QStringList hosts;
    for (const facts::MxRecord &record : facts::mxRecords(facts.mx))
        if (!record.exchange.isEmpty())
            hosts << base::canonicalHost(record.exchange);
    for (const facts::MxHostFacts &host : facts.mxHosts)
        if (!host.implicit || !host.a.provesAbsence() || !host.aaaa.provesAbsence())
            hosts << base::canonicalHost(host.name);
    hosts.removeDuplicates();
    return hosts;
}

bool hasOnlyNullMx(const facts::DomainFacts &facts)
{
    const QList<facts::MxRecord> records = facts::mxRecords(facts.mx);
    return records.size() == 1 && records.first().exchange.isEmpty();
}

bool takesNoMail(const facts::DomainFacts &facts)
{
    const auto withoutAddress = [](const facts::MxHostFacts &host) {
        return host.a.provesAbsence() && host.aaaa.provesAbsence();
    };
    return hasOnlyNullMx(facts) || (facts.mx.status == facts::DnsStatus::NoData &&
                                    std::all_of(facts.mxHosts.begin(), facts.mxHosts.end(), withoutAddress));
}

bool hasListingPolicy(const Deployment &deployment)
{
    return deployment.mode && deployment.mode != sts::Mode::None && !deployment.mx.isEmpty();
}

Severity severityUnderEnforcement(const Deployment &deployment)
{
    return deployment.enforced() ? Severity::Error : Severity::Warning;
}

MxNameFault mxNameFault(const QString &exchange, const QString &domain)
{
    const QString suffix = u'.' + domain;
    if (exchange.endsWith(suffix) && base::IpAddress::parse(exchange.chopped(suffix.size())))
        return MxNameFault::Address;
    const auto parsed = base::DomainName::parse(exchange, true);
    if (parsed)
        return MxNameFault::None;
    const QString code = parsed.error().code;
    if (code == QLatin1String("ip-address") || code == QLatin1String("all-numeric-tld"))
        return MxNameFault::Address;
    return code == QLatin1String("bad-character") ? MxNameFault::BadCharacter : MxNameFault::BadForm;
}

bool isVerificationLeftover(const QString &host, const QStringList &mxHosts)
{
    const auto isLeftover = [](const QString &name) {
        return rollout::familiesOf(name).contains(rollout::GoogleFamily::Verification);
    };
    return isLeftover(host) && !std::all_of(mxHosts.begin(), mxHosts.end(), isLeftover);
}

QString inSentence(const QStringList &names)
{
    constexpr qsizetype shown = 12;
    const QString first = names.mid(0, shown).join(QLatin1String(", "));
    return names.size() <= shown ? first : QStringLiteral("%1, … (+ %2)").arg(first).arg(names.size() - shown);
}

QString mxLines(const QStringList &patterns)
{
    QStringList lines;
    for (const QString &pattern : patterns)
        lines << QStringLiteral("\"mx: %1\"").arg(pattern);
    return lines.join(QLatin1String(", "));
}

} // namespace findings
