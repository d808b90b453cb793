// SPDX-License-Identifier: GPL-3.0-or-later
// What `import` and `watch` share: a file's outcome in words and as JSON, and the totals.
#pragma once

#include "io/report_importer.h"

#include <QJsonObject>
#include <QString>

namespace cli {

/// One line, for people; untrusted parts are escaped.
QString outcomeText(const io::FileOutcome &outcome);
/// {"path", "outcome", "imported", …, "faults": [{"source", "reason"}]}
QJsonObject outcomeJson(const io::FileOutcome &outcome);

QString totalsText(const io::ImportResult &result);
QJsonObject totalsJson(const io::ImportResult &result);

/// Fine: every file gave a report that the archive has now; Warned: something was rejected or it was stopped; Failed:
/// nothing gave a report; Internal, after a message: the archive failed.
int importStatus(const io::ImportResult &result);

/// The moment that reports without a mail are dated with.
std::int64_t secondsNow();

} // namespace cli
