// SPDX-License-Identifier: GPL-3.0-or-later
// The table `words`: each text that repeats across reports, once, by number. Writers learn numbers in memory; the purge
// may remove words that nothing refers to, and then raises the epoch, so that every writer forgets what it learnt.
#pragma once

#include "archive/row_writer.h"

#include <cstdint>
#include <deque>
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

/// A text with its hash, which is made once, in the thread that reads. It differs from run to run, so that nobody can
/// choose texts that share one.
struct HashedText
{
    std::string_view text;
    std::size_t hash;
};
std::size_t wordHash(std::string_view text);

class Words
{
public:
    explicit Words(Connection &connection);

    /// At the start of each writing transaction, after lockCounters().
    void begin(const Counters &counters);
    /// The number of a text; a new one is written by flush().
    Result<std::int64_t> id(const HashedText &word, Counters &counters);
    Result<> flush();
    /// After a rollback.
    void forget();

    /// The number of a text for a query: nothing is written. 0 when the archive does not know it.
    Result<std::int64_t> find(std::string_view text);

private:
    struct Learnt
    {
        std::string text;
        std::size_t hash;
    };
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(const HashedText &word) const { return word.hash; }
        std::size_t operator()(const Learnt &word) const { return word.hash; }
    };
    struct Equal
    {
        using is_transparent = void;
        template <class A, class B>
        bool operator()(const A &a, const B &b) const
        {
            return a.hash == b.hash && std::string_view(a.text) == std::string_view(b.text);
        }
    };

    struct New
    {
        QByteArray key;
        std::string text;
    };

    Connection &m_connection;
    std::unique_ptr<RowWriter> m_writer;
    std::deque<New> m_new; ///< what the writer's rows refer to
    std::unordered_map<Learnt, std::int64_t, Hash, Equal> m_ids;
    std::size_t m_bytes = 0; ///< of the texts in m_ids
    std::int64_t m_epoch = -1;
};

} // namespace archive
