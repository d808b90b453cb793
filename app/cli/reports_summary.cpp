// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_queries.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/reports_archive.h"
#include "cli/reports_filter.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/words.h"

namespace cli {

namespace {

struct SessionView
{
    archive::SessionKey key;
    const char *name; ///< in JSON
    const char *heading;
};
constexpr SessionView sessionViews[] = {
    {archive::SessionKey::Domain, "by_domain", QT_TRANSLATE_NOOP("Words", "Domain")},
    {archive::SessionKey::Sender, "by_sender", QT_TRANSLATE_NOOP("Words", "Sender")},
    {archive::SessionKey::PolicyType, "by_policy_type", QT_TRANSLATE_NOOP("Words", "Policy type")},
    {archive::SessionKey::Mode, "by_mode", QT_TRANSLATE_NOOP("Words", "Mode seen")},
};

struct FailureView
{
    archive::FailureKey key;
    const char *name; ///< in JSON
    const char *heading;
};
constexpr FailureView failureViews[] = {
    {archive::FailureKey::ResultType, "by_result_type", QT_TRANSLATE_NOOP("Words", "Result type")},
    {archive::FailureKey::Mx, "by_mx", QT_TRANSLATE_NOOP("Words", "Receiving MX")},
    {archive::FailureKey::SendingIp, "by_sending_ip", QT_TRANSLATE_NOOP("Words", "Sending MTA")},
    {archive::FailureKey::ReasonCode, "by_reason_code", QT_TRANSLATE_NOOP("Words", "Reason")},
};
constexpr std::size_t shownFailures = 20; ///< rows of such a table for people; JSON has all

/// All answers, by name.
struct Summary
{
    archive::Totals totals;
    std::vector<archive::SessionsOfDay> days;
    std::vector<std::vector<archive::SessionsOfKey>> sessions; ///< as sessionViews
    std::vector<std::vector<archive::FailuresOfKey>> failures; ///< as failureViews
};

archive::Result<Summary> summaryOf(archive::Archive &archive, const archive::ReportFilter &filter)
{
    archive::ReportQueries queries(archive);
    Summary summary;
    auto totals = queries.totals(filter);
    auto days = queries.perDay(filter);
    if (!totals || !days)
        return tl::unexpected(totals ? days.error() : totals.error());
    summary.totals = *totals;
    summary.days = std::move(*days);
    for (const SessionView &view : sessionViews) {
        auto rows = queries.sessionsBy(view.key, filter);
        if (!rows)
            return tl::unexpected(rows.error());
        summary.sessions.push_back(std::move(*rows));
    }
    for (const FailureView &view : failureViews) {
        auto rows = queries.failuresBy(view.key, filter);
        if (!rows)
            return tl::unexpected(rows.error());
        summary.failures.push_back(std::move(*rows));
    }
    return summary;
}

QJsonObject toJson(const archive::Sessions &sessions)
{
    const std::int64_t all = sessions.successful + sessions.failed;
    return {
        {QStringLiteral("policies"), qint64(sessions.policies)},
        {QStringLiteral("successful"), qint64(sessions.successful)},
        {QStringLiteral("failed"), qint64(sessions.failed)},
        {QStringLiteral("failure_rate"), all > 0 ? QJsonValue(double(sessions.failed) / double(all)) : QJsonValue()}};
}

QJsonObject toJson(const archive::Failures &failures)
{
    return {{QStringLiteral("details"), qint64(failures.details)},
            {QStringLiteral("sessions_in_details"), qint64(failures.sessions)}};
}

QJsonObject keyed(const char *name, const QString &key, QJsonObject values)
{
    values.insert(QLatin1String(name), key);
    return values;
}

QByteArray asJson(const Summary &summary)
{
    QJsonObject out{{QStringLiteral("reports"), qint64(summary.totals.reports)},
                    {QStringLiteral("conflicting"), qint64(summary.totals.conflicting)},
                    {QStringLiteral("sessions"), toJson(summary.totals.sessions)},
                    {QStringLiteral("failures"), toJson(summary.totals.failures)}};
    QJsonArray days;
    for (const archive::SessionsOfDay &day : summary.days)
        days.append(keyed("day", dayText(day.day), toJson(day.sessions)));
    out.insert(QStringLiteral("by_day"), days);
    for (std::size_t i = 0; i < std::size(sessionViews); ++i) {
        QJsonArray rows;
        for (const archive::SessionsOfKey &row : summary.sessions[i])
            rows.append(keyed("key", QString::fromStdString(row.key), toJson(row.sessions)));
        out.insert(QLatin1String(sessionViews[i].name), rows);
    }
    for (std::size_t i = 0; i < std::size(failureViews); ++i) {
        QJsonArray rows;
        for (const archive::FailuresOfKey &row : summary.failures[i])
            rows.append(keyed("key", QString::fromStdString(row.key), toJson(row.failures)));
        out.insert(QLatin1String(failureViews[i].name), rows);
    }
    return document(out);
}

QString rateText(const archive::Sessions &sessions)
{
    const double all = double(sessions.successful) + double(sessions.failed);
    return all > 0 ? QString::number(100 * double(sessions.failed) / all, 'f', 2) + u'%' : QString();
}

QString sessionTable(const SessionView &view, const std::vector<archive::SessionsOfKey> &keys)
{
    QList<QStringList> rows;
    for (const archive::SessionsOfKey &row : keys)
        rows +=
            {row.key.empty() ? Words::tr("(none)") : QString::fromStdString(row.key),
             QString::number(row.sessions.successful), QString::number(row.sessions.failed), rateText(row.sessions)};
    return tableText({Words::tr(view.heading), Words::tr("OK"), Words::tr("Failed"), Words::tr("Rate")}, rows,
                     {1, 2, 3});
}

QString failureTable(const FailureView &view, const std::vector<archive::FailuresOfKey> &keys)
{
    QList<QStringList> rows;
    for (std::size_t i = 0; i < std::min(keys.size(), shownFailures); ++i)
        rows += {keys[i].key.empty() ? Words::tr("(none)") : QString::fromStdString(keys[i].key),
                 QString::number(keys[i].failures.details), QString::number(keys[i].failures.sessions)};
    QString out =
        tableText({Words::tr(view.heading), Words::tr("Details"), Words::tr("Sessions in details")}, rows, {1, 2});
    if (keys.size() > shownFailures)
        out += Words::tr("and %1 more").arg(keys.size() - shownFailures) + u'\n';
    return out;
}

QString asText(const Summary &summary)
{
    const archive::Totals &totals = summary.totals;
    if (totals.reports == 0)
        return Words::tr("No report.") + u'\n';
    QString out = Words::tr("%1 report(s)").arg(totals.reports);
    if (totals.firstDay && totals.lastDay)
        out += Words::tr(", %1 to %2").arg(dayText(*totals.firstDay), dayText(*totals.lastDay));
    if (totals.conflicting > 0)
        out += Words::tr(", %1 of them in conflict with another").arg(totals.conflicting);
    out += u'\n' +
           Words::tr("Sessions: %1 ok, %2 failed %3")
               .arg(totals.sessions.successful)
               .arg(totals.sessions.failed)
               .arg(rateText(totals.sessions))
               .trimmed() +
           u'\n';
    for (std::size_t i = 0; i < std::size(sessionViews); ++i)
        if (const QString table = sessionTable(sessionViews[i], summary.sessions[i]); !table.isEmpty())
            out += u'\n' + table;
    for (std::size_t i = 0; i < std::size(failureViews); ++i)
        if (const QString table = failureTable(failureViews[i], summary.failures[i]); !table.isEmpty())
            out += u'\n' + table;
    return out;
}

} // namespace

const Syntax &reportsSummarySyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "reports summary", "",
            QT_TRANSLATE_NOOP("Words", "Adds up the reports of the archive by domain, sender, policy, mode and cause."),
            QT_TRANSLATE_NOOP("Words",
                              "Sessions and rates come from the summaries that senders give. Failure details may "
                              "overlap (RFC 8460, section 4): the sessions counted in them tell where to look and "
                              "make no rate. Exit status 0, also when sessions failed."),
            filterOptions()};
        made.options.push_back(archiveOption());
        made.options.push_back(jsonOption());
        made.options.push_back(helpOption());
        return made;
    }();
    return syntax;
}

int runReportsSummary(Arguments arguments)
{
    const char *const command = reportsSummarySyntax().command;
    if (!arguments.operands().isEmpty())
        return usageProblem(Words::tr("%1 takes options only.").arg(QLatin1String(command)), command);
    const auto filter = filterOf(arguments);
    if (!filter)
        return usageProblem(filter.error(), command);
    auto archive = openArchive(arguments, ArchiveUse::Read, command);
    if (!archive)
        return archive.error();
    const auto summary = summaryOf(*archive, *filter);
    if (!summary)
        return archiveProblem(summary.error());
    return arguments.has("json") ? print(asJson(*summary), Fine) : print(asText(*summary), Fine);
}

} // namespace cli
