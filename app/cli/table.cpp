// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/table.h"

#include "cli/layout.h"

#include <algorithm>

namespace cli {

QString tableText(const QStringList &headings, const QList<QStringList> &rows, const QList<int> &numbers)
{
    if (rows.isEmpty())
        return {};
    QList<QStringList> shown{headings};
    for (const QStringList &row : rows) {
        shown += QStringList();
        for (const QString &cell : row)
            shown.last() += visible(cell);
    }
    QList<qsizetype> widths(headings.size(), 0);
    for (const QStringList &row : shown)
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths.at(i), row.at(i).size());
    QString out;
    for (const QStringList &row : shown) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const bool isNumber = numbers.contains(int(i));
            line += (isNumber ? row.at(i).rightJustified(widths.at(i)) : row.at(i).leftJustified(widths.at(i))) +
                    QLatin1String("  ");
        }
        while (line.endsWith(u' '))
            line.chop(1);
        out += line + u'\n';
    }
    return out;
}

} // namespace cli
