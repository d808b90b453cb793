// SPDX-License-Identifier: GPL-3.0-or-later
// The least that reading a report can cost: libdeflate, base64 by a table, and simdjson over every value, with nothing
// kept, nothing judged and nothing bounded. It trusts what it reads and is only good for the corpus of
// make_report_corpus.py.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace bench {

class ReportLimit
{
public:
    ReportLimit();
    ~ReportLimit();

    /// Walks the JSON in a gzip file. Returns a checksum over all numbers and lengths; 0: it could not be read.
    std::uint64_t walkGzip(std::string_view packed);
    /// Finds the report in a mail by its last part, decodes and walks it.
    std::uint64_t walkMail(std::string_view mail);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace bench
