// SPDX-License-Identifier: GPL-3.0-or-later
// expected.json: what the program must say of every domain of the lab. An entry holds
//   with      an argument for `check` beside the usual ones; most have none
//   exit      the exit status
//   severity  the worst one; `ok` and `info` count as the same, a remark does not make a healthy domain ill
//   effect    on the policy: usable, invalid, absent; not there when it must not be relied upon
//   findings  that must be there, failed or unknown; "a|b" is one of several, where the DNS or TLS library decides
//   which
// Beyond these, no finding may be an error, and none above a remark may be unknown.
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace lab {

struct Expected
{
    QString with;
    int exit = 0;
    QString severity, effect;
    QList<QStringList> findings; ///< each a list of alternatives
};

QMap<QString, Expected> readTable(const QString &file);

/// Everything in which a report of `sigillo-cli check --json` departs from what is expected; empty when all is well.
QStringList departures(const Expected &expected, int exitCode, const QJsonObject &report);

} // namespace lab
