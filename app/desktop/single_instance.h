// SPDX-License-Identifier: GPL-3.0-or-later
// One running console for one archive and user: a second start hands its files to the first and ends. Who holds the
// lock file is the first, also when another was killed; it listens on a local socket that only the same user can open.
// What comes is a bounded list of paths and nothing else.
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QStringList>

namespace desktop {

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    /// `archive` names what must not be open in two windows.
    explicit SingleInstance(const QString &archive, QObject *parent = nullptr);

    /// Gives `files` to the instance that runs already. False when there is none: then this one is the first from now
    /// on and hears of the others. Also false when the other one does not answer: two windows are better than none, and
    /// the archive can bear them.
    bool handOver(const QStringList &files);

    static constexpr qint64 messageBytes = 1 << 20;

Q_SIGNALS:
    /// Another start wants the window, with these files.
    void wanted(const QStringList &files);

private:
    bool tell(const QStringList &files) const;
    void hear();

    const QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace desktop
