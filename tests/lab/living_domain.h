// SPDX-License-Identifier: GPL-3.0-or-later
// The domain of the lab that changes while the lab runs: its zone at nsd, its policy at nginx, and what the real
// program sees of it. To be used inside a lab.
#pragma once

#include "facts/domain_facts.h"
#include "sts/policy.h"

#include <QStringList>

#include <optional>

namespace lab {

class LivingDomain
{
public:
    explicit LivingDomain(const QString &name);

    QByteArray recordId; ///< empty: no record
    QStringList rua;     ///< empty: no TLS reporting record
    QStringList mx;      ///< by preference; names in the domain need no addresses here, the lab has them
    std::optional<sts::Policy> policy;
    QStringList moreLines; ///< further lines of the zone

    /// Writes what changed, has the servers read it, and returns when they answer with it. Empty, or what went wrong.
    QString publish();

    /// What `sigillo-cli check` sees now; an error is in `problem`.
    facts::DomainFacts look(QString &problem) const;

private:
    QString zoneText();
    QString waitForZone() const;

    QString m_name, m_zonePath, m_policyPath;
    QStringList m_fixedLines; ///< of the zone: addresses and the rest
    QByteArray m_publishedPolicy;
    QString m_publishedZone;
    int m_serial = 1;
};

} // namespace lab
