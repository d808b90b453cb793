// SPDX-License-Identifier: GPL-3.0-or-later
#include "verdict_table.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace lab {

namespace {

struct Seen
{
    QString id, status, severity;

    bool isTrouble() const { return status == QLatin1String("fail") || status == QLatin1String("unknown"); }
    bool isGrave() const
    {
        const bool error = status == QLatin1String("fail") && severity == QLatin1String("error");
        const bool open = status == QLatin1String("unknown") && severity != QLatin1String("info");
        return error || open;
    }
};

QList<Seen> findingsOf(const QJsonObject &report)
{
    QList<Seen> all;
    const QJsonArray findings = report.value(u"findings").toArray();
    for (const QJsonValue &value : findings)
        all.append({value[u"id"].toString(), value[u"status"].toString(), value[u"severity"].toString()});
    return all;
}

QString rank(const QString &severity)
{
    return severity == QLatin1String("ok") ? QStringLiteral("info") : severity;
}

void compare(const char *what, const QString &wanted, const QString &got, QStringList &out)
{
    if (!wanted.isEmpty() && wanted != got)
        out << QStringLiteral("%1 is %2, not %3").arg(QLatin1String(what), got, wanted);
}

void compareFindings(const Expected &expected, const QList<Seen> &seen, QStringList &out)
{
    for (const QStringList &alternatives : expected.findings) {
        const bool found = std::any_of(seen.begin(), seen.end(), [&](const Seen &finding) {
            return finding.isTrouble() && alternatives.contains(finding.id);
        });
        if (!found)
            out << QStringLiteral("lacks ") + alternatives.join(u'|');
    }
    for (const Seen &finding : seen) {
        const bool named =
            std::any_of(expected.findings.begin(), expected.findings.end(),
                        [&](const QStringList &alternatives) { return alternatives.contains(finding.id); });
        if (finding.isGrave() && !named)
            out << QStringLiteral("has %1 (%2, %3)").arg(finding.id, finding.status, finding.severity);
    }
}

Expected expectedFrom(const QJsonObject &object)
{
    Expected expected;
    expected.with = object.value(u"with").toString();
    expected.exit = object.value(u"exit").toInt(-1);
    expected.severity = object.value(u"severity").toString();
    expected.effect = object.value(u"effect").toString();
    const QJsonArray findings = object.value(u"findings").toArray();
    for (const QJsonValue &finding : findings)
        expected.findings.append(finding.toString().split(u'|'));
    return expected;
}

} // namespace

QMap<QString, Expected> readTable(const QString &file)
{
    QMap<QString, Expected> table;
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return table;
    const QJsonObject all = QJsonDocument::fromJson(in.readAll()).object();
    for (auto entry = all.begin(); entry != all.end(); ++entry)
        table.insert(entry.key(), expectedFrom(entry.value().toObject()));
    return table;
}

QStringList departures(const Expected &expected, int exitCode, const QJsonObject &report)
{
    QStringList out;
    compare("exit status", QString::number(expected.exit), QString::number(exitCode), out);
    compare("exit_status in the report", QString::number(exitCode),
            QString::number(report.value(u"exit_status").toInt(-1)), out);
    compare("severity", rank(expected.severity), rank(report.value(u"severity").toString()), out);
    compare("effect", expected.effect, report.value(u"effect").toString(), out);
    compareFindings(expected, findingsOf(report), out);
    return out;
}

} // namespace lab
