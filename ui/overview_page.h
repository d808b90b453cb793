// SPDX-License-Identifier: GPL-3.0-or-later
// Where a domain stands, what to do next, and everything that was found, with the chosen finding in full beside it.
#pragma once

#include "ui/domain_standing.h"

#include <QWidget>

class QLabel;

namespace ui {

class FindingsView;
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

    StageBar *m_stageBar;
    QLabel *m_stageWords, *m_nextTitle, *m_nextWhy;
    FindingsView *m_findings;
};

} // namespace ui
