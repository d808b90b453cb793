// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_store.h"

#include "archive/report_batch.h"
#include "archive/report_writer.h"

namespace archive {
namespace {

/// While SQLite does not look up the row that another one refers to. A batch brings both, in order, and that is a fifth
/// of what adding it would cost; removing needs the references (ON DELETE CASCADE).
class UncheckedReferences
{
public:
    explicit UncheckedReferences(Connection &connection) : m_connection(connection) { check("OFF"); }
    ~UncheckedReferences() { check("ON"); }
    UncheckedReferences(const UncheckedReferences &) = delete;
    UncheckedReferences &operator=(const UncheckedReferences &) = delete;

private:
    void check(const char *word)
    {
        if (m_connection.dialect() == Dialect::Sqlite)
            (void)m_connection.run(QStringLiteral("PRAGMA foreign_keys = %1").arg(QLatin1String(word)));
    }

    Connection &m_connection;
};

Result<std::vector<Stored>> addBatch(Archive &archive, std::span<const ReportRows> reports)
{
    Connection &connection = archive.connection();
    auto counters = lockCounters(connection);
    if (!counters)
        return tl::unexpected(counters.error());
    archive.words().begin(*counters);
    auto plan = planBatch(connection, reports, *counters);
    if (!plan)
        return tl::unexpected(plan.error());
    ReportWriter writer(connection, archive.words(), *counters);
    if (auto done = writer.write(plan->added); !done)
        return tl::unexpected(done.error());
    for (const auto &[report, carrier] : plan->betterCarriers)
        if (auto done = writer.replaceCarrier(report, *carrier); !done)
            return tl::unexpected(done.error());
    if (auto done = writer.flagConflicts(plan->conflicting); !done)
        return tl::unexpected(done.error());
    if (auto done = archive.words().flush(); !done)
        return tl::unexpected(done.error());
    if (auto done = saveCounters(connection, *counters); !done)
        return tl::unexpected(done.error());
    return std::move(plan->outcomes);
}

} // namespace

Result<std::vector<Stored>> ReportStore::add(std::span<const ReportRows> reports)
{
    std::vector<Stored> outcomes;
    const UncheckedReferences unchecked(m_archive.connection());
    const Result<> done = m_archive.connection().transaction([&]() -> Result<> {
        auto stored = addBatch(m_archive, reports);
        if (!stored)
            return tl::unexpected(stored.error());
        outcomes = std::move(*stored);
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return outcomes;
}

Result<std::vector<Stored>> ReportStore::add(std::span<const StoredReport> reports)
{
    std::vector<ReportRows> rows;
    rows.reserve(reports.size());
    for (const StoredReport &report : reports)
        rows.push_back(rowsOf(report));
    return add(std::span<const ReportRows>(rows));
}

} // namespace archive
