// SPDX-License-Identifier: GPL-3.0-or-later
// One fact for each address of a host. A and AAAA answers come in any order and each address is contacted as soon as it
// is known, yet which ones are contacted must not depend on that order: either family has at least half of the limit,
// and takes what the other leaves. So the first half of a family can start at once, the rest when the other family is
// known.
#pragma once

#include "facts/dns_answer.h"

#include <algorithm>

namespace io {

template <class Fact>
class PerAddress
{
public:
    explicit PerAddress(int limit) : m_limit(limit) {}

    /// Takes an A or AAAA answer, failures too; returns the addresses to contact now, of either family.
    QList<base::IpAddress> add(const facts::DnsAnswer &answer)
    {
        Family &family = answer.type == facts::RecordType::A ? m_v4 : m_v6;
        family.known = true;
        for (const base::IpAddress &address : facts::addresses(answer))
            if (!family.addresses.contains(address))
                family.addresses += address;
        return start(m_v4, m_v6) + start(m_v6, m_v4);
    }

    void set(const Fact &fact) { m_facts += fact; }

    /// A before AAAA, in the order of the answers. Addresses that nobody contacted are marked Skipped, at most as many
    /// as the limit.
    QList<Fact> inOrder() const
    {
        QList<Fact> out;
        int skipped = 0;
        for (const base::IpAddress &address : m_v4.addresses + m_v6.addresses) {
            const auto found =
                std::find_if(m_facts.begin(), m_facts.end(), [&](const Fact &fact) { return fact.address == address; });
            if (found != m_facts.end()) {
                out += *found;
            } else if (skipped++ < m_limit) {
                out += Fact();
                out.last().address = address;
                out.last().cause = facts::Cause::Skipped;
            }
        }
        return out;
    }

private:
    struct Family
    {
        bool known = false;
        QList<base::IpAddress> addresses;
        qsizetype started = 0;
    };

    QList<base::IpAddress> start(Family &family, const Family &other)
    {
        const qsizetype half = m_limit / 2;
        const qsizetype quota = m_limit - (other.known ? std::min(other.addresses.size(), half) : half);
        const qsizetype end = std::min(family.addresses.size(), quota);
        const qsizetype from = std::min(family.started, end);
        family.started = end;
        return family.addresses.mid(from, end - from);
    }

    int m_limit;
    Family m_v4, m_v6;
    QList<Fact> m_facts;
};

} // namespace io
