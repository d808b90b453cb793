// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importing.h"

#include "ui/import/drop_cover.h"
#include "ui/import/import_dialog.h"

#include <QFileDialog>
#include <QMainWindow>

namespace ui {

Importing::Importing(QMainWindow *window, const QString &dsn)
    : QObject(window), m_window(window), m_session(new ImportSession(dsn, this))
{
    auto *files = new QAction(tr("&Import reports…"), this);
    files->setShortcut(QKeySequence(QStringLiteral("Ctrl+O")));
    connect(files, &QAction::triggered, this, &Importing::askForFiles);
    auto *folder = new QAction(tr("Import a &folder…"), this);
    folder->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+O")));
    connect(folder, &QAction::triggered, this, &Importing::askForFolder);
    auto *last = new QAction(tr("Show the &last import"), this);
    connect(last, &QAction::triggered, this, [this] { dialog().show(); });
    m_actions = {files, folder, last};
    connect(new DropCover(window), &DropCover::dropped, this, &Importing::start);
    connect(m_session, &ImportSession::finished, this, [this](const io::ImportResult &result) {
        if (result.counts.imported + result.counts.conflicts > 0)
            Q_EMIT imported();
    });
}

// Not before somebody imports: the window is there sooner without it.
ImportDialog &Importing::dialog()
{
    if (!m_dialog)
        m_dialog = new ImportDialog(*m_session, m_window);
    return *m_dialog;
}

void Importing::start(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    dialog();
    m_session->start(paths);
}

void Importing::askForFiles()
{
    const QStringList paths =
        QFileDialog::getOpenFileNames(m_window, tr("Import TLS reports"), {},
                                      tr("Reports and mails (*.json *.gz *.zip *.tar *.eml *.mbox);;All files (*)"));
    start(paths);
}

void Importing::askForFolder()
{
    const QString path = QFileDialog::getExistingDirectory(m_window, tr("Import a folder of TLS reports"));
    if (!path.isEmpty())
        start({path});
}

} // namespace ui
