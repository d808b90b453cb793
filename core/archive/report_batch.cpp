// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_batch.h"

#include <QSet>

namespace archive {
namespace {

/// A report of one identity, in the archive or in this batch.
struct Known
{
    QByteArray content;
    std::int64_t id;
    int trust;
    bool flagged;
    qsizetype added; ///< index into BatchPlan::added; -1: in the archive
};
using KnownReports = QHash<QByteArray, std::vector<Known>>;

constexpr int identitiesAtOnce = 64;

Result<> lookUp(Connection &connection, const QList<QByteArray> &identities, qsizetype from, KnownReports &known)
{
    // One statement for each chunk; the last one repeats its last value to keep the number of placeholders.
    static const QString sql =
        QStringLiteral("SELECT identity, content, id, trust, conflict FROM reports WHERE identity IN (%1)")
            .arg(QStringList(identitiesAtOnce, QStringLiteral("?")).join(u','));
    const auto query = connection.prepared(sql);
    if (!query)
        return tl::unexpected(query.error());
    for (int i = 0; i < identitiesAtOnce; ++i)
        (*query)->bindValue(i, identities[std::min<qsizetype>(from + i, identities.size() - 1)]);
    if (auto done = connection.exec(**query); !done)
        return done;
    while ((*query)->next())
        known[(*query)->value(0).toByteArray()].push_back({(*query)->value(1).toByteArray(),
                                                           (*query)->value(2).toLongLong(), (*query)->value(3).toInt(),
                                                           (*query)->value(4).toBool(), -1});
    (*query)->finish();
    return {};
}

Result<KnownReports> knownReports(Connection &connection, std::span<const ReportRows> reports)
{
    QSet<QByteArray> distinct;
    for (const ReportRows &report : reports)
        distinct.insert(report.identity);
    const QList<QByteArray> identities(distinct.cbegin(), distinct.cend());
    KnownReports known;
    for (qsizetype from = 0; from < identities.size(); from += identitiesAtOnce)
        if (auto done = lookUp(connection, identities, from, known); !done)
            return tl::unexpected(done.error());
    return known;
}

Stored planKnown(BatchPlan &plan, Known &known, const ReportRows &report)
{
    if (int(report.trust) <= known.trust)
        return {Outcome::Duplicate, known.id};
    known.trust = int(report.trust);
    if (known.added >= 0)
        plan.added[std::size_t(known.added)].carrier = &report;
    else
        plan.betterCarriers.emplace_back(known.id, &report);
    return {Outcome::BetterCarrier, known.id};
}

void flag(BatchPlan &plan, std::vector<Known> &same)
{
    for (Known &other : same) {
        if (other.flagged)
            continue;
        other.flagged = true;
        if (other.added >= 0)
            plan.added[std::size_t(other.added)].conflict = true;
        else
            plan.conflicting.push_back(other.id);
    }
}

Stored planReport(BatchPlan &plan, std::vector<Known> &same, const ReportRows &report, Counters &counters)
{
    for (Known &known : same)
        if (known.content == report.content)
            return planKnown(plan, known, report);
    const bool conflict = !same.empty();
    flag(plan, same);
    const std::int64_t id = ++counters.report;
    same.push_back({report.content, id, int(report.trust), conflict, qsizetype(plan.added.size())});
    plan.added.push_back({&report, &report, id, conflict});
    return {conflict ? Outcome::Conflict : Outcome::Imported, id};
}

} // namespace

Result<BatchPlan> planBatch(Connection &connection, std::span<const ReportRows> reports, Counters &counters)
{
    auto known = knownReports(connection, reports);
    if (!known)
        return tl::unexpected(known.error());
    BatchPlan plan;
    for (const ReportRows &report : reports)
        plan.outcomes.push_back(planReport(plan, (*known)[report.identity], report, counters));
    return plan;
}

} // namespace archive
