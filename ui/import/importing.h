// SPDX-License-Identifier: GPL-3.0-or-later
// Everything by which reports come into the archive through the window: the actions of the menu, files dropped, files
// named on the command line. One import at a time; its dialog opens by itself.
#pragma once

#include "ui/import/import_session.h"

#include <QAction>

class QMainWindow;

namespace ui {

class ImportDialog;

class Importing : public QObject
{
    Q_OBJECT
public:
    Importing(QMainWindow *window, const QString &dsn);

    ImportSession &session() { return *m_session; }
    const QList<QAction *> &actions() const { return m_actions; }
    /// Files and folders; the dialog shows what becomes of them.
    void start(const QStringList &paths);

Q_SIGNALS:
    void imported(); ///< the archive has reports that it had not

private:
    void askForFiles();
    void askForFolder();
    ImportDialog &dialog();

    QMainWindow *m_window;
    ImportSession *m_session;
    ImportDialog *m_dialog = nullptr; ///< see dialog()
    QList<QAction *> m_actions;
};

} // namespace ui
