// SPDX-License-Identifier: GPL-3.0-or-later
// Findings at the left, the chosen one in full at the right. The chosen finding stays chosen when the same domain is
// shown again.
#pragma once

#include "findings/evaluate.h"

#include <QSplitter>

class QTreeView;

namespace ui {

class FindingPane;
class FindingsModel;

class FindingsView : public QSplitter
{
    Q_OBJECT
public:
    explicit FindingsView(QWidget *parent = nullptr);

    void show(const QString &domain, const findings::Findings &findings);

private:
    void choose();
    void copy();

    QTreeView *m_tree;
    FindingsModel *m_model;
    FindingPane *m_pane;
    QString m_domain;
};

} // namespace ui
