// SPDX-License-Identifier: GPL-3.0-or-later
// The administrator's plan for each domain, as JSON. A plan is a wish, not an observation: where a domain stands is
// derived from what was seen, and never stored.
#pragma once

#include "archive/archive.h"

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
    Result<> remove(const QString &domain);
    /// The domains with a plan, in order.
    Result<QStringList> domains();

private:
    Archive &m_archive;
};

} // namespace archive
