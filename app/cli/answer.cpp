// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/answer.h"

#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/report_text.h"
#include "cli/words.h"

namespace cli {

namespace {

QByteArray reportsDocument(const QList<Report> &reports, int status)
{
    if (reports.size() == 1)
        return document(toJson(reports.first()));
    QJsonArray domains;
    for (const Report &report : reports)
        domains.append(toJson(report));
    return document({{QStringLiteral("domains"), domains}, {QStringLiteral("exit_status"), status}});
}

} // namespace

std::vector<Option> outputOptions()
{
    return {
        jsonOption(), {"verbose", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Also list what passed.")}, helpOption()};
}

int printReports(const QList<Report> &reports, const Arguments &arguments)
{
    int status = Fine;
    for (const Report &report : reports)
        status = worstStatus(status, report.verdict.exitStatus());
    if (arguments.has("json"))
        return print(reportsDocument(reports, status), status);
    for (qsizetype i = 0; i < reports.size(); ++i)
        status = worstStatus(status, printText(reports.at(i), i == 0, arguments));
    return status;
}

int printText(const Report &report, bool first, const Arguments &arguments)
{
    const QString text = reportText(report, {outputStyle(), arguments.has("verbose")});
    return print(first ? text : u'\n' + text, report.verdict.exitStatus());
}

} // namespace cli
