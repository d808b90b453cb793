// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of words under headings, in columns as wide as need be. Every cell passes visible().
#pragma once

#include <QList>
#include <QStringList>

namespace cli {

/// `numbers` are the columns that are aligned to the right. The headings are a row of their own; without rows the
/// result is empty.
QString tableText(const QStringList &headings, const QList<QStringList> &rows, const QList<int> &numbers = {});

} // namespace cli
