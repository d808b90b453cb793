// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_queries.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/reports_filter.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/words.h"

namespace cli {

namespace {

QString words(const std::string &text)
{
    return QString::fromStdString(text);
}

QJsonObject toJson(const archive::ListedFailure &failure)
{
    const tlsrpt::FailureDetails &detail = failure.detail;
    const auto count = detail.failedSessionCount;
    return {{QStringLiteral("report"), qint64(failure.report)},
            {QStringLiteral("day"), dayText(failure.day)},
            {QStringLiteral("sender"), words(failure.sender)},
            {QStringLiteral("domain"), words(failure.domain)},
            {QStringLiteral("policy_type"), words(failure.policyType)},
            {QStringLiteral("mode"), words(failure.mode)},
            {QStringLiteral("result_type"), words(detail.resultTypeWord)},
            {QStringLiteral("failed_session_count"), count ? QJsonValue(qint64(*count)) : QJsonValue()},
            {QStringLiteral("sending_mta_ip"), words(detail.sendingMtaIp)},
            {QStringLiteral("receiving_mx_hostname"), words(detail.receivingMxHostname)},
            {QStringLiteral("receiving_mx_helo"), words(detail.receivingMxHelo)},
            {QStringLiteral("receiving_ip"), words(detail.receivingIp)},
            {QStringLiteral("failure_reason_code"), words(detail.failureReasonCode)},
            {QStringLiteral("additional_information"), words(detail.additionalInformation)}};
}

QStringList rowOf(const archive::ListedFailure &failure)
{
    const tlsrpt::FailureDetails &detail = failure.detail;
    const auto count = detail.failedSessionCount;
    return {dayText(failure.day),
            words(failure.sender),
            words(failure.domain),
            words(failure.policyType),
            words(detail.resultTypeWord),
            count ? QString::number(*count) : QStringLiteral("?"),
            words(detail.receivingMxHostname),
            words(detail.sendingMtaIp),
            words(detail.failureReasonCode)};
}

QByteArray asJson(const std::vector<archive::ListedFailure> &failures)
{
    QJsonArray list;
    for (const archive::ListedFailure &failure : failures)
        list.append(toJson(failure));
    return document({{QStringLiteral("failures"), list}});
}

QString asText(const std::vector<archive::ListedFailure> &failures)
{
    QList<QStringList> rows;
    for (const archive::ListedFailure &failure : failures)
        rows += rowOf(failure);
    if (rows.isEmpty())
        return Words::tr("No failure.") + u'\n';
    return tableText({Words::tr("Day"), Words::tr("Sender"), Words::tr("Domain"), Words::tr("Policy"),
                      Words::tr("Result type"), Words::tr("Sessions"), Words::tr("Receiving MX"),
                      Words::tr("Sending MTA"), Words::tr("Reason")},
                     rows, {5});
}

} // namespace

const Syntax &reportsFailuresSyntax()
{
    static const Syntax syntax{
        "reports failures", "", QT_TRANSLATE_NOOP("Words", "Lists the failure details of the archive, newest first."),
        QT_TRANSLATE_NOOP("Words", "Failure details may overlap (RFC 8460, section 4), so their sessions add up to "
                                   "no rate; reports summary has the rates. reports explain tells what a result "
                                   "type means and what to do. Exit status 0, also when there is no failure."),
        rowOptions()};
    return syntax;
}

int runReportsFailures(Arguments arguments)
{
    const char *const command = reportsFailuresSyntax().command;
    auto asked = rowsAsked(arguments, command);
    if (!asked)
        return asked.error();
    const auto failures = archive::ReportQueries(asked->archive).failures(asked->filter, {asked->limit, 0});
    if (!failures)
        return archiveProblem(failures.error());
    return arguments.has("json") ? print(asJson(*failures), Fine) : print(asText(*failures), Fine);
}

} // namespace cli
