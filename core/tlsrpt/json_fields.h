// SPDX-License-Identifier: GPL-3.0-or-later
// One member of a report at a time: texts, lists and counts in every form that senders give them. It knows where it is,
// so that deviations and unknown members get their path, and it keeps the reason when a limit or broken JSON ends the
// reading. Only report_json.cpp and report_walk.cpp include this: simdjson stays inside.
#pragma once

#include "base/eight_bytes.h"
#include "base/limits.h"
#include "tlsrpt/json_count.h"
#include "tlsrpt/report.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <simdjson.h>
#include <string_view>

namespace tlsrpt {

namespace ondemand = simdjson::ondemand;

/// The object of the schema that is being read.
enum class Section {
    Root,
    DateRange,
    Entry, ///< policies[i]
    Policy,
    Summary,
    Detail,
};

template <std::size_t N>
using Keys = std::array<std::string_view, N>;

/// In which order the objects of each section had their members last time: senders keep theirs, so the next name is
/// nearly always known before it is read. A guess that fails costs one comparison.
class MemberOrder
{
public:
    static constexpr std::size_t most = 16; ///< keys of an object
    std::uint8_t &after(Section section, std::size_t key) { return m_next[std::size_t(section)][key]; }

private:
    std::array<std::array<std::uint8_t, most>, 6> m_next{};
};

/// What one reader keeps from report to report.
struct ReaderMemory
{
    MemberOrder order;
    simdjson::dom::parser nested; ///< for what the schema does not name, and for JSON in strings
};

class JsonFields
{
public:
    enum class Kind { String, Number, Null, Bool, Object, Array, Bad };
    struct Token
    {
        Kind kind;
        std::string_view raw; ///< scalars: all of it; containers: the bracket
    };

    JsonFields(Report &report, std::string_view document, ReaderMemory &memory)
        : m_report(report), m_memory(memory), m_end(document.data() + document.size()), m_backslash(document.data())
    {
    }

    // Where in the document; set by the walk.
    Section section = Section::Root;
    std::size_t policy = 0, detail = 0;

    /// All members of `object` in their order: `known(index in keys, value)` for the first of each known name, the rest
    /// is kept as unknown. `seen` gets a bit a key. As every function here: false when reading has to end.
    template <std::size_t N, class Known>
    bool members(ondemand::object object, const Keys<N> &keys, unsigned &seen, Known known);

    bool text(std::string_view key, ondemand::value &value, std::string &out);
    bool list(std::string_view key, ondemand::value &value, std::vector<std::string> &out);
    bool count(std::string_view key, ondemand::value &value, std::optional<std::int64_t> &out);
    /// An object; `present` says whether there was one.
    bool object(std::string_view key, ondemand::value &value, ondemand::object &out, bool &present);

    bool keepRaw(DeviationCode why, std::string_view key, ondemand::value &value);
    bool deviate(DeviationCode code, std::string_view key, std::string_view value);
    bool missing(std::string_view key) { return deviate(DeviationCode::MissingMember, key, {}); }
    bool stop(const char *code);
    bool stop(simdjson::error_code error);
    const char *stopped() const { return m_stopped; }
    simdjson::error_code jsonError() const { return m_jsonError; }

    Token tokenOf(ondemand::value &value);
    /// How many items of `bytes` the rest of the document can hold, to reserve for: a guess, at most some thousands.
    std::size_t roomFor(std::size_t bytes, const Token &token) const;
    static std::string indexed(std::string_view key, std::size_t index);

private:
    static bool isKey(const char *name, std::string_view key);
    template <std::size_t N>
    static std::size_t indexOf(const Keys<N> &keys, std::size_t guess, ondemand::field &field);
    template <std::size_t N>
    static std::size_t indexOfEscaped(const Keys<N> &keys, ondemand::field &field);
    static bool isScalar(const Token &token); ///< also a number in the grammar of one
    static bool hasEscapes(const char *name); ///< up to its quote
    static std::string_view tokenText(ondemand::value &value);
    bool keyOf(ondemand::field &field, std::string_view &out);
    bool other(std::string_view key, ondemand::value &value, bool twice, std::size_t siblings);
    bool readItem(std::string_view key, std::size_t index, ondemand::value &value, std::vector<std::string> &out);
    bool pushItem(std::string_view item, std::vector<std::string> &out);
    void findBackslash(const char *from);
    bool hasEscapes(std::string_view inner);
    /// What stands in the quotes; good while the document is read.
    bool string(ondemand::value &value, std::string_view raw, std::string_view &out);
    bool otherText(std::string_view key, ondemand::value &value, const Token &token, std::string &out);
    bool number(std::string_view key, std::string_view text, const Count &count, std::optional<std::int64_t> &out);
    bool raw(ondemand::value &value, std::string_view &out);
    bool checkNested(std::string_view json);
    bool keep(std::string_view key, std::string_view json);
    std::string where(std::string_view key) const;

    Report &m_report;
    ReaderMemory &m_memory;
    const char *m_end;       ///< of the document
    const char *m_backslash; ///< there is none between the last string that was looked at and this place
    std::size_t m_items = 0;
    const char *m_stopped = nullptr;
    simdjson::error_code m_jsonError = simdjson::SUCCESS;
};

inline bool sameBytes(const char *a, const char *b, std::size_t size)
{
    if (size < sizeof(base::EightBytes))
        return std::memcmp(a, b, size) == 0;
    return base::eachEight(a, b, size, [](base::EightBytes x, base::EightBytes y) { return x == y; });
}

// Names without escapes are compared where they stand. Reading up to the longest name beyond the key stays inside the
// padding of the document.
inline bool JsonFields::isKey(const char *name, std::string_view key)
{
    return name[key.size()] == '"' && sameBytes(name, key.data(), key.size());
}

// Strings come in the order of the document, so it is searched once in all.
inline bool JsonFields::hasEscapes(std::string_view inner)
{
    if (m_backslash < inner.data())
        findBackslash(inner.data());
    return m_backslash < inner.data() + inner.size();
}

template <std::size_t N>
std::size_t JsonFields::indexOf(const Keys<N> &keys, std::size_t guess, ondemand::field &field)
{
    const char *name = field.key().raw();
    if (guess < N && isKey(name, keys[guess]))
        return guess;
    for (std::size_t at = 0; at < N; ++at)
        if (isKey(name, keys[at]))
            return at;
    return hasEscapes(name) ? indexOfEscaped(keys, field) : N;
}

template <std::size_t N>
std::size_t JsonFields::indexOfEscaped(const Keys<N> &keys, ondemand::field &field)
{
    ondemand::field copy = field;
    std::string_view name;
    if (copy.unescaped_key().get(name))
        return N; // keyOf() finds the same error
    return std::size_t(std::find(keys.begin(), keys.end(), name) - keys.begin());
}

template <std::size_t N, class Known>
bool JsonFields::members(ondemand::object object, const Keys<N> &keys, unsigned &seen, Known known)
{
    static_assert(N < MemberOrder::most);
    const std::size_t siblings = m_report.unknown.size();
    std::size_t last = N; // the start
    for (auto entry : object) {
        if (entry.error())
            return stop(entry.error());
        ondemand::field &&field = std::move(entry).value_unsafe(); // a copy costs as much as all the rest
        std::uint8_t &next = m_memory.order.after(section, last);
        const std::size_t at = indexOf(keys, next, field);
        const unsigned bit = at < N ? 1u << at : 0;
        if (bit)
            last = next = std::uint8_t(at);
        if (bit && !(seen & bit)) {
            seen |= bit;
            if (!known(at, field.value()))
                return false;
            continue;
        }
        std::string_view key;
        if (!keyOf(field, key) || !other(key, field.value(), bit != 0, siblings))
            return false;
    }
    return true;
}

} // namespace tlsrpt
