// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle on the disk. A new folder appears whole or not at all. In a folder that exists (a checked-out repository, an
// older bundle) every new file is written beside its place first and all are put in place only then, so that a full
// disk changes nothing; what else is in the folder stays.
#pragma once

#include "publish/bundle.h"

namespace cli {

enum class Existing { Kept, Replaced };

struct WrittenBundle
{
    QString problem;    ///< a whole sentence; empty when all is written
    bool usage = false; ///< the folder that was named is the problem, not the system
};

/// Nothing is written outside of the folder: a path that would leave it, or a link on the way, is refused.
WrittenBundle writeBundle(const QString &folder, const QList<publish::BundleFile> &files, Existing existing);

/// Relative, of plain names only, in the spelling of every system.
bool staysInside(const QString &path);

} // namespace cli
