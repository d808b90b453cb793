// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/plan_store.h"

#include <QJsonDocument>

namespace archive {

Result<> PlanStore::save(const QString &domain, const QJsonObject &plan, std::int64_t changedAt)
{
    const auto done = m_archive.connection().run(
        QStringLiteral("INSERT INTO plans (domain, changed_at, json) VALUES (?, ?, ?) ON CONFLICT (domain) "
                       "DO UPDATE SET changed_at = excluded.changed_at, json = excluded.json"),
        {domain, qlonglong(changedAt), QString::fromUtf8(QJsonDocument(plan).toJson(QJsonDocument::Compact))});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<std::optional<QJsonObject>> PlanStore::plan(const QString &domain)
{
    Connection &connection = m_archive.connection();
    const auto json = connection.value(QStringLiteral("SELECT json FROM plans WHERE domain = ?"), {domain});
    if (!json)
        return tl::unexpected(json.error());
    if (json->isNull())
        return std::optional<QJsonObject>();
    const QJsonDocument document = QJsonDocument::fromJson(json->toString().toUtf8());
    if (!document.isObject())
        return tl::unexpected(connection.error(ErrorCode::Corrupt, QStringLiteral("a plan")));
    return std::optional(document.object());
}

Result<std::optional<rollout::Plan>> PlanStore::read(const QString &domain)
{
    const auto stored = plan(domain);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return std::nullopt;
    auto read = rollout::planFromJson(**stored);
    if (!read)
        return tl::unexpected(
            m_archive.connection().error(ErrorCode::Corrupt, QStringLiteral("the plan of ") + domain));
    return std::move(*read);
}

Result<std::optional<rollout::Plan>> PlanStore::readable(const QString &domain)
{
    auto plan = read(domain);
    if (!plan && plan.error().code == ErrorCode::Corrupt)
        return std::nullopt;
    return plan;
}

Result<> PlanStore::remove(const QString &domain)
{
    const auto done = m_archive.connection().run(QStringLiteral("DELETE FROM plans WHERE domain = ?"), {domain});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<QStringList> PlanStore::domains()
{
    auto rows = m_archive.connection().select(QStringLiteral("SELECT domain FROM plans"));
    if (!rows)
        return tl::unexpected(rows.error());
    QStringList list;
    while (rows->next())
        list += rows->value(0).toString();
    list.sort();
    return list;
}

} // namespace archive
