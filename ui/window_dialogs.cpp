// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_dialogs.h"

#include "ui/about_dialog.h"
#include "ui/preferences_dialog.h"
#include "ui/work/work_dialog.h"

#include <QCoreApplication>
#include <QInputDialog>

namespace ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ui::WindowDialogs)
};

void open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

QString askForDomain(QWidget *window)
{
    return QInputDialog::getText(window, Words::tr("Add domain"), Words::tr("Mail domain, such as example.it"))
        .trimmed();
}

void askForPreferences(QWidget *window, const QString &archive, std::function<void()> saved)
{
    auto *dialog = new PreferencesDialog(Preferences::load(), archive, window);
    QObject::connect(dialog, &QDialog::accepted, window, [dialog, saved = std::move(saved)] {
        dialog->chosen().save();
        saved();
    });
    open(dialog);
}

void showWork(QWidget *window, WorkModel &work)
{
    auto *dialog = window->findChild<WorkDialog *>();
    if (!dialog)
        dialog = new WorkDialog(work, window);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void showAbout(QWidget *window, const QString &archive)
{
    open(new AboutDialog(diagnostics(Preferences::load(), archive), window));
}

} // namespace ui
