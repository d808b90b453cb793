// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reports_archive.h"

#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "cli/words.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace cli {

namespace {

constexpr QFileDevice::Permissions ownerFolder =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

/// With its parents, readable by the owner only.
bool makeFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return true;
    const QString parent = QFileInfo(path).path();
    if (parent == path || !makeFolder(parent))
        return false;
    return QDir().mkdir(path, ownerFolder) || QFileInfo(path).isDir();
}

} // namespace

Option archiveOption()
{
    return {"archive", Arity::Value, "DSN",
            QT_TRANSLATE_NOOP("Words",
                              "The archive: a file of SQLite, or postgresql://USER@HOST/DATABASE. The default is "
                              "archive.sqlite in the data folder of the user (on Linux ~/.local/share/sigillo).")};
}

QString archiveDsn(const Arguments &arguments)
{
    return arguments.has("archive") ? arguments.value("archive") : dataFolder() + QLatin1String("/archive.sqlite");
}

base::Result<archive::Archive, int> openArchive(const Arguments &arguments, ArchiveUse use, const char *command)
{
    if (arguments.has("archive") && arguments.value("archive").isEmpty())
        return tl::unexpected(usageProblem(Words::tr("--archive needs the name of an archive."), command));
    // A folder that the user named has to exist; the program's own is made.
    if (use == ArchiveUse::Write && !arguments.has("archive"))
        makeFolder(dataFolder()); // what fails here, open() tells
    archive::OpenOptions options;
    options.mustExist = use == ArchiveUse::Read;
    auto opened = archive::Archive::open(archiveDsn(arguments), options);
    if (!opened && opened.error().code == archive::ErrorCode::BadDsn)
        return tl::unexpected(usageProblem(archive::message(opened.error()), command));
    if (!opened)
        return tl::unexpected(archiveProblem(opened.error()));
    return std::move(*opened);
}

int archiveProblem(const archive::Error &error)
{
    message(archive::message(error));
    if (const QString advice = archive::advice(error); !advice.isEmpty())
        message(advice);
    return Internal;
}

} // namespace cli
