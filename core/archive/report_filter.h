// SPDX-License-Identifier: GPL-3.0-or-later
// Which reports, policies and failures a view is about. Everything that is left empty does not limit.
#pragma once

#include "archive/enums.h"
#include "archive/words.h"

#include <QVariantList>

#include <optional>

namespace archive {

enum class Conflicts { Included, Excluded, Only };

struct ReportFilter
{
    std::string domain;                   ///< policy domain, as the report's body has it
    std::string sender;                   ///< StoredReport::sender
    std::optional<std::int64_t> from, to; ///< days since 1970 UTC, both included; by the start of the report's range
    std::string mx;                       ///< receiving MX host of a failure
    std::string result;                   ///< result type by its stable word ("certificate-expired")
    std::string reason;                   ///< failure-reason-code of a failure, as it stood
    std::string type;                     ///< policy type by its stable word ("sts")
    std::string mode;                     ///< mode that the sender saw ("enforce")
    Trust trust = Trust::Unverified;      ///< at least this well verified
    Conflicts conflicts = Conflicts::Included;
};

/// Conditions of a query with their values, made of fixed fragments.
class Condition
{
public:
    void add(const char *fragment, const QVariant &value);
    void add(const char *fragment, const Condition &inner); ///< the fragment's %1 takes the inner condition
    void add(const char *fragment);

    /// " WHERE …", or nothing.
    QString where() const;
    const QVariantList &values() const { return m_values; }

private:
    QStringList m_fragments;
    QVariantList m_values;
};

/// For the rows of `policies p`.
Result<Condition> policyCondition(Words &words, const ReportFilter &filter);
/// For the rows of `failures f`.
Result<Condition> failureCondition(Words &words, const ReportFilter &filter);
/// For the rows of `reports r`: those with at least one policy, or failure, that the filter means.
Result<Condition> reportCondition(Words &words, const ReportFilter &filter);

} // namespace archive
