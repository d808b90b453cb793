// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/undo_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace io {
namespace {

bool isOnDisk(QFile &file)
{
#ifdef Q_OS_WIN
    return file.flush() && _commit(file.handle()) == 0;
#else
    return file.flush() && fsync(file.handle()) == 0;
#endif
}

// The name of a new file is part of its directory.
void syncDirectory(const QString &path)
{
#ifndef Q_OS_WIN
    const int directory = open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return;
    fsync(directory); // some file systems cannot, and need not
    close(directory);
#else
    Q_UNUSED(path)
#endif
}

} // namespace

QString saveUndo(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return file.errorString();
    if (file.write(bytes) != bytes.size() || !isOnDisk(file))
        return file.error() == QFileDevice::NoError
                   ? QCoreApplication::translate("text", "it cannot be written to the disk")
                   : file.errorString();
    syncDirectory(QFileInfo(path).absolutePath());
    return {};
}

} // namespace io
