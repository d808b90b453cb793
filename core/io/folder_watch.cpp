// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/folder_watch.h"

#include "io/file_source.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

namespace io {

namespace {

constexpr qint64 stateBytes = 256 * 1024 * 1024;
constexpr qsizetype noticedFolders = 1'000; ///< systems allow some thousand; the scan sees the rest

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? file.read(stateBytes) : QByteArray();
}

} // namespace

FolderWatch::FolderWatch(QString folder, QString stateFile, WatchTimes times)
    : m_folder(std::move(folder)), m_stateFile(std::move(stateFile)), m_times(times), m_files(times.stableMs)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &FolderWatch::look);
    // Notices come in swarms while files are written; the next look takes them all.
    connect(&m_notices, &QFileSystemWatcher::directoryChanged, this, [this] {
        if (m_next.remainingTime() > m_times.stableMs)
            m_next.start(m_times.stableMs);
    });
}

void FolderWatch::start()
{
    if (auto done = StableFiles::doneFromJson(contentOf(m_stateFile)))
        m_files.setDone(*std::move(done));
    m_clock.start();
    look();
}

QHash<QString, FileStamp> FolderWatch::present()
{
    QHash<QString, FileStamp> files;
    QSet<QString> folders{m_folder};
    FileSource source(QStringList{m_folder});
    while (const auto file = source.next()) {
        if (!file->problem.empty())
            continue;
        const QFileInfo info(file->file.path);
        files.insert(info.filePath(), {info.size(), info.lastModified().toMSecsSinceEpoch()});
        folders.insert(info.path());
    }
    for (const QString &folder : std::as_const(folders))
        if (m_notices.directories().size() < noticedFolders && !m_notices.directories().contains(folder))
            m_notices.addPath(folder);
    return files;
}

void FolderWatch::look()
{
    const QFileInfo folder(m_folder);
    const bool isThere = folder.isDir() && folder.isReadable();
    if (!isThere && !m_isLost)
        Q_EMIT lost();
    m_isLost = !isThere;
    // What is forgotten because a drive is not mounted would all be read again.
    if (isThere) {
        m_due += m_files.look(present(), m_clock.elapsed());
        hand();
    }
    m_next.start(m_files.isWaiting() ? m_times.stableMs : m_times.scanMs);
}

void FolderWatch::hand()
{
    if (!m_handed.isEmpty() || m_due.isEmpty())
        return;
    m_handed = m_due.mid(0, filesAtOnce);
    m_due.remove(0, m_handed.size());
    Q_EMIT ready(m_handed);
}

QString FolderWatch::markDone(const QStringList &paths)
{
    for (const QString &path : paths)
        m_files.markDone(path);
    m_handed.clear();
    QString problem;
    if (!m_stateFile.isEmpty()) {
        QSaveFile file(m_stateFile);
        const QByteArray state = m_files.toJson();
        if (!file.open(QIODevice::WriteOnly) || file.write(state) != state.size() || !file.commit())
            problem = file.errorString();
    }
    QTimer::singleShot(0, this, &FolderWatch::hand);
    return problem;
}

} // namespace io
