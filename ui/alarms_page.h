// SPDX-License-Identifier: GPL-3.0-or-later
// The alarms of all domains that last, the gravest first; each leads to its domain.
#pragma once

#include "ui/domain_standing.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace ui {

class AlarmsPage : public QWidget
{
    Q_OBJECT
public:
    explicit AlarmsPage(QWidget *parent = nullptr);

    void show(const QList<DomainStanding> &standings);
    int count() const { return m_count; }

Q_SIGNALS:
    void domainWanted(const QString &domain);

private:
    void choose();

    QLabel *m_words, *m_sentence;
    QTreeWidget *m_list;
    int m_count = 0;
};

} // namespace ui
