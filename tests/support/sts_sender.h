// SPDX-License-Identifier: GPL-3.0-or-later
// A sending server as RFC 8461 describes it, against a domain whose live state the test keeps. It caches the record and
// the MX set for their TTL and the policy for max_age, fetches when the id differs from the one it holds, and asks once
// more before it refuses (§5.1).
#pragma once

#include "sts/policy.h"

#include <QByteArray>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <optional>

/// What is live at a domain. Times are seconds.
struct LiveDomain
{
    QByteArray recordId; ///< empty: no record
    qint64 recordTtl = 300;
    std::optional<sts::Policy> policy;
    bool policyHostUp = true;
    QStringList mx;
    qint64 mxTtl = 3'600;
    QSet<QString> validTls; ///< hosts with STARTTLS and a valid certificate
};

class StsSender
{
public:
    enum class Outcome {
        Delivered,
        Refused,
        RefusedInOutage ///< it knew of a newer policy, and the policy host was down
    };

    Outcome send(const LiveDomain &live, qint64 now)
    {
        lookUp(live, now);
        bool missed = learn(live, now);
        if (mayDeliver(live, now))
            return Outcome::Delivered;
        missed = learn(live, now) || missed;
        if (mayDeliver(live, now))
            return Outcome::Delivered;
        return missed ? Outcome::RefusedInOutage : Outcome::Refused;
    }

    /// Fetches the policy before it runs out, as senders do about daily (§3.3).
    void refresh(const LiveDomain &live, qint64 now)
    {
        lookUp(live, now);
        if (m_policy && !m_record.isEmpty())
            fetch(live, now);
    }

private:
    void lookUp(const LiveDomain &live, qint64 now)
    {
        if (now >= m_recordUntil) {
            m_record = live.recordId;
            m_recordUntil = now + live.recordTtl;
        }
        if (now >= m_mxUntil) {
            m_mx = live.mx;
            m_mxUntil = now + live.mxTtl;
        }
    }

    bool holds(qint64 now) const { return m_policy && now < m_policyUntil; }

    /// True when there was something to learn and the policy host was down.
    bool learn(const LiveDomain &live, qint64 now)
    {
        if (m_record.isEmpty() || (holds(now) && m_policyId == m_record))
            return false;
        return !fetch(live, now) && !live.policyHostUp;
    }

    bool fetch(const LiveDomain &live, qint64 now)
    {
        if (!live.policyHostUp || !live.policy)
            return false;
        m_policy = live.policy;
        m_policyId = m_record;
        m_policyUntil = now + live.policy->maxAge;
        return true;
    }

    bool mayDeliver(const LiveDomain &live, qint64 now)
    {
        if (!holds(now) || m_policy->mode != sts::Mode::Enforce)
            return true;
        // Hardly anything changes between two mails, and there are millions.
        if (m_asked.policy != m_policyId || m_asked.mx != m_mx || m_asked.validTls != live.validTls)
            m_asked = {m_policyId, m_mx, live.validTls, hasUsableHost(live)};
        return m_asked.mayDeliver;
    }

    bool hasUsableHost(const LiveDomain &live) const
    {
        return std::any_of(m_mx.begin(), m_mx.end(), [&](const QString &host) {
            return sts::matchesAny(m_policy->mx, host) && live.validTls.contains(host);
        });
    }

    struct Asked
    {
        QByteArray policy;
        QStringList mx;
        QSet<QString> validTls;
        bool mayDeliver = true;
    };
    Asked m_asked;
    QByteArray m_record, m_policyId;
    QStringList m_mx;
    qint64 m_recordUntil = 0, m_mxUntil = 0, m_policyUntil = 0;
    std::optional<sts::Policy> m_policy;
};
