// SPDX-License-Identifier: GPL-3.0-or-later
// DKIM keys from DNS for threads that wait for them. Report mails name few keys many times, so each is asked for once;
// because the names come from the mails, the number of questions is bounded.
#pragma once

#include "io/interfaces.h"
#include "tlsrpt/dkim.h"

#include <map>
#include <mutex>

namespace io {

class DkimKeys
{
public:
    DkimKeys(Resolver &resolver, std::stop_token stop) : m_resolver(resolver), m_stop(std::move(stop)) {}

    /// Waits for the answer. Any thread but the resolver's own.
    tlsrpt::DkimKeyAnswer at(const std::string &name);

    static constexpr std::size_t mostKeys = 10'000; ///< further ones count as not looked up

private:
    Resolver &m_resolver;
    const std::stop_token m_stop;
    std::mutex m_mutex;
    std::map<std::string, QFuture<facts::DnsAnswer>> m_asked;
};

} // namespace io
