// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_file.h"

#include <QFileInfo>
#include <QSaveFile>

namespace cli {

namespace {

QString writeInto(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(bytes) == bytes.size();
    return written ? QString() : file.errorString();
}

} // namespace

QString writeOutputFile(const QString &path, const QByteArray &bytes, Readers readers)
{
    // QSaveFile puts its new file in the place of whatever is there; as root that could be a device.
    if (const QFileInfo there(path); there.exists() && !there.isFile())
        return writeInto(path, bytes);
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) &&
        (readers == Readers::Everyone || file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) &&
        file.write(bytes) == bytes.size() && file.commit();
    return written ? QString() : file.errorString();
}

} // namespace cli
