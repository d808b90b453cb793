// SPDX-License-Identifier: GPL-3.0-or-later
// What this program is, under which licence, what it is made of, and the diagnostics that a support case needs, to
// copy.
#pragma once

#include "ui/preferences.h"

#include <QDialog>

namespace ui {

/// Versions, platform and choices as plain text. No domain, no name of a person or machine, no secret: the password of
/// a DSN is left out.
QString diagnostics(const Preferences &preferences, const QString &archiveDsn);

class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(const QString &diagnostics, QWidget *parent = nullptr);
};

} // namespace ui
