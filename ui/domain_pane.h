// SPDX-License-Identifier: GPL-3.0-or-later
// The left side of the window: the field that searches the domains, the domains, and how many there are.
#pragma once

#include "ui/domain_list.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace ui {

class DomainPane : public QWidget
{
    Q_OBJECT
public:
    /// `remove` works on the list, by its menu and key.
    explicit DomainPane(QAction *remove, QWidget *parent = nullptr);

    const DomainList &domains() const { return *m_domains; }
    /// Replaces all; `domain` is the current one afterwards, or the first where it is not there.
    void setStandings(const QList<DomainStanding> &standings, const QString &domain);
    /// Replaces or adds one.
    void setStanding(const DomainStanding &standing);
    void remove(const QString &domain);
    /// Makes it the current one, also when the search has hidden it. False: there is no such domain.
    bool select(const QString &domain);
    /// The current one; empty when there is none.
    QString current() const;
    /// How many domains there are, and that many alarms.
    void showCount(int alarms);
    void focusSearch();

Q_SIGNALS:
    void chosen(const QString &domain);  ///< another one became current
    void clicked(const QString &domain); ///< also the one that is current already

private:
    DomainList *m_domains;
    QSortFilterProxyModel *m_found;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_count;
    bool m_isFilling = false;
};

} // namespace ui
