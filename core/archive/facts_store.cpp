// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/facts_store.h"

#include "archive/stored_text.h"
#include "facts/json.h"

#include <QJsonDocument>

namespace archive {
namespace {

QDateTime timeOf(qlonglong milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
}

struct Unreadable
{
    ErrorCode code;
    QString cause;
};

tl::expected<facts::DomainFacts, Unreadable> factsFrom(const QByteArray &stored)
{
    const auto json = unpacked(stored);
    if (!json)
        return tl::unexpected(Unreadable{ErrorCode::Corrupt, QStringLiteral("a facts snapshot")});
    auto facts = facts::fromJson(*json);
    if (!facts)
        return tl::unexpected(Unreadable{facts.error().code == QLatin1String("newer-version") ? ErrorCode::NewerSchema
                                                                                              : ErrorCode::Corrupt,
                                         QStringLiteral("a facts snapshot: ") + facts.error().code});
    return std::move(*facts);
}

Result<std::optional<facts::DomainFacts>> factsIn(const Connection &connection, const QByteArray &stored)
{
    auto facts = factsFrom(stored);
    if (!facts)
        return tl::unexpected(connection.error(facts.error().code, facts.error().cause));
    return std::optional(std::move(*facts));
}

} // namespace

Result<> FactsStore::add(const facts::DomainFacts &facts)
{
    const QByteArray json = QJsonDocument(facts::toJson(facts)).toJson(QJsonDocument::Compact);
    const auto done = m_archive.connection().run(
        QStringLiteral("INSERT INTO facts_snapshots (domain, observed_at, packed) VALUES (?, ?, ?) "
                       "ON CONFLICT (domain, observed_at) DO UPDATE SET packed = excluded.packed"),
        {facts.domain, facts.observedAt.toMSecsSinceEpoch(), packed({json.constData(), std::size_t(json.size())})});
    if (!done)
        return tl::unexpected(done.error());
    // What was made of a snapshot that stood here before.
    const auto dropped =
        m_archive.connection().run(QStringLiteral("DELETE FROM observations WHERE domain = ? AND observed_at = ?"),
                                   {facts.domain, facts.observedAt.toMSecsSinceEpoch()});
    if (!dropped)
        return tl::unexpected(dropped.error());
    return {};
}

Result<std::optional<facts::DomainFacts>> FactsStore::latest(const QString &domain)
{
    const auto stored = latestStored(domain);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return std::optional<facts::DomainFacts>();
    return factsIn(m_archive.connection(), **stored);
}

Result<std::optional<QByteArray>> FactsStore::latestStored(const QString &domain)
{
    const auto stored = m_archive.connection().value(
        QStringLiteral("SELECT packed FROM facts_snapshots WHERE domain = ? ORDER BY observed_at DESC LIMIT 1"),
        {domain});
    if (!stored)
        return tl::unexpected(stored.error());
    return stored->isNull() ? std::nullopt : std::optional(stored->toByteArray());
}

Result<std::optional<facts::DomainFacts>> FactsStore::at(const QString &domain, const QDateTime &observedAt)
{
    Connection &connection = m_archive.connection();
    const auto stored =
        connection.value(QStringLiteral("SELECT packed FROM facts_snapshots WHERE domain = ? AND observed_at = ?"),
                         {domain, observedAt.toMSecsSinceEpoch()});
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->isNull())
        return std::optional<facts::DomainFacts>();
    return factsIn(connection, stored->toByteArray());
}

std::optional<facts::DomainFacts> FactsStore::read(const QByteArray &stored)
{
    auto facts = factsFrom(stored);
    return facts ? std::optional(std::move(*facts)) : std::nullopt;
}

Result<std::vector<QDateTime>> FactsStore::times(const QString &domain, int limit)
{
    auto rows = m_archive.connection().select(
        QStringLiteral("SELECT observed_at FROM facts_snapshots WHERE domain = ? ORDER BY observed_at DESC LIMIT ?"),
        {domain, limit});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<QDateTime> list;
    while (rows->next())
        list.push_back(timeOf(rows->value(0).toLongLong()));
    return list;
}

Result<std::optional<QDateTime>> FactsStore::oldest(const QString &domain)
{
    const auto time = m_archive.connection().value(
        QStringLiteral("SELECT min(observed_at) FROM facts_snapshots WHERE domain = ?"), {domain});
    if (!time)
        return tl::unexpected(time.error());
    return time->isNull() ? std::nullopt : std::optional(timeOf(time->toLongLong()));
}

Result<QStringList> FactsStore::domains()
{
    auto rows = m_archive.connection().select(QStringLiteral("SELECT DISTINCT domain FROM facts_snapshots"));
    if (!rows)
        return tl::unexpected(rows.error());
    QStringList list;
    while (rows->next())
        list += rows->value(0).toString();
    list.sort();
    return list;
}

} // namespace archive
