// SPDX-License-Identifier: GPL-3.0-or-later
// What changed at a domain and when, as the archive holds it; the chosen change with the facts before and after it.
#pragma once

#include "ui/archive_thread.h"
#include "ui/facts_pair.h"
#include "ui/history_model.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace ui {

class HistoryPage : public QWidget
{
    Q_OBJECT
public:
    /// `archive` outlives the page.
    explicit HistoryPage(ArchiveThread &archive, QWidget *parent = nullptr);

    /// Reads the past of the domain anew, at once when the page is visible, else when it becomes so.
    void show(const QString &domain);

Q_SIGNALS:
    void read();      ///< the page shows what the archive holds
    void factsRead(); ///< and the facts around the chosen change

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void tell(const archive::Timeline &timeline);
    void choose();
    void jump();
    void copy();

    ArchiveThread &m_archive;
    HistoryModel *m_model;
    QTreeView *m_list;
    QLabel *m_words;
    FactsPair *m_facts;
    QDateTime m_before, m_after; ///< of the facts that are shown or asked for
    QString m_domain;
    bool m_isStale = true;
};

} // namespace ui
