// SPDX-License-Identifier: GPL-3.0-or-later
// Where a domain stands, what to do next, and everything that was found, with the chosen finding in full beside it.
#pragma once

#include "ui/domain_standing.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace ui {

class FindingPane;
class FindingsModel;
class StageBar;

class OverviewPage : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewPage(QWidget *parent = nullptr);

    /// The chosen finding and what is open stay as they are when it is the same domain again.
    void show(const DomainStanding &standing);

private:
    void showNext(const DomainStanding &standing);
    void choose();
    void copy();

    StageBar *m_stageBar;
    QLabel *m_stageWords, *m_nextTitle, *m_nextWhy;
    QTreeView *m_tree;
    FindingsModel *m_model;
    FindingPane *m_pane;
    QString m_domain;
};

} // namespace ui
