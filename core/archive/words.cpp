// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/words.h"

#include "archive/stored_text.h"
#include "base/sha256.h"

namespace archive {
namespace {

constexpr std::size_t learntBytes = 8u << 20; ///< a flood of new words must not fill the memory

/// The key of a word: an index on the text itself would break on long ones (PostgreSQL) and double the table.
QByteArray keyOf(std::string_view text)
{
    return base::sha256(text).left(16);
}

} // namespace

Result<Counters> lockCounters(Connection &connection)
{
    if (auto locked = connection.run(QStringLiteral("UPDATE counters SET value = value WHERE name = 'word-epoch'"));
        !locked)
        return tl::unexpected(locked.error());
    auto rows = connection.select(QStringLiteral("SELECT name, value FROM counters"));
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<QString, std::int64_t> values;
    while (rows->next())
        values.insert(rows->value(0).toString(), rows->value(1).toLongLong());
    return Counters{values[QStringLiteral("word")], values[QStringLiteral("report")], values[QStringLiteral("policy")],
                    values[QStringLiteral("failure")], values[QStringLiteral("word-epoch")]};
}

Result<> saveCounters(Connection &connection, const Counters &counters)
{
    const std::pair<const char *, std::int64_t> rows[] = {{"word", counters.word},
                                                          {"report", counters.report},
                                                          {"policy", counters.policy},
                                                          {"failure", counters.failure},
                                                          {"word-epoch", counters.wordEpoch}};
    for (const auto &[name, value] : rows)
        if (auto done = connection.run(QStringLiteral("UPDATE counters SET value = ? WHERE name = ?"),
                                       {qlonglong(value), QString::fromLatin1(name)});
            !done)
            return tl::unexpected(done.error());
    return {};
}

std::size_t wordHash(std::string_view text)
{
    return qHash(QByteArrayView(text.data(), qsizetype(text.size())), QHashSeed::globalSeed());
}

Words::Words(Connection &connection)
    : m_connection(connection), m_writer(rowWriter(connection, "words", "id, hash, text"))
{
}

void Words::begin(const Counters &counters)
{
    if (m_epoch != counters.wordEpoch || m_bytes > learntBytes)
        forget();
    m_epoch = counters.wordEpoch;
}

void Words::forget()
{
    m_ids.clear();
    m_bytes = 0;
    m_writer->clear();
    m_new.clear();
}

Result<> Words::flush()
{
    auto done = m_writer->flush();
    m_new.clear();
    return done;
}

Result<std::int64_t> Words::find(std::string_view text)
{
    const auto query = m_connection.prepared(QStringLiteral("SELECT id FROM words WHERE hash = ?"));
    if (!query)
        return tl::unexpected(query.error());
    (*query)->bindValue(0, keyOf(text));
    if (auto done = m_connection.exec(**query); !done)
        return tl::unexpected(done.error());
    const std::int64_t id = (*query)->next() ? (*query)->value(0).toLongLong() : 0;
    (*query)->finish();
    return id;
}

Result<std::int64_t> Words::id(const HashedText &word, Counters &counters)
{
    if (const auto known = m_ids.find(word); known != m_ids.end())
        return known->second;
    auto id = find(word.text);
    if (!id)
        return id;
    if (*id == 0) {
        *id = ++counters.word;
        New &row = m_new.emplace_back(New{keyOf(word.text), {}});
        appendStored(row.text, word.text);
        if (auto added = m_writer->add(*id, row.key, row.text); !added)
            return tl::unexpected(added.error());
    }
    m_ids.emplace(Learnt{std::string(word.text), word.hash}, *id);
    m_bytes += word.text.size() + 64;
    return id;
}

} // namespace archive
