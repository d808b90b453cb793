// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bundle_folder.h"

#include "cli/words.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>
#include <vector>

namespace cli {

namespace {

using publish::BundleFile;

constexpr auto everyoneReads =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
constexpr auto everyoneRuns = everyoneReads | QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
constexpr auto folderPermissions = everyoneRuns;

WrittenBundle failed(const QString &path, const QString &words)
{
    return {Words::tr("%1 could not be written: %2.").arg(path, words)};
}

/// Files that are written, and appear only with commit().
class Staged
{
public:
    WrittenBundle write(const QDir &folder, const QList<BundleFile> &files)
    {
        for (const BundleFile &file : files) {
            const QString path = folder.filePath(file.path);
            if (!QDir().mkpath(QFileInfo(path).path()))
                return failed(QFileInfo(path).path(), Words::tr("the folder cannot be made"));
            m_files.push_back(std::make_unique<QSaveFile>(path));
            QSaveFile &save = *m_files.back();
            if (!save.open(QIODevice::WriteOnly) || save.write(file.bytes) != file.bytes.size() || !save.flush() ||
                !save.setPermissions(file.executable ? everyoneRuns : everyoneReads))
                return failed(path, save.errorString());
        }
        return {};
    }

    WrittenBundle commit()
    {
        for (const auto &file : m_files)
            if (!file->commit())
                return failed(file->fileName(), file->errorString());
        return {};
    }

private:
    std::vector<std::unique_ptr<QSaveFile>> m_files;
};

WrittenBundle writeAll(const QDir &folder, const QList<BundleFile> &files)
{
    Staged staged;
    if (const WrittenBundle written = staged.write(folder, files); !written.problem.isEmpty())
        return written;
    return staged.commit();
}

// Beside its place, so that putting it there is one step.
WrittenBundle writeNew(const QString &folder, const QList<BundleFile> &files)
{
    const QFileInfo place(folder);
    if (!QDir().mkpath(place.path()))
        return failed(place.path(), Words::tr("the folder cannot be made"));
    QTemporaryDir beside(place.path() + QLatin1String("/.sigillo-XXXXXX"));
    if (!beside.isValid())
        return failed(folder, beside.errorString());
    if (const WrittenBundle written = writeAll(QDir(beside.path()), files); !written.problem.isEmpty())
        return written;
    QFile::setPermissions(beside.path(), folderPermissions);
    if (!QDir().rename(beside.path(), folder))
        return failed(folder, Words::tr("something else took its place"));
    beside.setAutoRemove(false);
    return {};
}

/// The folder's own path does not count: who named it may name a link.
QString linkOnTheWay(const QDir &folder, const QString &path)
{
    QString sofar;
    for (const QString &part : path.split(u'/')) {
        sofar += (sofar.isEmpty() ? QString() : QStringLiteral("/")) + part;
        if (QFileInfo(folder.filePath(sofar)).isSymLink())
            return folder.filePath(sofar);
    }
    return {};
}

QString obstacle(const QDir &folder, const QList<BundleFile> &files, Existing existing)
{
    for (const BundleFile &file : files) {
        if (const QString link = linkOnTheWay(folder, file.path); !link.isEmpty())
            return Words::tr("%1 is a link, which a bundle does not follow.").arg(link);
        const QFileInfo there(folder.filePath(file.path));
        if (there.exists() && !there.isFile())
            return Words::tr("%1 is no file.").arg(there.filePath());
        if (there.exists() && existing == Existing::Kept)
            return Words::tr("%1 exists already; --replace replaces it.").arg(there.filePath());
    }
    return {};
}

} // namespace

bool staysInside(const QString &path)
{
    const QStringList parts = path.split(u'/');
    return !path.contains(u'\\') && !path.contains(u':') && !path.contains(QChar(0)) &&
           std::none_of(parts.begin(), parts.end(), [](const QString &part) {
               return part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..");
           });
}

WrittenBundle writeBundle(const QString &folder, const QList<publish::BundleFile> &files, Existing existing)
{
    for (const BundleFile &file : files)
        if (!staysInside(file.path))
            return {Words::tr("%1 does not stay inside of the bundle.").arg(file.path)};
    const QString place = QDir::cleanPath(QDir().absoluteFilePath(folder));
    const QFileInfo there(place);
    if (!there.exists() && !there.isSymLink())
        return writeNew(place, files);
    if (!there.isDir())
        return {Words::tr("%1 is no folder.").arg(place), true};
    const QDir present(place);
    if (const QString problem = obstacle(present, files, existing); !problem.isEmpty())
        return {problem, true};
    return writeAll(present, files);
}

} // namespace cli
