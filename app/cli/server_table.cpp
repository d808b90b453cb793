// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/server_table.h"

#include "base/enum_names.h"
#include "cli/layout.h"
#include "cli/words.h"

#include <QList>

#include <algorithm>

namespace cli {

namespace {

using Row = QStringList;

QString certificateWords(const facts::TlsFacts &tls)
{
    if (!tls.established())
        return {};
    if (!tls.verifyErrors.isEmpty())
        return Words::tr("certificate: %1").arg(tls.verifyErrors.first().text);
    return tls.nameMatches ? Words::tr("certificate fits") : Words::tr("certificate for another name");
}

QString endWords(facts::Cause cause, const QString &reached)
{
    return cause == facts::Cause::None ? QString() : Words::tr("%1 at %2").arg(base::enumName(cause), reached);
}

QString joinedWords(QStringList words)
{
    words.removeAll(QString());
    return words.join(QLatin1String(", "));
}

Row policyRow(const QString &host, const facts::PolicyFetch &fetch)
{
    const QString status = fetch.httpStatus ? QStringLiteral("HTTP %1").arg(fetch.httpStatus) : QString();
    return {QStringLiteral("HTTPS"), host, fetch.address.toString(), fetch.tls.protocol,
            joinedWords({certificateWords(fetch.tls), status, endWords(fetch.cause, base::enumName(fetch.reached))})};
}

Row mxRow(const facts::MxHostFacts &host, const QString &address, const QString &protocol, const QString &words)
{
    return {QStringLiteral("MX %1").arg(host.preference), host.name, address, protocol, words};
}

void addMxRows(const facts::MxHostFacts &host, QList<Row> &rows)
{
    if (host.probes.isEmpty())
        rows += mxRow(host, {}, {}, Words::tr("not contacted"));
    for (const facts::SmtpProbe &probe : host.probes)
        rows += mxRow(host, probe.address.toString(), probe.tls.protocol,
                      joinedWords({certificateWords(probe.tls), endWords(probe.cause, base::enumName(probe.reached))}));
}

QString aligned(const QList<Row> &rows)
{
    QList<qsizetype> widths;
    for (const Row &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i >= widths.size())
                widths += 0;
            widths[i] = std::max(widths.at(i), row.at(i).size());
        }
    QString out;
    for (const Row &row : rows) {
        QString line = QStringLiteral("  ");
        for (qsizetype i = 0; i < row.size(); ++i)
            line += row.at(i).leftJustified(widths.at(i)) + QLatin1String("  ");
        while (line.endsWith(u' '))
            line.chop(1);
        out += line + u'\n';
    }
    return out;
}

} // namespace

QString serverTable(const Report &report)
{
    QList<Row> rows;
    for (const facts::PolicyFetch &fetch : report.facts.policyHost.fetches)
        rows += policyRow(report.facts.policyHost.name, fetch);
    for (const facts::MxHostFacts &host : report.facts.mxHosts)
        addMxRows(host, rows);
    for (Row &row : rows)
        for (QString &cell : row)
            cell = visible(cell);
    return aligned(rows);
}

} // namespace cli
