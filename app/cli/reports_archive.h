// SPDX-License-Identifier: GPL-3.0-or-later
// The archive that a command works on: --archive DSN, or the one in the user's data folder.
#pragma once

#include "archive/archive.h"
#include "cli/options.h"

namespace cli {

/// --archive.
Option archiveOption();
/// What --archive said, else the file archive.sqlite in the user's data folder.
QString archiveDsn(const Arguments &arguments);

enum class ArchiveUse {
    Read,  ///< it has to exist
    Write, ///< it is made when it does not
};
/// The archive, or after a message the exit status to end with.
base::Result<archive::Archive, int> openArchive(const Arguments &arguments, ArchiveUse use, const char *command);

/// Says what the archive could not do and what to do about it. Returns ExitStatus::Internal.
int archiveProblem(const archive::Error &error);

} // namespace cli
