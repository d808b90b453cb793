// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/served_ledger.h"

#include "archive/words.h"
#include "base/enum_names.h"
#include "sts/policy_parser.h"

namespace archive {
namespace {

using rollout::Served;

QString notNull(const QByteArray &text)
{
    return text.isEmpty() ? QStringLiteral("") : QString::fromLatin1(text); // a null QString would be stored as NULL
}

QDateTime timeOf(const QVariant &milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

/// Where the text is not known, or is none of this version's, a mode that cannot be read is taken as the one that
/// binds.
sts::Policy policyOf(const QVariant &text, const QString &mode, qint64 maxAge)
{
    if (!text.isNull())
        if (auto policy = sts::parse(text.toByteArray()))
            return *policy;
    return {base::enumFromName<sts::Mode>(mode).value_or(sts::Mode::Enforce), {}, maxAge, {}};
}

} // namespace

Result<QList<Served>> ServedLedger::spans(const QString &condition, const QVariantList &values)
{
    auto rows = m_archive.connection().select(
        QStringLiteral("SELECT t.text, s.mode, s.max_age, s.policy_hash, s.record_id, s.first_seen, s.last_seen "
                       "FROM served_spans s LEFT JOIN policy_texts t ON t.hash = s.policy_hash WHERE ") +
            condition,
        values);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Served> list;
    while (rows->next())
        list.append({policyOf(rows->value(0), rows->value(1).toString(), rows->value(2).toLongLong()),
                     rows->value(3).toByteArray(), rows->value(4).toString().toLatin1(), timeOf(rows->value(5)),
                     timeOf(rows->value(6))});
    return list;
}

Result<QList<Served>> ServedLedger::servedBy(const QString &domain)
{
    return spans(QStringLiteral("s.domain = ? ORDER BY s.first_seen, s.policy_hash, s.record_id"), {domain});
}

Result<QList<Served>> ServedLedger::neighbours(const QString &domain, qlonglong at)
{
    auto before =
        spans(QStringLiteral("s.domain = ? AND s.first_seen <= ? ORDER BY s.first_seen DESC LIMIT 1"), {domain, at});
    if (!before)
        return before;
    const auto after =
        spans(QStringLiteral("s.domain = ? AND s.first_seen > ? ORDER BY s.first_seen LIMIT 1"), {domain, at});
    if (!after)
        return after;
    return *before + *after;
}

Result<> ServedLedger::keepText(const rollout::Observation &seen)
{
    const auto done = m_archive.connection().run(
        QStringLiteral("INSERT INTO policy_texts (hash, text) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"),
        {seen.policyHash, seen.policyText});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<> ServedLedger::remove(const QString &domain, const Served &span)
{
    const auto done = m_archive.connection().run(
        QStringLiteral("DELETE FROM served_spans WHERE domain = ? AND first_seen = ? AND policy_hash = ? "
                       "AND record_id = ?"),
        {domain, span.firstSeen.toMSecsSinceEpoch(), span.hash, notNull(span.recordId)});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<> ServedLedger::add(const QString &domain, const Served &span)
{
    const auto done = m_archive.connection().run(
        QStringLiteral(
            "INSERT INTO served_spans (domain, first_seen, last_seen, policy_hash, record_id, mode, max_age) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (domain, first_seen, policy_hash, record_id) "
            "DO UPDATE SET last_seen = CASE WHEN excluded.last_seen > served_spans.last_seen "
            "THEN excluded.last_seen ELSE served_spans.last_seen END"),
        {domain, span.firstSeen.toMSecsSinceEpoch(), span.lastSeen.toMSecsSinceEpoch(), span.hash,
         notNull(span.recordId), base::enumName(span.policy.mode), qlonglong(span.policy.maxAge)});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<> ServedLedger::saw(const QString &domain, const rollout::Observation &seen)
{
    if (!rollout::couldBeFetched(seen))
        return {};
    if (auto alone = lockCounters(m_archive.connection()); !alone)
        return tl::unexpected(alone.error());
    if (auto kept = keepText(seen); !kept)
        return kept;
    const auto before = neighbours(domain, seen.at.toMSecsSinceEpoch());
    if (!before)
        return tl::unexpected(before.error());
    QList<Served> after = *before;
    rollout::recordServed(after, seen);
    for (const Served &span : *before)
        if (!after.contains(span))
            if (auto done = remove(domain, span); !done)
                return done;
    for (const Served &span : after)
        if (!before->contains(span))
            if (auto done = add(domain, span); !done)
                return done;
    return {};
}

} // namespace archive
