// SPDX-License-Identifier: GPL-3.0-or-later
// The administrator's plan for each domain, as JSON. A plan is a wish, not an observation: where a domain stands is
// derived from what was seen, and never stored.
#pragma once

#include "archive/archive.h"
#include "rollout/plan.h"

#include <QJsonObject>

#include <optional>

namespace archive {

class PlanStore
{
public:
    explicit PlanStore(Archive &archive) : m_archive(archive) {}

    /// Replaces the plan of the domain. `changedAt`: seconds since 1970 UTC.
    Result<> save(const QString &domain, const QJsonObject &plan, std::int64_t changedAt);
    Result<std::optional<QJsonObject>> plan(const QString &domain);
    /// The same as a plan. Error code: Corrupt, also where no plan can be made of it.
    Result<std::optional<rollout::Plan>> read(const QString &domain);
    /// What cannot be read any more counts as no plan: for what must go on without.
    Result<std::optional<rollout::Plan>> readable(const QString &domain);
    Result<> remove(const QString &domain);
    /// The domains with a plan, in order.
    Result<QStringList> domains();

private:
    Archive &m_archive;
};

} // namespace archive
