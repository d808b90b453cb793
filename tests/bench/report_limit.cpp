// SPDX-License-Identifier: GPL-3.0-or-later
#include "report_limit.h"

#include <libdeflate.h>
#include <simdjson.h>

#include <array>
#include <cstring>
#include <string>

namespace bench {

namespace {

using namespace simdjson;

constexpr unsigned char notBase64 = 0xff;

constexpr std::array<unsigned char, 256> base64Values()
{
    std::array<unsigned char, 256> values{};
    values.fill(notBase64);
    const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (unsigned char i = 0; i < 64; ++i)
        values[static_cast<unsigned char>(alphabet[i])] = i;
    return values;
}

// Line by line, four characters at once: lines of MIME are multiples of four.
void decodeBase64(std::string_view text, std::string &out)
{
    static constexpr auto values = base64Values();
    out.resize(text.size() / 4 * 3 + 3);
    char *to = out.data();
    std::size_t i = 0;
    while (i + 4 <= text.size()) {
        const unsigned char a = values[static_cast<unsigned char>(text[i])];
        if (a == notBase64) {
            ++i;
            continue;
        }
        const unsigned char b = values[static_cast<unsigned char>(text[i + 1])];
        const unsigned char c = values[static_cast<unsigned char>(text[i + 2])];
        const unsigned char d = values[static_cast<unsigned char>(text[i + 3])];
        *to++ = char(a << 2 | b >> 4);
        if (c != notBase64)
            *to++ = char(b << 4 | c >> 2);
        if (d != notBase64)
            *to++ = char(c << 6 | d);
        i += 4;
    }
    out.resize(std::size_t(to - out.data()));
}

std::uint64_t walk(ondemand::value value)
{
    std::uint64_t sum = 1;
    switch (value.type()) {
    case ondemand::json_type::object:
        for (auto field : value.get_object()) {
            sum += std::string_view(field.unescaped_key()).size();
            sum += walk(field.value());
        }
        break;
    case ondemand::json_type::array:
        for (auto item : value.get_array())
            sum += walk(item.value());
        break;
    case ondemand::json_type::string: sum += std::string_view(value.get_string()).size(); break;
    case ondemand::json_type::number: sum += std::uint64_t(std::int64_t(value.get_int64())); break;
    case ondemand::json_type::boolean:
    case ondemand::json_type::null: break;
    }
    return sum;
}

} // namespace

struct ReportLimit::Parts
{
    ondemand::parser parser;
    libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    std::string json, part;

    ~Parts() { libdeflate_free_decompressor(inflater); }

    // simdjson reads over behind the end, so the buffer is larger than the text.
    std::uint64_t walkJson(std::size_t size)
    {
        try {
            auto document = parser.iterate(json.data(), size, json.size());
            return walk(document.get_value());
        } catch (const simdjson_error &) {
            return 0;
        }
    }
};

ReportLimit::ReportLimit() : m_parts(std::make_unique<Parts>()) {}
ReportLimit::~ReportLimit() = default;

std::uint64_t ReportLimit::walkGzip(std::string_view packed)
{
    std::uint32_t size = 0; // the last four bytes, little endian
    if (packed.size() < 18)
        return 0;
    std::memcpy(&size, packed.data() + packed.size() - sizeof size, sizeof size);
    if (m_parts->json.size() < size + SIMDJSON_PADDING)
        m_parts->json.resize(size + SIMDJSON_PADDING);
    std::size_t unpacked = 0;
    if (libdeflate_gzip_decompress(m_parts->inflater, packed.data(), packed.size(), m_parts->json.data(), size,
                                   &unpacked) != LIBDEFLATE_SUCCESS)
        return 0;
    return m_parts->walkJson(unpacked);
}

std::uint64_t ReportLimit::walkMail(std::string_view mail)
{
    constexpr std::string_view field = "Content-Transfer-Encoding: base64\r\n\r\n";
    const std::size_t head = mail.find(field);
    if (head == std::string_view::npos)
        return 0;
    const std::string_view body = mail.substr(head + field.size());
    decodeBase64(body.substr(0, body.find("\r\n--")), m_parts->part);
    if (m_parts->part.starts_with("\x1f\x8b"))
        return walkGzip(m_parts->part);
    const std::size_t size = m_parts->part.size();
    m_parts->json.assign(m_parts->part);
    m_parts->json.resize(size + SIMDJSON_PADDING);
    return m_parts->walkJson(size);
}

} // namespace bench
