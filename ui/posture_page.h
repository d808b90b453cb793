// SPDX-License-Identifier: GPL-3.0-or-later
// SPF, DKIM, DMARC and BIMI: what else senders and receivers look at. None of it bears on MTA-STS, and the page says
// so.
#pragma once

#include "ui/domain_standing.h"

#include <QWidget>

namespace ui {

class FindingsView;

class PosturePage : public QWidget
{
    Q_OBJECT
public:
    explicit PosturePage(QWidget *parent = nullptr);
    void show(const DomainStanding &standing);

private:
    FindingsView *m_findings;
};

} // namespace ui
