// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/facts_file.h"

#include "cli/words.h"
#include "facts/json.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace cli {

Read<FactsFiles> FactsFiles::at(const QString &path, qsizetype domains)
{
    FactsFiles files;
    files.m_path = path;
    files.m_isDirectory = path.endsWith(u'/') || QFileInfo(path).isDir();
    if (path.isEmpty() || path == QLatin1String("-"))
        return tl::unexpected(Words::tr("--facts takes the name of a file or directory."));
    if (domains > 1 && !files.m_isDirectory)
        return tl::unexpected(
            Words::tr("With several domains --facts takes an existing directory, or a name that ends in \"/\"."));
    const QString directory = files.m_isDirectory ? path : QFileInfo(path).absolutePath();
    if (!files.m_isDirectory && !QFileInfo(directory).isDir())
        return tl::unexpected(
            Words::tr("The directory %1 does not exist. Make it, or name another file with --facts.").arg(directory));
    if (files.m_isDirectory && !QDir().mkpath(path))
        return tl::unexpected(Words::tr("The directory %1 cannot be made.").arg(path));
    return files;
}

QString FactsFiles::write(const facts::DomainFacts &facts) const
{
    const QString path = m_isDirectory ? QDir(m_path).filePath(facts.domain + QLatin1String(".json")) : m_path;
    QSaveFile file(path);
    const QByteArray document = QJsonDocument(facts::toJson(facts)).toJson();
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
        file.write(document) == document.size() && file.commit())
        return {};
    return Words::tr("The facts could not be written to %1: %2.").arg(path, file.errorString());
}

} // namespace cli
