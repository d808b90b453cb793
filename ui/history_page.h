// SPDX-License-Identifier: GPL-3.0-or-later
// What changed at a domain and when, as the archive holds it; the chosen change with the facts before and after it.
#pragma once

#include "ui/archive_thread.h"
#include "ui/history_model.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
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
    void read(); ///< the page shows what the archive holds

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Facts
    {
        QLabel *title;
        QPlainTextEdit *text;
    };
    Facts addFacts(QWidget *parent);
    void load();
    void tell(const archive::Timeline &timeline);
    void choose();
    void showFacts(const Facts &where, const QString &title, const QDateTime &at);

    ArchiveThread &m_archive;
    HistoryModel *m_model;
    QTreeView *m_list;
    QLabel *m_words;
    Facts m_before, m_after;
    QString m_domain;
    bool m_isStale = true;
};

} // namespace ui
