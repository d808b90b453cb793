// SPDX-License-Identifier: GPL-3.0-or-later
// A folder where reports arrive: files that are complete come out, once each. The system's notices tell when something
// changed; because they can be lost, do not exist on network drives and say nothing about folders below, everything is
// looked over now and then as well. Needs an event loop.
#pragma once

#include "io/stable_files.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace io {

struct WatchTimes
{
    int stableMs = 2'000; ///< a file is complete when it stays the same for so long
    int scanMs = 30'000;  ///< the whole folder is looked over so often, whatever the notices say
};

class FolderWatch : public QObject
{
    Q_OBJECT
public:
    /// `stateFile` remembers what was done from one start to the next; empty: nothing does. A state that is missing or
    /// unreadable counts as empty.
    FolderWatch(QString folder, QString stateFile, WatchTimes times = {});

    /// Looks for the first time. What is there already comes out too, unless it was done before.
    void start();
    /// The files were taken care of: they come again only when they change. The state is saved; the system's words when
    /// it cannot be, which costs no more than doing them again after the next start.
    QString markDone(const QStringList &paths);

Q_SIGNALS:
    /// Complete files, sorted, at most `filesAtOnce` of them; more follow once these are marked as done.
    void ready(const QStringList &paths);
    /// The folder went away, or cannot be read; watching goes on.
    void lost();

public:
    static constexpr qsizetype filesAtOnce = 10'000;

private:
    void look();
    void hand();
    QHash<QString, FileStamp> present();

    const QString m_folder;
    const QString m_stateFile;
    const WatchTimes m_times;
    StableFiles m_files;
    QStringList m_due, m_handed; ///< m_handed: with the receiver
    QFileSystemWatcher m_notices;
    QTimer m_next;
    QElapsedTimer m_clock;
    bool m_isLost = false;
};

} // namespace io
