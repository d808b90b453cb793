// SPDX-License-Identifier: GPL-3.0-or-later
// What the rollout commands read from the archive and write to it. Everything is derived from the history; only plans
// are written, and each in one transaction together with reading it, so that of two programs at once the later one
// decides upon what the earlier one has decided.
#pragma once

#include "archive/archive.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/reports_archive.h"
#include "rollout/history.h"
#include "rollout/plan.h"

#include <functional>

namespace cli {

struct Standpoint
{
    rollout::History history;
    std::optional<rollout::Plan> plan;
    QDateTime now;      ///< UTC
    bool enough = true; ///< false: the oldest looks were not read (archive/rollout_history.h)

    const rollout::Plan *planOrNull() const { return plan ? &*plan : nullptr; }
};

/// Error code: Corrupt, when the plan cannot be read.
archive::Result<Standpoint> standpointOf(archive::Archive &archive, const QString &domain, const QDateTime &now);

struct Opened
{
    archive::Archive archive;
    Standpoint standpoint;
};
/// Opens the archive, for writing as well where --check asks for it, makes that check, and reads where the domain
/// stands: at `now`, or at the moment after the check. The error is the exit status, and its message is out already.
tl::expected<Opened, int> openStandpoint(const Arguments &arguments, const base::DomainName &domain,
                                         const std::optional<QDateTime> &now, ArchiveUse use, const char *command);

/// Gives the changed plan, or nothing to leave it as it is. It is called again when the database asks for another
/// attempt, and must not keep state from one that failed.
using PlanChange = std::function<std::optional<rollout::Plan>(const Standpoint &)>;
/// Reads the plan anew, changes and saves it.
archive::Result<> changePlan(archive::Archive &archive, const Standpoint &standpoint, const PlanChange &change);

/// --archive, --now.
std::vector<Option> standpointOptions();
/// What --now says; nothing without it. The present moment is only known once a check is over.
Read<std::optional<QDateTime>> nowOf(const Arguments &arguments);

/// --force, --reason.
std::vector<Option> forceOptions();
/// What is wrong with --force and --reason together; empty when nothing is.
QString strayForce(const Arguments &arguments);
/// Of --reason.
QString reasonOf(const Arguments &arguments);

} // namespace cli
