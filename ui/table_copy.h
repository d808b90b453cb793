// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table on their way to the clipboard: as plain text with tabulators, and as CSV in which no cell is taken
// for a formula. Both say what the table shows, so control characters are visible in both.
#pragma once

#include <QList>
#include <QString>

class QAbstractItemModel;
class QTableView;

namespace ui {

/// The chosen rows of a view in their order, with the names of the columns before them.
QString rowsAsText(const QAbstractItemModel &model, const QList<int> &rows);
QString rowsAsCsv(const QAbstractItemModel &model, const QList<int> &rows);

/// Adds "Copy" (Ctrl+C) and "Copy as CSV" (Ctrl+Shift+C) to the context menu of a table: the chosen rows, at most
/// `mostCopied`.
void addCopyActions(QTableView *view);
inline constexpr int mostCopied = 10'000;

} // namespace ui
