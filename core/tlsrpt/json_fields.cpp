// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/json_fields.h"

#include "tlsrpt/json_count.h"
#include "tlsrpt/report_text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace tlsrpt {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool isNumberStart(std::string_view raw)
{
    return !raw.empty() && (raw.front() == '-' || (raw.front() >= '0' && raw.front() <= '9'));
}

bool isFilledString(std::string_view raw)
{
    return raw.size() > 2 && raw.front() == '"' && raw.back() == '"';
}

JsonFields::Kind kindOf(std::string_view raw)
{
    using Kind = JsonFields::Kind;
    switch (raw.empty() ? '\0' : raw.front()) {
    case '"': return raw.size() >= 2 && raw.back() == '"' ? Kind::String : Kind::Bad;
    case '{': return Kind::Object;
    case '[': return Kind::Array;
    case 'n': return raw == "null" ? Kind::Null : Kind::Bad;
    case 't': return raw == "true" ? Kind::Bool : Kind::Bad;
    case 'f': return raw == "false" ? Kind::Bool : Kind::Bad;
    default: return isNumberStart(raw) ? Kind::Number : Kind::Bad; // its grammar is judged where it is read
    }
}

char *put(char *at, std::string_view text)
{
    return std::copy(text.begin(), text.end(), at);
}

char *putIndexed(char *at, std::string_view name, std::size_t index)
{
    constexpr std::ptrdiff_t digits = 20;
    at = put(put(at, name), "[");
    at = std::to_chars(at, at + digits, index).ptr;
    return put(at, "]");
}

} // namespace

bool JsonFields::isScalar(const Token &token)
{
    return token.kind != Kind::Bad && (token.kind != Kind::Number || readCount(token.raw));
}

bool JsonFields::hasEscapes(const char *name)
{
    while (*name != '"' && *name != '\\')
        ++name;
    return *name == '\\';
}

std::size_t JsonFields::roomFor(std::size_t bytes, const Token &token) const
{
    constexpr std::size_t most = 16'384;
    return std::min(most, 1 + std::size_t(m_end - token.raw.data()) / bytes);
}

bool JsonFields::stop(const char *code)
{
    if (!m_stopped)
        m_stopped = code;
    return false;
}

bool JsonFields::stop(simdjson::error_code error)
{
    m_jsonError = error;
    return stop(error == simdjson::DEPTH_ERROR ? "too-deep" : "syntax");
}

inline std::string_view JsonFields::tokenText(ondemand::value &value)
{
    std::string_view token = value.raw_json_token();
    while (!token.empty() && isBlank(token.back()))
        token.remove_suffix(1);
    return token;
}

JsonFields::Token JsonFields::tokenOf(ondemand::value &value)
{
    const std::string_view token = tokenText(value);
    return {kindOf(token), token};
}

std::string JsonFields::indexed(std::string_view key, std::size_t index)
{
    return std::string(key) + '[' + std::to_string(index) + ']';
}

std::string JsonFields::where(std::string_view key) const
{
    std::array<char, 96> parent;
    char *end = put(parent.data(), section == Section::DateRange ? "date-range" : "");
    if (section != Section::Root && section != Section::DateRange)
        end = putIndexed(end, "policies", policy);
    if (section == Section::Policy)
        end = put(end, ".policy");
    else if (section == Section::Summary)
        end = put(end, ".summary");
    else if (section == Section::Detail)
        end = putIndexed(end, ".failure-details", detail);
    if (end != parent.data() && !key.empty())
        *end++ = '.';
    std::string path;
    const auto length = std::size_t(end - parent.data());
    path.reserve(length + key.size());
    return path.append(parent.data(), length).append(key);
}

bool JsonFields::deviate(DeviationCode code, std::string_view key, std::string_view value)
{
    if (m_report.deviations.size() >= limits::reportDeviations)
        return stop("too-many-deviations");
    constexpr std::size_t usual = 4;
    if (m_report.deviations.empty())
        m_report.deviations.reserve(usual);
    m_report.deviations.push_back({code, where(key), std::string(cut(value, limits::reportDeviationBytes))});
    return true;
}

bool JsonFields::keyOf(ondemand::field &field, std::string_view &out)
{
    const char *begin = field.key().raw();
    const char *end = begin;
    while (*end != '"' && *end != '\\')
        ++end;
    out = std::string_view(begin, std::size_t(end - begin));
    if (*end == '\\')
        if (const auto error = field.unescaped_key().get(out))
            return stop(error);
    return out.size() <= limits::reportStringBytes || stop("long-string");
}

bool JsonFields::other(std::string_view key, ondemand::value &value, bool twice, std::size_t siblings)
{
    const std::string path = where(key);
    const auto &all = m_report.unknown;
    twice = twice || std::any_of(all.begin() + std::ptrdiff_t(siblings), all.end(),
                                 [&](const UnknownMember &member) { return member.path == path; });
    return keepRaw(twice ? DeviationCode::DuplicateKey : DeviationCode::UnknownMember, key, value);
}

bool JsonFields::keepRaw(DeviationCode why, std::string_view key, ondemand::value &value)
{
    std::string_view json;
    return raw(value, json) && deviate(why, key, json) && keep(key, json);
}

bool JsonFields::keep(std::string_view key, std::string_view json)
{
    if (m_report.unknown.size() >= limits::reportUnknownMembers)
        return stop("too-many-unknown");
    m_report.unknown.push_back({where(key), std::string(cut(json, limits::reportUnknownBytes))});
    return true;
}

bool JsonFields::raw(ondemand::value &value, std::string_view &out)
{
    const Token token = tokenOf(value);
    out = token.raw;
    if (token.kind == Kind::Object) {
        ondemand::object object;
        if (const auto error = value.get_object().get(object))
            return stop(error);
        if (const auto error = object.raw_json().get(out))
            return stop(error);
    } else if (token.kind == Kind::Array) {
        ondemand::array array;
        if (const auto error = value.get_array().get(array))
            return stop(error);
        if (const auto error = array.raw_json().get(out))
            return stop(error);
    } else {
        return isScalar(token) || stop("syntax");
    }
    out = trimmed(out);
    return checkNested(out);
}

// What is skipped is not looked at by simdjson, but it is written again when the report is exported. The text lies
// inside the padded document, so reading beyond its end is safe.
bool JsonFields::checkNested(std::string_view json)
{
    simdjson::dom::parser &nested = m_memory.nested;
    if (json.size() > nested.capacity())
        if (const auto error = nested.allocate(std::max<std::size_t>(json.size(), 1024), limits::reportDepth))
            return stop(error);
    const auto error = nested.parse(json.data(), json.size(), false).error();
    const bool legal = !error || error == simdjson::NUMBER_ERROR; // a number too large for it
    return legal || stop(error);
}

void JsonFields::findBackslash(const char *from)
{
    const void *found = std::memchr(from, '\\', std::size_t(m_end - from));
    m_backslash = found ? static_cast<const char *>(found) : m_end;
}

bool JsonFields::string(ondemand::value &value, std::string_view raw, std::string_view &out)
{
    if (raw.size() > limits::reportStringBytes + 2)
        return stop("long-string");
    out = raw.substr(1, raw.size() - 2);
    if (hasEscapes(out))
        if (const auto error = value.get_string().get(out))
            return stop(error);
    return true;
}

bool JsonFields::text(std::string_view key, ondemand::value &value, std::string &out)
{
    const std::string_view token = tokenText(value);
    std::string_view inner;
    if (!isFilledString(token))
        return otherText(key, value, {kindOf(token), token}, out);
    if (!string(value, token, inner))
        return false;
    out = std::string(inner); // cheaper than to assign to what is empty
    return true;
}

bool JsonFields::otherText(std::string_view key, ondemand::value &value, const Token &token, std::string &out)
{
    switch (token.kind) {
    case Kind::String: return deviate(DeviationCode::EmptyValue, key, token.raw);
    case Kind::Null: return deviate(DeviationCode::NullValue, key, token.raw);
    case Kind::Number:
    case Kind::Bool:
        if (!isScalar(token))
            break;
        if (token.raw.size() > limits::reportStringBytes)
            return stop("long-string");
        out.assign(token.raw);
        return deviate(DeviationCode::WrongType, key, token.raw);
    case Kind::Object:
    case Kind::Array: return keepRaw(DeviationCode::WrongType, key, value);
    case Kind::Bad: break;
    }
    return stop("syntax");
}

bool JsonFields::pushItem(std::string_view item, std::vector<std::string> &out)
{
    if (++m_items > limits::reportListItems)
        return stop("too-many-items");
    out.emplace_back(item);
    return true;
}

bool JsonFields::readItem(std::string_view key, std::size_t index, ondemand::value &value,
                          std::vector<std::string> &out)
{
    const std::string_view text = tokenText(value);
    std::string_view item;
    if (isFilledString(text))
        return string(value, text, item) && pushItem(item, out);
    const Token token{kindOf(text), text};
    if (token.kind == Kind::String)
        return deviate(DeviationCode::EmptyValue, indexed(key, index), token.raw) && pushItem({}, out);
    const DeviationCode fault = token.kind == Kind::Null ? DeviationCode::NullValue : DeviationCode::WrongType;
    if (!raw(value, item) || !deviate(fault, indexed(key, index), item))
        return false;
    if (item.size() > limits::reportStringBytes)
        return stop("long-string");
    return pushItem(item, out); // as it stood: nothing is lost, and the places stay
}

bool JsonFields::list(std::string_view key, ondemand::value &value, std::vector<std::string> &out)
{
    const Token token = tokenOf(value);
    if (token.kind == Kind::Null)
        return deviate(DeviationCode::NullValue, key, token.raw);
    if (token.kind == Kind::String) {
        std::string_view item;
        if (!deviate(DeviationCode::NotAnArray, key, token.raw) || !string(value, token.raw, item))
            return false;
        return item.empty() || pushItem(item, out);
    }
    if (token.kind != Kind::Array)
        return keepRaw(DeviationCode::WrongType, key, value);
    ondemand::array array;
    if (const auto error = value.get_array().get(array))
        return stop(error);
    constexpr std::size_t usual = 8;
    std::size_t index = 0;
    out.reserve(usual);
    for (auto entry : array) {
        if (entry.error())
            return stop(entry.error());
        ondemand::value &&item = std::move(entry).value_unsafe();
        if (!readItem(key, index++, item, out))
            return false;
    }
    return true;
}

bool JsonFields::number(std::string_view key, std::string_view text, const Count &count,
                        std::optional<std::int64_t> &out)
{
    out = count.value;
    if (count.fraction && !deviate(DeviationCode::CountAsFraction, key, text))
        return false;
    if (count.negative && !deviate(DeviationCode::CountNegative, key, text))
        return false;
    return !count.large || deviate(DeviationCode::CountTooLarge, key, text);
}

// A number, or what a string holds. What no count can be made of is kept as it stood.
bool JsonFields::count(std::string_view key, ondemand::value &value, std::optional<std::int64_t> &out)
{
    const std::string_view text = tokenText(value);
    if ((out = plainCount(text)))
        return true;
    const Token token{kindOf(text), text};
    switch (token.kind) {
    case Kind::Number: {
        const auto read = readCount(token.raw);
        if (!read)
            break;
        return number(key, token.raw, *read, out) && (out || keep(key, token.raw));
    }
    case Kind::Null: return deviate(DeviationCode::NullValue, key, token.raw);
    case Kind::String: {
        std::string_view inner;
        if (token.raw.size() == 2)
            return deviate(DeviationCode::EmptyValue, key, token.raw);
        if (!deviate(DeviationCode::CountAsString, key, token.raw) || !string(value, token.raw, inner))
            return false;
        const auto read = readCount(trimmed(inner));
        return (read ? number(key, inner, *read, out) : deviate(DeviationCode::WrongType, key, inner)) &&
               (out || keep(key, token.raw));
    }
    case Kind::Bool:
    case Kind::Object:
    case Kind::Array: return keepRaw(DeviationCode::WrongType, key, value);
    case Kind::Bad: break;
    }
    return stop("syntax");
}

bool JsonFields::object(std::string_view key, ondemand::value &value, ondemand::object &out, bool &present)
{
    const Token token = tokenOf(value);
    present = token.kind == Kind::Object;
    if (token.kind == Kind::Null)
        return deviate(DeviationCode::NullValue, key, token.raw);
    if (!present)
        return keepRaw(DeviationCode::WrongType, key, value);
    const auto error = value.get_object().get(out);
    return !error || stop(error);
}

} // namespace tlsrpt
