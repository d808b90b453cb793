// SPDX-License-Identifier: GPL-3.0-or-later
// Reports as short lines that test tables can hold.
#pragma once

#include "base/enum_names.h"
#include "tlsrpt/report.h"

#include <QStringList>

namespace report_lists {

/// "date-without-zone date-range.start-datetime"
inline QStringList deviations(const tlsrpt::Report &report)
{
    QStringList lines;
    for (const tlsrpt::Deviation &deviation : report.deviations)
        lines +=
            (base::enumName(deviation.code) + QLatin1Char(' ') + QString::fromStdString(deviation.where)).trimmed();
    return lines;
}

inline QString number(std::optional<std::int64_t> value)
{
    return value ? QString::number(*value) : QStringLiteral("?");
}

/// "sts example.com 53/0 strings=4 mx=1", and for each failure " | result-type count from>mx[ip] reason"
inline QStringList policies(const tlsrpt::Report &report)
{
    QStringList lines;
    for (const tlsrpt::PolicyResult &policy : report.policies) {
        QString line =
            QStringLiteral("%1 %2 %3/%4 strings=%5 mx=%6")
                .arg(QString::fromStdString(policy.policyTypeWord), QString::fromStdString(policy.policyDomain),
                     number(policy.successfulSessions), number(policy.failedSessions))
                .arg(policy.policyStrings.size())
                .arg(policy.mxHosts.size());
        for (const tlsrpt::FailureDetails &failure : policy.failures) {
            const QString detail =
                QStringLiteral("%1 %2 %3>%4[%5] %6")
                    .arg(QString::fromStdString(failure.resultTypeWord), number(failure.failedSessionCount),
                         QString::fromStdString(failure.sendingMtaIp),
                         QString::fromStdString(failure.receivingMxHostname),
                         QString::fromStdString(failure.receivingIp),
                         QString::fromStdString(failure.failureReasonCode));
            line += QStringLiteral(" | ") + detail.trimmed();
        }
        lines += line;
    }
    return lines;
}

} // namespace report_lists
