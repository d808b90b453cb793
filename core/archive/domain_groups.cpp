// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/domain_groups.h"

namespace archive {

QString DomainGroups::nameOf(const QString &text)
{
    QString name;
    for (const QChar c : text)
        if (c.isSpace())
            name += u' ';
        else if (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format)
            name += c;
    name = name.simplified().left(longestName);
    if (!name.isEmpty() && name.back().isHighSurrogate()) // its other half was cut off
        name.chop(1);
    return name.trimmed();
}

Result<> DomainGroups::keep(const QString &domain)
{
    const auto done = m_archive.connection().run(
        QStringLiteral("INSERT INTO domain_groups (domain, name) VALUES (?, '') ON CONFLICT (domain) DO NOTHING"),
        {domain});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<QStringList> DomainGroups::domains()
{
    auto rows = m_archive.connection().select(QStringLiteral("SELECT domain FROM domain_groups"));
    if (!rows)
        return tl::unexpected(rows.error());
    QStringList domains;
    while (rows->next())
        domains += rows->value(0).toString();
    return domains;
}

Result<QMap<QString, QString>> DomainGroups::all()
{
    auto rows =
        m_archive.connection().select(QStringLiteral("SELECT domain, name FROM domain_groups WHERE name <> ''"));
    if (!rows)
        return tl::unexpected(rows.error());
    QMap<QString, QString> groups;
    while (rows->next())
        groups[rows->value(0).toString()] = rows->value(1).toString();
    return groups;
}

Result<> DomainGroups::put(const QStringList &domains, const QString &group)
{
    const QString name = nameOf(group);
    const QString sql = name.isEmpty() ? QStringLiteral("UPDATE domain_groups SET name = '' WHERE domain = ?")
                                       : QStringLiteral("INSERT INTO domain_groups (domain, name) VALUES (?, ?) "
                                                        "ON CONFLICT (domain) DO UPDATE SET name = excluded.name");
    Connection &connection = m_archive.connection();
    return connection.transaction([&]() -> Result<> {
        for (const QString &domain : domains) {
            const QVariantList values = name.isEmpty() ? QVariantList{domain} : QVariantList{domain, name};
            if (auto done = connection.run(sql, values); !done)
                return tl::unexpected(done.error());
        }
        return {};
    });
}

Result<> DomainGroups::rename(const QString &from, const QString &to)
{
    const QString name = nameOf(to);
    if (name.isEmpty())
        return {};
    const auto done =
        m_archive.connection().run(QStringLiteral("UPDATE domain_groups SET name = ? WHERE name = ?"), {name, from});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

} // namespace archive
