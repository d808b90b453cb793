// SPDX-License-Identifier: GPL-3.0-or-later
// The choices about the program itself, a column of fields. Nothing changes before Apply.
#pragma once

#include "ui/preferences.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace ui {

class PreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    PreferencesDialog(const Preferences &preferences, const QString &openArchive, QWidget *parent = nullptr);
    Preferences chosen() const;

private:
    void judge();

    QLineEdit *m_resolver, *m_archive;
    QSpinBox *m_timeout, *m_watch, *m_retention;
    QCheckBox *m_mailServers, *m_deep;
    QLabel *m_fault;
    QPushButton *m_apply;
};

} // namespace ui
