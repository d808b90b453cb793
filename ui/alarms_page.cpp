// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms_page.h"

#include "text/rollout_difference.h"
#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/severity_look.h"

#include <QHeaderView>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

enum Column { DomainColumn, AlarmColumn, SinceColumn };
enum Role { NameRole = Qt::UserRole + 1, SentenceRole };

struct Row
{
    QString domain;
    rollout::Alarm alarm;
};

// The gravest first, and of those the latest.
QList<Row> rowsOf(const QList<DomainStanding> &standings)
{
    QList<Row> rows;
    for (const DomainStanding &standing : standings)
        for (const rollout::Alarm &alarm : standing.alarms)
            if (alarm.isRaised())
                rows += Row{standing.domain, alarm};
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return a.alarm.severity != b.alarm.severity ? a.alarm.severity > b.alarm.severity
                                                    : *a.alarm.raisedAt > *b.alarm.raisedAt;
    });
    return rows;
}

} // namespace

AlarmsPage::AlarmsPage(QWidget *parent)
    : QWidget(parent), m_words(selectableLabel(this)), m_sentence(selectableLabel(this)), m_list(new QTreeWidget(this))
{
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_list->setHeaderLabels({tr("Domain"), tr("Alarm"), tr("Since")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Alarms"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(AlarmColumn, QHeaderView::Stretch);
    connect(m_list, &QTreeWidget::itemActivated, this,
            [this](const QTreeWidgetItem *item) { Q_EMIT domainWanted(item->data(0, NameRole).toString()); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, &AlarmsPage::choose);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_sentence);
}

void AlarmsPage::show(const QList<DomainStanding> &standings)
{
    m_list->clear();
    const QList<Row> rows = rowsOf(standings);
    m_count = int(rows.size());
    for (const Row &row : rows) {
        const QString since = QLocale().toString(row.alarm.raisedAt->toLocalTime(), QLocale::ShortFormat);
        auto *item =
            new QTreeWidgetItem(m_list, {plain(row.domain, 300), plain(text::titleAndPlace(row.alarm), 500), since});
        const Mark mark = row.alarm.severity == findings::Severity::Error ? Mark::Error : Mark::Warning;
        item->setIcon(AlarmColumn, iconOf(mark));
        item->setData(AlarmColumn, Qt::AccessibleTextRole,
                      QStringLiteral("%1: %2").arg(wordOf(mark), item->text(AlarmColumn)));
        item->setData(0, NameRole, row.domain);
        item->setData(0, SentenceRole, plain(text::sentence(row.alarm)));
    }
    m_words->setText(m_count > 0 ? tr("Alarms that last: %1. Press Enter to go to the domain.").arg(m_count)
                                 : tr("No alarm lasts. Alarms are raised by checks: when what senders see changes for "
                                      "the worse, or is about to."));
    m_list->setVisible(m_count > 0);
    m_sentence->setVisible(m_count > 0);
    m_list->resizeColumnToContents(DomainColumn);
    m_list->resizeColumnToContents(SinceColumn);
    if (m_count > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
}

void AlarmsPage::choose()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    m_sentence->setText(item ? item->data(0, SentenceRole).toString() : QString());
}

} // namespace ui
