// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_queries.h"
#include "base/enum_names.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/reports_filter.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/words.h"

namespace cli {

namespace {

QStringList domainsOf(const archive::ListedReport &report)
{
    QStringList domains;
    for (const std::string &domain : report.domains)
        domains += QString::fromStdString(domain);
    return domains;
}

QJsonValue moment(std::optional<std::int64_t> seconds)
{
    return seconds ? QJsonValue(QDateTime::fromSecsSinceEpoch(*seconds, Qt::UTC).toString(Qt::ISODate)) : QJsonValue();
}

QJsonObject toJson(const archive::ListedReport &report)
{
    return {{QStringLiteral("id"), qint64(report.id)},
            {QStringLiteral("sender"), QString::fromStdString(report.sender)},
            {QStringLiteral("report_id"), QString::fromStdString(report.reportId)},
            {QStringLiteral("start"), moment(report.start)},
            {QStringLiteral("end"), moment(report.end)},
            {QStringLiteral("domains"), QJsonArray::fromStringList(domainsOf(report))},
            {QStringLiteral("successful"), qint64(report.sessions.successful)},
            {QStringLiteral("failed"), qint64(report.sessions.failed)},
            {QStringLiteral("deviations"), qint64(report.deviations)},
            {QStringLiteral("trust"), base::enumName(report.trust)},
            {QStringLiteral("conflict"), report.conflict}};
}

QStringList rowOf(const archive::ListedReport &report)
{
    return {QString::number(report.id),
            dayText(report.day),
            QString::fromStdString(report.sender),
            domainsOf(report).join(QLatin1String(", ")),
            QString::number(report.sessions.successful),
            QString::number(report.sessions.failed),
            QString::number(report.deviations),
            base::enumName(report.trust),
            report.conflict ? Words::tr("conflict") : QString()};
}

QByteArray asJson(const std::vector<archive::ListedReport> &reports)
{
    QJsonArray list;
    for (const archive::ListedReport &report : reports)
        list.append(toJson(report));
    return document({{QStringLiteral("reports"), list}});
}

QString asText(const std::vector<archive::ListedReport> &reports)
{
    QList<QStringList> rows;
    for (const archive::ListedReport &report : reports)
        rows += rowOf(report);
    if (rows.isEmpty())
        return Words::tr("No report.") + u'\n';
    return tableText({Words::tr("ID"), Words::tr("Day"), Words::tr("Sender"), Words::tr("Domains"), Words::tr("OK"),
                      Words::tr("Failed"), Words::tr("Departures"), Words::tr("Carrier"), QString()},
                     rows, {0, 4, 5, 6});
}

} // namespace

const Syntax &reportsListSyntax()
{
    static const Syntax syntax{
        "reports list", "", QT_TRANSLATE_NOOP("Words", "Lists the reports of the archive, newest first."),
        QT_TRANSLATE_NOOP("Words", "OK and failed are sessions, from the summaries of the report. Exit "
                                   "status 0, also when there is no report."),
        rowOptions()};
    return syntax;
}

int runReportsList(Arguments arguments)
{
    const char *const command = reportsListSyntax().command;
    auto asked = rowsAsked(arguments, command);
    if (!asked)
        return asked.error();
    const auto reports = archive::ReportQueries(asked->archive).list(asked->filter, {asked->limit, 0});
    if (!reports)
        return archiveProblem(reports.error());
    return arguments.has("json") ? print(asJson(*reports), Fine) : print(asText(*reports), Fine);
}

} // namespace cli
