// SPDX-License-Identifier: GPL-3.0-or-later
// From the root of a report's JSON to its leaves, once, in the order of the document: which members each object of the
// schema has (RFC 8460 §4.4), which of them are required, and what is worth a remark when all of them are read.
#pragma once

#include "tlsrpt/json_fields.h"

namespace tlsrpt {

class ReportWalk
{
public:
    ReportWalk(Report &report, std::string_view document, ReaderMemory &memory)
        : m_report(report), m_memory(memory), m_fields(report, document, memory)
    {
    }

    /// False when reading has to end: fields() has the reason.
    bool read(ondemand::object root);
    const JsonFields &fields() const { return m_fields; }

private:
    using Value = ondemand::value;

    bool readRange(Value &value);
    bool readDates();
    bool readDate(std::string_view key, const std::string &text, std::optional<std::int64_t> &out);
    bool readPolicies(Value &value);
    bool readEntry(Value &value);
    bool readPolicy(Value &value, PolicyResult &out);
    bool settlePolicy(PolicyResult &out, unsigned seen);
    std::vector<std::string> stringsIn(const std::string &text);
    bool expandJsonStrings(PolicyResult &out);
    bool stripMxPrefixes(PolicyResult &out);
    bool readSummary(Value &value, PolicyResult &out);
    bool readFailures(Value &value, PolicyResult &out);
    bool readFailure(Value &value, PolicyResult &out);
    bool settleFailure(FailureDetails &out, unsigned seen);
    bool settleAddress(std::string_view key, std::string &address);
    bool remark(const PolicyResult &policy);
    template <std::size_t N>
    bool missing(const Keys<N> &keys, unsigned seen, unsigned required);

    Report &m_report;
    ReaderMemory &m_memory;
    JsonFields m_fields;
    std::size_t m_details = 0;
    std::int64_t m_failed = 0; ///< sum of the details of the policy that is being read
};

} // namespace tlsrpt
