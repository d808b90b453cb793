// SPDX-License-Identifier: GPL-3.0-or-later
// What the options of `generate` and `bundle` say about records and policy, read and valid; what only the DNS knows
// (mx, id) stays empty when it was not given.
#pragma once

#include "cli/input.h"
#include "cli/options.h"
#include "rollout/templates.h"

namespace cli {

struct Chosen
{
    rollout::Choices choices;
    QStringList notes;         ///< whole sentences: which defaults were taken, and what they lack
    bool noPolicyHost = false; ///< nothing was said about the record of the policy host
};

/// Of --mx, --rua and --policy-host-target or -address; empty without them.
Read<QStringList> mxPatternsOf(const Arguments &arguments);
Read<QStringList> reportUrisOf(const Arguments &arguments);
Read<rollout::PolicyHost> policyHostOf(const Arguments &arguments, QStringList &notes);
/// Of --zone, in which the domain has to lie; empty when the domain is its own zone.
Read<QString> zoneOf(const Arguments &arguments, const QString &domain);
/// Where reports go unless the administrator says otherwise.
QString usualReportUri(const QString &domain);

/// Of --operation, create without it.
Read<rollout::Operation> operationOf(const Arguments &arguments);
/// --mode, --max-age, --mx, --rua, --policy-host-target, --policy-host-address, --id, --ttl.
std::vector<Option> publicationOptions();
/// --operation and --zone: what becomes of the records, and where they stand.
std::vector<Option> recordOptions();
/// Both, without --mx: for records alone.
const std::vector<Option> &choiceOptions();
Read<Chosen> choicesOf(const Arguments &arguments, const QString &domain);
/// The sentence for an error of rollout::publication().
QString publicationProblem(const base::ParseError &error);

} // namespace cli
