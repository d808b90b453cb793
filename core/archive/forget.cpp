// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/forget.h"

namespace archive {

Result<> forgetDomain(Archive &archive, const QString &domain)
{
    Connection &connection = archive.connection();
    return connection.transaction([&]() -> Result<> {
        for (const char *table : {"facts_snapshots", "plans", "served_spans", "alarms", "domain_groups"}) {
            const QString sql = QStringLiteral("DELETE FROM %1 WHERE domain = ?").arg(QLatin1String(table));
            if (auto done = connection.run(sql, {domain}); !done)
                return tl::unexpected(done.error());
        }
        // Texts of policies that nobody served any more; another domain may have had the same one.
        if (auto done = connection.run(
                QStringLiteral("DELETE FROM policy_texts WHERE hash NOT IN (SELECT policy_hash FROM served_spans)"));
            !done)
            return tl::unexpected(done.error());
        return {};
    });
}

} // namespace archive
