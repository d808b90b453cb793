// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/work_dialog.h"

#include "ui/plain_label.h"
#include "ui/work/work_model.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <set>

namespace ui {

namespace {

// A bar with the words in it; where the end is not known, the words alone.
class BarDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int started = index.data(WorkModel::StartedRole).toInt();
        if (started == 0)
            return QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionProgressBar bar;
        bar.QStyleOption::operator=(option);
        bar.state |= QStyle::State_Horizontal;
        bar.rect = option.rect.adjusted(2, 2, -2, -2);
        bar.maximum = started;
        bar.progress = index.data(WorkModel::FinishedRole).toInt();
        bar.text = index.data().toString();
        bar.textVisible = true;
        bar.textAlignment = Qt::AlignCenter;
        option.widget->style()->drawControl(QStyle::CE_ProgressBar, &bar, painter, option.widget);
    }
};

} // namespace

WorkDialog::WorkDialog(WorkModel &work, QWidget *parent)
    : QDialog(parent), m_work(work), m_words(plainLabel(this)), m_list(new QTreeView(this))
{
    setWindowTitle(tr("Running work"));
    resize(560, 300);
    m_list->setModel(&m_work);
    m_list->setItemDelegateForColumn(WorkModel::Progress, new BarDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setAccessibleName(tr("Running work"));
    m_list->header()->setSectionResizeMode(WorkModel::What, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_list->setColumnWidth(WorkModel::Progress, 220);
    auto *cancel = new QAction(tr("&Cancel this"), m_list);
    cancel->setShortcut(QKeySequence::Delete);
    cancel->setShortcutContext(Qt::WidgetShortcut);
    connect(cancel, &QAction::triggered, this, &WorkDialog::cancelChosen);
    m_list->addAction(cancel);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto *buttons = new QDialogButtonBox(this);
    m_cancel = buttons->addButton(tr("&Cancel this"), QDialogButtonBox::ActionRole);
    m_cancelAll = buttons->addButton(tr("Cancel &all"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close)->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &WorkDialog::cancelChosen);
    connect(m_cancelAll, &QPushButton::clicked, &m_work, &WorkModel::cancelAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    connect(&m_work, &WorkModel::changed, this, &WorkDialog::showState);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WorkDialog::showState);
    showState();
}

void WorkDialog::showState()
{
    const int count = m_work.rowCount();
    m_words->setText(count == 0   ? tr("Nothing runs now.")
                     : count == 1 ? tr("1 piece of work runs or waits.")
                                  : tr("%1 pieces of work run or wait.").arg(count));
    if (count > 0 && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_work.index(0, 0));
    m_cancel->setEnabled(m_list->selectionModel()->hasSelection());
    m_cancelAll->setEnabled(count > 0);
}

// From the last one on: the rows before it keep their places.
void WorkDialog::cancelChosen()
{
    std::set<int, std::greater<>> rows;
    for (const QModelIndex &row : m_list->selectionModel()->selectedRows())
        rows.insert(row.row());
    for (const int row : rows)
        m_work.cancel(row);
}

} // namespace ui
