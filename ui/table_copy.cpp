// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table_copy.h"

#include "tlsrpt/export_csv.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QTableView>

#include <algorithm>

namespace ui {

namespace {

template <class Cell>
QStringList cellsOf(const QAbstractItemModel &model, Cell cell)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells += cell(column).toString().simplified();
    return cells;
}

QList<QStringList> linesOf(const QAbstractItemModel &model, const QList<int> &rows)
{
    QList<QStringList> lines{
        cellsOf(model, [&](int column) { return model.headerData(column, Qt::Horizontal, Qt::DisplayRole); })};
    for (const int row : rows)
        lines += cellsOf(model, [&](int column) { return model.index(row, column).data(); });
    return lines;
}

QList<int> chosenRows(const QTableView &view)
{
    QList<int> rows;
    for (const QItemSelectionRange &range : view.selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom() && rows.size() < mostCopied; ++row)
            rows += row;
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

void addAction(QTableView *view, const QString &text, const QKeySequence &keys,
               QString (*copied)(const QAbstractItemModel &, const QList<int> &))
{
    auto *action = new QAction(text, view);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(action);
    QObject::connect(action, &QAction::triggered, view, [view, copied] {
        QGuiApplication::clipboard()->setText(copied(*view->model(), chosenRows(*view)));
    });
}

} // namespace

QString rowsAsText(const QAbstractItemModel &model, const QList<int> &rows)
{
    QString out;
    for (const QStringList &cells : linesOf(model, rows))
        out += cells.join(u'\t') + u'\n';
    return out;
}

QString rowsAsCsv(const QAbstractItemModel &model, const QList<int> &rows)
{
    std::string out;
    for (const QStringList &cells : linesOf(model, rows)) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            out += i > 0 ? "," : "";
            tlsrpt::appendCsvCell(out, cells[i].toStdString());
        }
        out += "\r\n";
    }
    return QString::fromStdString(out);
}

void addCopyActions(QTableView *view)
{
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    addAction(view, QCoreApplication::translate("TableCopy", "&Copy rows"), QKeySequence::Copy, rowsAsText);
    addAction(view, QCoreApplication::translate("TableCopy", "Copy rows as CS&V"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), rowsAsCsv);
}

} // namespace ui
