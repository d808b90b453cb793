// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_line.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace tlsrpt {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(tlsrpt::Words)
};

constexpr std::size_t shownPolicies = 3;

QString countText(std::optional<std::int64_t> count)
{
    return count ? QString::number(*count) : QStringLiteral("?");
}

QString orDash(const std::string &text)
{
    return text.empty() ? QStringLiteral("-") : QString::fromStdString(text);
}

QString policyText(const PolicyResult &policy)
{
    return Words::tr("%1 (%2): %3 ok, %4 failed")
        .arg(orDash(policy.policyDomain), orDash(policy.policyTypeWord), countText(policy.successfulSessions),
             countText(policy.failedSessions));
}

} // namespace

QString dayOf(const Report &report)
{
    if (!report.start)
        return orDash(report.startText);
    const QDateTime start = QDateTime::fromSecsSinceEpoch(*report.start, Qt::UTC);
    return start.isValid() ? start.date().toString(Qt::ISODate) : QString::fromStdString(report.startText);
}

QString reportLine(const Report &report)
{
    QStringList policies;
    for (const PolicyResult &policy : report.policies) {
        if (std::size_t(policies.size()) == shownPolicies) {
            policies += Words::tr("and %1 more").arg(report.policies.size() - shownPolicies);
            break;
        }
        policies += policyText(policy);
    }
    return QStringList{orDash(report.organizationName), dayOf(report), policies.join(QLatin1String("; "))}.join(
        QLatin1String(", "));
}

} // namespace tlsrpt
