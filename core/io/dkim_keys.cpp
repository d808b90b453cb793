// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dkim_keys.h"

#include <algorithm>

namespace io {

namespace {

constexpr std::size_t longestName = 253;

// Underscores belong into key names and are common in selectors, against the grammar of RFC 6376 §3.1.
bool canBeAsked(const std::string &name)
{
    return name.size() <= longestName && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_' || c == '.';
           });
}

tlsrpt::DkimKeyAnswer answerOf(const facts::DnsAnswer &answer)
{
    using tlsrpt::DkimKeyAnswer;
    if (answer.provesAbsence())
        return {DkimKeyAnswer::Gone, {}};
    if (!answer.hasRecords())
        return {};
    const auto records = facts::txtRecords(answer);
    return records.isEmpty() ? DkimKeyAnswer{DkimKeyAnswer::Gone, {}}
                             : DkimKeyAnswer::found(facts::joined(records.first()).toStdString());
}

} // namespace

tlsrpt::DkimKeyAnswer DkimKeys::at(const std::string &name)
{
    if (!canBeAsked(name))
        return {tlsrpt::DkimKeyAnswer::Gone, {}};
    QFuture<facts::DnsAnswer> future;
    {
        const std::scoped_lock lock(m_mutex);
        auto asked = m_asked.find(name);
        if (asked == m_asked.end()) {
            if (m_asked.size() >= mostKeys || m_stop.stop_requested())
                return {};
            asked =
                m_asked.emplace(name, m_resolver.lookup(QString::fromStdString(name), facts::RecordType::Txt, m_stop))
                    .first;
        }
        future = asked->second;
    }
    future.waitForFinished();
    return answerOf(future.result());
}

} // namespace io
