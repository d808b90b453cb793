// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a watched folder are due. A file that somebody is still writing must not be read, and one that was
// read must not be read again unless it changed. A file is due when its size and time of change stay what they are for
// a while. What was done is remembered as JSON, so that a restart does not read everything again; if that memory is
// lost, the archive recognises what it has.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace io {

struct FileStamp
{
    qint64 size = 0;
    qint64 changedMs = 0; ///< time of change, milliseconds since 1970

    bool operator==(const FileStamp &) const = default;
};

class StableFiles
{
public:
    /// A file has to stay the same for `stableMs`.
    explicit StableFiles(qint64 stableMs) : m_stableMs(stableMs) {}

    /// All files that are there at `nowMs` (of a clock that does not jump). Returns those that are due, sorted by path;
    /// files that are gone are forgotten.
    QStringList look(const QHash<QString, FileStamp> &present, qint64 nowMs);
    /// There are files that may become due without any further change.
    bool isWaiting() const { return !m_waiting.isEmpty(); }
    /// The file was read as it was when look() named it.
    void markDone(const QString &path);

    QByteArray toJson() const;
    /// Nothing when it is not what toJson() wrote.
    static std::optional<QHash<QString, FileStamp>> doneFromJson(const QByteArray &json);
    void setDone(QHash<QString, FileStamp> done) { m_done = std::move(done); }

private:
    struct Waiting
    {
        FileStamp stamp;
        qint64 sinceMs = 0;
    };

    qint64 m_stableMs;
    QHash<QString, Waiting> m_waiting;
    QHash<QString, FileStamp> m_taken; ///< named as due and not marked done
    QHash<QString, FileStamp> m_done;
};

} // namespace io
