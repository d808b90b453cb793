// SPDX-License-Identifier: GPL-3.0-or-later
// Files that the program writes: a regular file is replaced as a whole or not at all, so that nobody reads half of one.
// What is not a regular file (a pipe, /dev/null) is written to and never replaced.
#pragma once

#include <QByteArray>
#include <QString>

namespace cli {

enum class Readers {
    Owner,   ///< facts may hold what is not for everybody
    Everyone ///< as far as the process's mask allows
};

/// Empty when written; else the system's words.
QString writeOutputFile(const QString &path, const QByteArray &bytes, Readers readers);

} // namespace cli
