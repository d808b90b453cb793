// SPDX-License-Identifier: GPL-3.0-or-later
// The way back on disk. It is there, complete, before the first change is made: a crash midway leaves a file that works
// (publish::planOf(Undo) and planOf(PolicyUndo) pass over what was never changed).
#pragma once

#include <QByteArray>
#include <QString>

namespace io {

/// Writes a new file and returns when file and directory entry are on the disk. Empty when done, else the system's
/// words; a file of that name that exists is never replaced.
QString saveUndo(const QString &path, const QByteArray &bytes);

} // namespace io
