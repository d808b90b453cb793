// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reports_import_run.h"

#include "cli/exit_status.h"
#include "cli/layout.h"
#include "cli/reports_archive.h"
#include "cli/words.h"
#include "tlsrpt/fault_text.h"

#include <QDateTime>
#include <QJsonArray>

namespace cli {

namespace {

const char *wordOf(io::ImportOutcome outcome)
{
    switch (outcome) {
    case io::ImportOutcome::Imported: return "imported";
    case io::ImportOutcome::Conflict: return "conflict";
    case io::ImportOutcome::Duplicate: return "duplicate";
    case io::ImportOutcome::Refused: return "refused";
    case io::ImportOutcome::NotAReport: return "not-a-report";
    case io::ImportOutcome::Unreadable: return "unreadable";
    }
    return "";
}

struct Count
{
    const char *name; ///< in JSON
    const char *words;
    qint64 io::ImportCounts::*value;
};
constexpr Count countsShown[] = {
    {"imported", QT_TRANSLATE_NOOP("Words", "%1 imported"), &io::ImportCounts::imported},
    {"conflicts", QT_TRANSLATE_NOOP("Words", "%1 in conflict"), &io::ImportCounts::conflicts},
    {"duplicates", QT_TRANSLATE_NOOP("Words", "%1 known already"), &io::ImportCounts::duplicates},
    {"refused", QT_TRANSLATE_NOOP("Words", "%1 refused"), &io::ImportCounts::refused},
    {"not_reports", QT_TRANSLATE_NOOP("Words", "%1 without a report"), &io::ImportCounts::notReports},
    {"unreadable", QT_TRANSLATE_NOOP("Words", "%1 unreadable"), &io::ImportCounts::unreadable},
};

QString countsText(const io::ImportCounts &counts)
{
    QStringList parts;
    for (const Count &count : countsShown)
        if (counts.*count.value > 0)
            parts += Words::tr(count.words).arg(counts.*count.value);
    return parts.isEmpty() ? Words::tr("nothing found") : parts.join(QLatin1String(", "));
}

void addCounts(const io::ImportCounts &counts, QJsonObject &out)
{
    for (const Count &count : countsShown)
        out.insert(QLatin1String(count.name), counts.*count.value);
}

} // namespace

QString outcomeText(const io::FileOutcome &outcome)
{
    QString out = visible(outcome.path) + QLatin1String(": ") + countsText(outcome.counts) + u'\n';
    for (const io::ReadFault &fault : outcome.faults) {
        const QString source = QString::fromStdString(fault.source);
        out += QLatin1String("    ") + (source == outcome.path ? QString() : visible(source) + QLatin1String(": ")) +
               visible(tlsrpt::faultText(fault.reason)) + u'\n';
    }
    const qint64 faults = outcome.counts.refused + outcome.counts.notReports + outcome.counts.unreadable;
    if (const qint64 more = faults - qint64(outcome.faults.size()); more > 0)
        out += QLatin1String("    ") + Words::tr("and %1 more").arg(more) + u'\n';
    return out;
}

QJsonObject outcomeJson(const io::FileOutcome &outcome)
{
    QJsonArray faults;
    for (const io::ReadFault &fault : outcome.faults)
        faults.append(QJsonObject{{QStringLiteral("source"), QString::fromStdString(fault.source)},
                                  {QStringLiteral("reason"), QString::fromStdString(fault.reason)}});
    QJsonObject out{{QStringLiteral("path"), outcome.path},
                    {QStringLiteral("outcome"), QLatin1String(wordOf(outcome.outcome()))},
                    {QStringLiteral("faults"), faults}};
    addCounts(outcome.counts, out);
    return out;
}

QString totalsText(const io::ImportResult &result)
{
    QString out = Words::tr("%1 file(s): %2").arg(QString::number(result.files), countsText(result.counts));
    if (result.stopped)
        out += Words::tr("; stopped, the rest is untouched");
    return out + u'\n';
}

QJsonObject totalsJson(const io::ImportResult &result)
{
    QJsonObject out{{QStringLiteral("files"), result.files}, {QStringLiteral("stopped"), result.stopped}};
    addCounts(result.counts, out);
    return out;
}

int importStatus(const io::ImportResult &result)
{
    if (result.error)
        return archiveProblem(*result.error);
    const io::ImportCounts &counts = result.counts;
    const bool isRejected = counts.refused + counts.notReports + counts.unreadable > 0;
    const bool isRead = counts.imported + counts.conflicts + counts.duplicates > 0;
    if (isRejected && !isRead)
        return Failed;
    return isRejected || result.stopped ? Warned : Fine;
}

std::int64_t secondsNow()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace cli
