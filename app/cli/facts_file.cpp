// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/facts_file.h"

#include "cli/output_file.h"
#include "cli/words.h"
#include "facts/json.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

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
    const QString problem = writeOutputFile(path, QJsonDocument(facts::toJson(facts)).toJson(), Readers::Owner);
    return problem.isEmpty() ? problem : Words::tr("The facts could not be written to %1: %2.").arg(path, problem);
}

} // namespace cli
