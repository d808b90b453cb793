// SPDX-License-Identifier: GPL-3.0-or-later
// A report as the rows that it becomes: all that can be prepared without the archive, so that the threads that read do
// it and the one that writes only looks up the numbers of words and hands values over. All texts of a report lie in one
// piece of memory; what repeats across reports is a word of it (words.h), listed once and hashed already. Failure
// details of one policy that share result type, MX host and reason code are one failure.
#pragma once

#include "archive/stored_report.h"
#include "archive/words.h"

#include <optional>
#include <vector>

namespace archive {

struct ReportRows
{
    /// A part of `texts`.
    struct Text
    {
        std::uint32_t from = 0, size = 0;
    };
    using Word = std::uint32_t; ///< index into `words`

    struct Policy
    {
        Word type, typeWord, domain, strings, mxHosts, mode;
        std::optional<std::int64_t> successful, failed;
        std::uint32_t failures; ///< how many of `failures` are its own, in order
    };
    struct Failure
    {
        Word result, resultWord, mx, reason;
        std::int64_t sessions;
        std::uint32_t details; ///< how many of `details` are its own, in order
    };
    struct Detail
    {
        std::uint32_t seq; ///< place among the failure details of its policy
        Text sendingIp, receivingIp;
        Word helo;
        std::optional<std::int64_t> sessions;
        Text information;
    };
    struct Deviation
    {
        Word code;
        Text place, value;
    };
    struct UnknownMember
    {
        Text path, json;
    };

    QByteArray identity, content, bytes; ///< as StoredReport has them
    Word sender = 0, organization = 0, contact = 0, dkim = 0;
    Text reportId, startText, endText, source, evidence; ///< in their stored form; evidence empty: none
    std::optional<std::int64_t> start, end;
    std::int64_t day = 0, receivedAt = 0;
    Trust trust = Trust::NoMail;
    std::vector<Policy> policies;
    std::vector<Failure> failures;
    std::vector<Detail> details;
    std::vector<Deviation> deviations;
    std::vector<UnknownMember> unknown;

    std::string texts;
    std::vector<std::pair<Text, std::size_t>> words; ///< as they are, with their hash

    std::string_view operator[](Text text) const { return std::string_view(texts).substr(text.from, text.size); }
    HashedText word(Word at) const { return {(*this)[words[at].first], words[at].second}; }
    std::size_t size() const; ///< in memory, roughly
};

/// Safe to call in any thread.
ReportRows rowsOf(const StoredReport &report);

/// What a count adds to a sum: nothing when it is missing or negative, a forged one at most 10^12.
std::int64_t counted(const std::optional<std::int64_t> &number);
/// The mode line of an MTA-STS policy as a report quotes it: "enforce", "testing", "none", or empty.
std::string_view modeSeen(const tlsrpt::PolicyResult &policy);
/// Days since 1970 UTC of the report's start; noDay when it is unreadable.
inline constexpr std::int64_t noDay = -1;
std::int64_t dayOf(const tlsrpt::Report &report);

} // namespace archive
