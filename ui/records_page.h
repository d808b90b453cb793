// SPDX-License-Identifier: GPL-3.0-or-later
// What is live beside what the plan wants: the policy host, the two records and the policy, each value with its own
// copy button, and how they differ said by word and colour.
#pragma once

#include "ui/domain_standing.h"

#include <QScrollArea>

class QLabel;

namespace ui {

class ValueBox;

class RecordsPage : public QScrollArea
{
    Q_OBJECT
public:
    explicit RecordsPage(QWidget *parent = nullptr);
    void show(const DomainStanding &standing);

private:
    struct Row
    {
        QLabel *icon, *word, *place, *planned;
        ValueBox *live, *wanted;
    };
    void addRow(const QString &title);
    void fill(const Row &row, const rollout::Comparison &comparison);

    QLabel *m_intro;
    QList<Row> m_rows; ///< in the order of rollout::Part
};

} // namespace ui
