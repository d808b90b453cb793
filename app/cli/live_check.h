// SPDX-License-Identifier: GPL-3.0-or-later
// A live check whose facts are kept in the archive, before something is derived from it: --check of the rollout
// commands.
#pragma once

#include "archive/archive.h"
#include "cli/options.h"
#include "facts/domain_facts.h"
#include "io/inspector.h"

namespace cli {

/// --check, and the options of a check, which mean nothing without it.
std::vector<Option> liveCheckOptions();
/// What is wrong with these options; empty when nothing is.
QString strayCheckOption(const Arguments &arguments);

/// Checks the domains and keeps what was seen. Does nothing without --check. Returns Fine, or the status to end with
/// after a message.
int checkFirst(const Arguments &arguments, const QList<base::DomainName> &domains, archive::Archive &archive,
               const char *command);

/// Keeps facts and what they show to be served. Returns Fine, or the status after a message.
int keepFacts(archive::Archive &archive, const facts::DomainFacts &facts);
/// One line about a check that is under way.
void showProgress(const base::DomainName &domain, const io::Progress &progressOfCheck);

} // namespace cli
