// SPDX-License-Identifier: GPL-3.0-or-later
// An import that runs beside the window: the importer reads on all cores and writes through a connection of its own, so
// neither the window nor the views wait for it. What became of the files arrives in lots, some times a second, because
// twenty thousand signals would stop the window. What was told is on the disk, also after a cancel.
#pragma once

#include "io/report_importer.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <mutex>
#include <thread>

namespace ui {

struct ImportedFile
{
    QString path;
    io::ImportOutcome outcome{};
    io::ImportCounts counts;
    QString why; ///< sentences about what gave no report, with their place inside the file
};

class ImportSession : public QObject
{
    Q_OBJECT
public:
    /// Opens the archive `dsn` when the first files come.
    explicit ImportSession(const QString &dsn, QObject *parent = nullptr);
    ~ImportSession() override;

    /// Files and folders. While an import runs they wait for its end.
    void start(const QStringList &paths);
    /// Ends the one that runs and forgets what waits; what was committed stays.
    void cancel();
    bool isRunning() const { return m_worker.joinable(); }
    /// Files and folders that wait for the end of the one that runs.
    qsizetype waiting() const { return m_waiting.size(); }

Q_SIGNALS:
    void begun();
    void waits(); ///< something waits, or nothing any more
    void told(const QList<ui::ImportedFile> &files, const io::ImportResult &soFar);
    void finished(const io::ImportResult &result);

private:
    struct News
    {
        QList<ImportedFile> files;
        io::ImportResult soFar;
    };
    void startNext();
    io::ImportResult run(const QStringList &paths, const std::stop_token &stop);
    void tell();
    void end(const io::ImportResult &result);

    const QString m_dsn;
    QStringList m_waiting;
    QTimer m_timer;
    std::mutex m_mutex; ///< of m_news
    News m_news;
    std::jthread m_worker; ///< last: it ends first
};

} // namespace ui
