// SPDX-License-Identifier: GPL-3.0-or-later
// The list of what runs now, with a way to end each. It stays beside the window; what ends leaves the list.
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeView;

namespace ui {

class WorkModel;

class WorkDialog : public QDialog
{
    Q_OBJECT
public:
    /// `work` outlives the dialog.
    explicit WorkDialog(WorkModel &work, QWidget *parent = nullptr);

private:
    void showState();
    void cancelChosen();

    WorkModel &m_work;
    QLabel *m_words;
    QTreeView *m_list;
    QPushButton *m_cancel, *m_cancelAll;
};

} // namespace ui
