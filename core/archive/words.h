// SPDX-License-Identifier: GPL-3.0-or-later
// The table `words`: each text that repeats across reports, once, by number. Writers learn numbers in memory; the purge
// may remove words that nothing refers to, and then raises the epoch, so that every writer forgets what it learnt.
#pragma once

#include "archive/row_buffer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace archive {

/// The next numbers of each table. Locking them makes this transaction the only writer until it ends.
struct Counters
{
    std::int64_t word = 0, report = 0, policy = 0, failure = 0, wordEpoch = 0;
};
Result<Counters> lockCounters(Connection &connection);
Result<> saveCounters(Connection &connection, const Counters &counters);

class Words
{
public:
    explicit Words(Connection &connection);

    /// At the start of each writing transaction, after lockCounters().
    void begin(const Counters &counters);
    /// The number of a text; a new one is written by flush().
    Result<std::int64_t> id(std::string_view text, Counters &counters);
    Result<> flush() { return m_new.flush(); }
    /// After a rollback.
    void forget();

    /// The number of a text for a query: nothing is written. 0 when the archive does not know it.
    Result<std::int64_t> find(std::string_view text);

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    Connection &m_connection;
    RowBuffer m_new;
    std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> m_ids;
    std::size_t m_bytes = 0; ///< of the texts in m_ids
    std::int64_t m_epoch = -1;
};

} // namespace archive
