// SPDX-License-Identifier: GPL-3.0-or-later
// Names under which the domains of one customer stand together. A domain is in one group or in none, and a group is
// there as long as a domain is in it. Everybody who uses the archive sees the same groups.
#pragma once

#include "archive/archive.h"

#include <QMap>

namespace archive {

class DomainGroups
{
public:
    explicit DomainGroups(Archive &archive) : m_archive(archive) {}

    static constexpr qsizetype longestName = 100; ///< in UTF-16 units

    /// As the archive keeps it: one line without spaces around it, cut at longestName. Empty: no name.
    static QString nameOf(const QString &text);

    /// Makes a domain known that no check and no plan speaks of yet. Its group stays as it is.
    Result<> keep(const QString &domain);
    /// Every domain that is in a group, or was kept.
    Result<QStringList> domains();

    /// Domain → name of its group; those in none are not there.
    Result<QMap<QString, QString>> all();
    /// All of them or none. An empty name takes them out of their groups.
    Result<> put(const QStringList &domains, const QString &group);
    /// Where there is a group `to` already, the two become one.
    Result<> rename(const QString &from, const QString &to);

private:
    Archive &m_archive;
};

} // namespace archive
