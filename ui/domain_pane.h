// SPDX-License-Identifier: GPL-3.0-or-later
// The left side of the window: the field that searches the domains, the domains in their groups, and how many there
// are. Which groups are folded is kept in the settings of this user; what is in them is in the archive.
#pragma once

#include "ui/domain_list.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QSortFilterProxyModel;
class QTreeView;

namespace ui {

class WindowActions;

class DomainPane : public QWidget
{
    Q_OBJECT
public:
    /// Takes what of `actions` is about the list. They outlive the pane.
    explicit DomainPane(const WindowActions &actions, QWidget *parent = nullptr);

    const DomainList &domains() const { return *m_domains; }
    /// Replaces all; `domain` is the current one afterwards, or the first where it is not there.
    void setStandings(const QList<DomainStanding> &standings, const GroupOfDomain &groups, const QString &domain);
    /// Replaces or adds one.
    void setStanding(const DomainStanding &standing);
    void setTrend(const QString &domain, const std::optional<archive::DomainTrend> &trend);
    void remove(const QString &domain);
    /// Makes it the current one, also when the search or a folded group hides it. False: there is no such domain.
    bool select(const QString &domain);
    /// The current one; empty when there is none.
    QString current() const;
    /// How many domains there are, and that many alarms.
    void showCount(int alarms);
    void focusSearch();

Q_SIGNALS:
    void chosen(const QString &domain);                           ///< another one became current
    void clicked(const QString &domain);                          ///< also the one that is current already
    void moved(const QStringList &domains, const QString &group); ///< shown already
    void renamed(const QString &from, const QString &to);         ///< shown already

private:
    void makeSearch();
    void makeList();
    void takeActions(const WindowActions &actions);
    void search(const QString &text);
    void fillMoveMenu(QMenu *menu);
    void askForGroup();
    void move(const QStringList &domains, const QString &group);
    void rename(const QString &from, const QString &to);
    void keepInView(const std::function<void()> &change);
    void unfold();
    void rememberFolds();
    bool makeCurrent(const QString &domain);
    void selectFirst();
    QStringList selected() const;

    DomainList *m_domains;
    QSortFilterProxyModel *m_found;
    QLineEdit *m_search;
    QTreeView *m_list;
    QLabel *m_count;
    QStringList m_folded; ///< groups
    bool m_isFilling = false;
};

} // namespace ui
