// SPDX-License-Identifier: GPL-3.0-or-later
// The servers of the last check, with the certificate chain and the transcript of the chosen one.
#pragma once

#include "ui/domain_standing.h"

#include <QWidget>

class QPlainTextEdit;
class QSortFilterProxyModel;
class QTableView;
class QTreeWidget;

namespace ui {

class ServersModel;

class ServersPage : public QWidget
{
    Q_OBJECT
public:
    explicit ServersPage(QWidget *parent = nullptr);
    void show(const DomainStanding &standing);

private:
    void choose();
    void copy();

    QTableView *m_table;
    ServersModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTreeWidget *m_chain;
    QPlainTextEdit *m_transcript;
};

} // namespace ui
