// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/reported_policies.h"

#include "archive/enums.h"
#include "archive/row_values.h"
#include "archive/session_sums.h"
#include "archive/words.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace archive {
namespace {

using rollout::ReportedFailure;
using rollout::ReportedPolicy;
using rollout::Verified;

/// What makes one entry, in numbers of `words` where it is text.
struct Key
{
    qlonglong day, sender, type, strings, mode, trust, conflict;
    auto operator<=>(const Key &) const = default;
};
constexpr int keyColumns = 7;
constexpr const char *keyOfPolicy = "p.day, p.sender_id, p.type_id, p.strings_id, p.mode_id, p.trust, p.conflict";

struct Sums
{
    qlonglong successful = 0, failed = 0;
};

struct FailureRow
{
    Key key;
    qlonglong result, resultWord, mx, reason, sessions;
};

Key keyAt(const QSqlQuery &row)
{
    const auto number = [&row](int column) { return row.value(column).toLongLong(); };
    return {number(0), number(1), number(2), number(3), number(4), number(5), number(6)};
}

Verified verifiedOf(qlonglong trust)
{
    switch (Trust(trust)) {
    case Trust::Unverified: return Verified::No;
    case Trust::NoMail: return Verified::NoMail;
    case Trust::ByProvider:
    case Trust::Verified: return Verified::Yes;
    }
    return Verified::No;
}

std::string lower(std::string text)
{
    for (char &c : text)
        if (c >= 'A' && c <= 'Z')
            c = char(c + 32);
    return text;
}

template <class E>
E enumOf(const std::string &word, E otherwise)
{
    const auto &words = enumWords<E>();
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? otherwise : E(found - words.begin());
}

/// Texts by number, each read once.
class Texts
{
public:
    explicit Texts(Connection &connection) : m_connection(connection) {}

    Result<> read(qlonglong id)
    {
        if (m_texts.contains(id))
            return {};
        auto statement = m_connection.prepared(QStringLiteral("SELECT text FROM words WHERE id = ?"));
        if (!statement)
            return tl::unexpected(statement.error());
        (*statement)->bindValue(0, id);
        if (auto done = m_connection.exec(**statement); !done)
            return done;
        m_texts[id] = (*statement)->next() ? textAt(**statement, 0) : std::string();
        (*statement)->finish();
        return {};
    }
    Result<> read(std::initializer_list<qlonglong> ids)
    {
        for (const qlonglong id : ids)
            if (auto done = read(id); !done)
                return done;
        return {};
    }
    const std::string &at(qlonglong id) const { return m_texts.at(id); }

private:
    Connection &m_connection;
    std::unordered_map<qlonglong, std::string> m_texts;
};

Result<std::map<Key, Sums>> readSums(Connection &connection, const QVariantList &values)
{
    auto rows =
        connection.select(QStringLiteral("SELECT %1, %2 FROM policies p WHERE p.domain_id = ? AND p.day BETWEEN "
                                         "? AND ? GROUP BY %1")
                              .arg(QLatin1String(keyOfPolicy), QLatin1String(sessionSums)),
                          values);
    if (!rows)
        return tl::unexpected(rows.error());
    std::map<Key, Sums> sums;
    while (rows->next())
        sums[keyAt(*rows)] = {rows->value(keyColumns + 1).toLongLong(), rows->value(keyColumns + 2).toLongLong()};
    return sums;
}

Result<std::vector<FailureRow>> readFailures(Connection &connection, const QVariantList &values)
{
    auto rows = connection.select(
        QStringLiteral("SELECT %1, f.result_id, f.result_word_id, f.mx_id, f.reason_id, "
                       "CAST(coalesce(sum(f.sessions), 0) AS BIGINT) FROM failures f "
                       "JOIN policies p ON p.id = f.policy WHERE f.domain_id = ? AND f.day BETWEEN ? AND ? "
                       "GROUP BY %1, f.result_id, f.result_word_id, f.mx_id, f.reason_id")
            .arg(QLatin1String(keyOfPolicy)),
        values);
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<FailureRow> list;
    while (rows->next()) {
        const auto number = [&rows](int column) { return rows->value(keyColumns + column).toLongLong(); };
        list.push_back({keyAt(*rows), number(0), number(1), number(2), number(3), number(4)});
    }
    return list;
}

ReportedPolicy entryOf(const Key &key, const Texts &texts)
{
    ReportedPolicy entry;
    entry.sender = lower(texts.at(key.sender));
    entry.day = QDate(1970, 1, 1).addDays(key.day);
    entry.type = enumOf(texts.at(key.type), tlsrpt::PolicyType::Other);
    entry.policyStrings = listFrom(texts.at(key.strings));
    entry.mode = base::enumFromName<sts::Mode>(QString::fromStdString(texts.at(key.mode)));
    entry.verified = verifiedOf(key.trust);
    entry.conflict = key.conflict != 0;
    return entry;
}

auto identityOf(const ReportedPolicy &entry)
{
    return std::tie(entry.day, entry.sender, entry.type, entry.policyStrings, entry.verified, entry.conflict);
}

void addFailure(ReportedPolicy &entry, const ReportedFailure &failure)
{
    for (ReportedFailure &known : entry.failures) {
        if (std::tie(known.type, known.typeWord, known.mx, known.reason) !=
            std::tie(failure.type, failure.typeWord, failure.mx, failure.reason))
            continue;
        known.sessions += failure.sessions;
        return;
    }
    entry.failures.push_back(failure);
}

/// Keys that mean the same (two kinds of verified carriers, a sender in two spellings) become one entry.
std::vector<ReportedPolicy> folded(std::vector<ReportedPolicy> entries)
{
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto &a, const auto &b) { return identityOf(a) < identityOf(b); });
    std::vector<ReportedPolicy> list;
    for (ReportedPolicy &entry : entries) {
        if (list.empty() || identityOf(list.back()) != identityOf(entry)) {
            list.push_back(std::move(entry));
            continue;
        }
        list.back().successful += entry.successful;
        list.back().failed += entry.failed;
        for (const ReportedFailure &failure : entry.failures)
            addFailure(list.back(), failure);
    }
    for (ReportedPolicy &entry : list)
        std::sort(entry.failures.begin(), entry.failures.end(), [](const auto &a, const auto &b) {
            return std::tie(b.sessions, a.type, a.typeWord, a.mx, a.reason) <
                   std::tie(a.sessions, b.type, b.typeWord, b.mx, b.reason);
        });
    return list;
}

Result<std::vector<ReportedPolicy>> entriesOf(const std::map<Key, Sums> &sums, const std::vector<FailureRow> &failures,
                                              Texts &texts)
{
    std::map<Key, ReportedPolicy> entries;
    for (const auto &[key, sum] : sums) {
        if (auto done = texts.read({key.sender, key.type, key.strings, key.mode}); !done)
            return tl::unexpected(done.error());
        ReportedPolicy &entry = entries[key] = entryOf(key, texts);
        entry.successful = sum.successful;
        entry.failed = sum.failed;
    }
    for (const FailureRow &row : failures) {
        const auto entry = entries.find(row.key);
        if (entry == entries.end()) // a report that came between the two questions
            continue;
        if (auto done = texts.read({row.result, row.resultWord, row.mx, row.reason}); !done)
            return tl::unexpected(done.error());
        addFailure(entry->second, {enumOf(texts.at(row.result), tlsrpt::ResultType::Other), texts.at(row.resultWord),
                                   texts.at(row.reason), lower(texts.at(row.mx)), row.sessions});
    }
    std::vector<ReportedPolicy> list;
    for (auto &[key, entry] : entries)
        list.push_back(std::move(entry));
    return list;
}

} // namespace

Result<std::vector<ReportedPolicy>> reportedPolicies(Archive &archive, const QString &domain, std::int64_t from,
                                                     std::int64_t to)
{
    const auto id = archive.words().find(domain.toStdString());
    if (!id)
        return tl::unexpected(id.error());
    if (*id == 0)
        return {};
    Connection &connection = archive.connection();
    const QVariantList values = {qlonglong(*id), qlonglong(std::max<std::int64_t>(from, 0)), qlonglong(to)};
    const auto sums = readSums(connection, values);
    if (!sums)
        return tl::unexpected(sums.error());
    const auto failures = readFailures(connection, values);
    if (!failures)
        return tl::unexpected(failures.error());
    Texts texts(connection);
    auto entries = entriesOf(*sums, *failures, texts);
    if (!entries)
        return entries;
    return folded(std::move(*entries));
}

} // namespace archive
