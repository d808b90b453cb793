// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_rows.h"

#include "archive/report_words.h"
#include "archive/stored_text.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace archive {
namespace {

using Rows = ReportRows;

class RowsBuilder
{
public:
    explicit RowsBuilder(const StoredReport &stored) : m_stored(stored)
    {
        m_rows.texts.reserve(1024);
        m_rows.words.reserve(16);
    }
    Rows build() &&;

private:
    Rows::Word word(std::string_view text);
    Rows::Text text(std::string_view text);
    void addPolicy(const tlsrpt::PolicyResult &policy);
    void addFailures(const tlsrpt::PolicyResult &policy);
    void addDetail(const tlsrpt::FailureDetails &detail, std::size_t seq);
    void addRemarks();

    const StoredReport &m_stored;
    Rows m_rows;
    std::unordered_map<std::size_t, Rows::Word> m_words; ///< by hash; one of several that share it
};

Rows::Word RowsBuilder::word(std::string_view text)
{
    const std::size_t hash = wordHash(text);
    const auto [known, isNew] = m_words.try_emplace(hash, Rows::Word(m_rows.words.size()));
    if (!isNew && m_rows.word(known->second).text == text)
        return known->second;
    // Another text of the same hash is listed as often as it comes: that is rare, and does no harm.
    const Rows::Text at{std::uint32_t(m_rows.texts.size()), std::uint32_t(text.size())};
    m_rows.texts.append(text);
    m_rows.words.emplace_back(at, hash);
    return Rows::Word(m_rows.words.size() - 1);
}

Rows::Text RowsBuilder::text(std::string_view text)
{
    const auto from = std::uint32_t(m_rows.texts.size());
    appendStored(m_rows.texts, text);
    return {from, std::uint32_t(m_rows.texts.size()) - from};
}

void RowsBuilder::addDetail(const tlsrpt::FailureDetails &detail, std::size_t seq)
{
    m_rows.details.push_back({.seq = std::uint32_t(seq),
                              .sendingIp = text(detail.sendingMtaIp),
                              .receivingIp = text(detail.receivingIp),
                              .helo = word(detail.receivingMxHelo),
                              .sessions = detail.failedSessionCount,
                              .information = text(detail.additionalInformation)});
}

void RowsBuilder::addFailures(const tlsrpt::PolicyResult &policy)
{
    using Key = std::tuple<tlsrpt::ResultType, std::string_view, std::string_view, std::string_view>;
    std::map<Key, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < policy.failures.size(); ++i) {
        const tlsrpt::FailureDetails &detail = policy.failures[i];
        groups[{detail.resultType, detail.resultTypeWord, detail.receivingMxHostname, detail.failureReasonCode}]
            .push_back(i);
    }
    for (const auto &[key, details] : groups) {
        const auto &[result, resultWord, mx, reason] = key;
        Rows::Failure failure{.result = word(wordOf(result)),
                              .resultWord = word(resultWord),
                              .mx = word(mx),
                              .reason = word(reason),
                              .sessions = 0,
                              .details = std::uint32_t(details.size())};
        for (const std::size_t seq : details) {
            failure.sessions += counted(policy.failures[seq].failedSessionCount);
            addDetail(policy.failures[seq], seq);
        }
        m_rows.failures.push_back(failure);
    }
}

void RowsBuilder::addPolicy(const tlsrpt::PolicyResult &policy)
{
    const std::size_t before = m_rows.failures.size();
    addFailures(policy);
    m_rows.policies.push_back({.type = word(wordOf(policy.policyType)),
                               .typeWord = word(policy.policyTypeWord),
                               .domain = word(policy.policyDomain),
                               .strings = word(joinedList(policy.policyStrings)),
                               .mxHosts = word(joinedList(policy.mxHosts)),
                               .mode = word(modeSeen(policy)),
                               .successful = policy.successfulSessions,
                               .failed = policy.failedSessions,
                               .failures = std::uint32_t(m_rows.failures.size() - before)});
}

void RowsBuilder::addRemarks()
{
    for (const tlsrpt::Deviation &deviation : m_stored.report.deviations)
        m_rows.deviations.push_back({word(wordOf(deviation.code)), text(deviation.where), text(deviation.value)});
    for (const tlsrpt::UnknownMember &member : m_stored.report.unknown)
        m_rows.unknown.push_back({text(member.path), text(member.json)});
}

Rows RowsBuilder::build() &&
{
    const tlsrpt::Report &report = m_stored.report;
    m_rows.identity = m_stored.identity;
    m_rows.content = m_stored.content;
    m_rows.bytes = m_stored.bytes;
    m_rows.sender = word(m_stored.sender);
    m_rows.organization = word(report.organizationName);
    m_rows.contact = word(report.contactInfo);
    m_rows.dkim = word(m_stored.dkim.toStdString());
    m_rows.reportId = text(report.reportId);
    m_rows.startText = text(report.startText);
    m_rows.endText = text(report.endText);
    m_rows.source = text(m_stored.source.toStdString());
    m_rows.evidence = text({m_stored.evidence.constData(), std::size_t(m_stored.evidence.size())});
    m_rows.start = report.start;
    m_rows.end = report.end;
    m_rows.day = dayOf(report);
    m_rows.receivedAt = m_stored.receivedAt;
    m_rows.trust = m_stored.trust;
    m_rows.policies.reserve(report.policies.size());
    for (const tlsrpt::PolicyResult &policy : report.policies)
        addPolicy(policy);
    addRemarks();
    return std::move(m_rows);
}

} // namespace

std::size_t ReportRows::size() const
{
    return sizeof *this + texts.capacity() + std::size_t(identity.size() + content.size() + bytes.size()) +
           words.capacity() * sizeof words[0] + policies.capacity() * sizeof(Policy) +
           failures.capacity() * sizeof(Failure) + details.capacity() * sizeof(Detail) +
           deviations.capacity() * sizeof(Deviation) + unknown.capacity() * sizeof(UnknownMember);
}

ReportRows rowsOf(const StoredReport &report)
{
    return RowsBuilder(report).build();
}

std::int64_t counted(const std::optional<std::int64_t> &number)
{
    return std::clamp<std::int64_t>(number.value_or(0), 0, 1'000'000'000'000);
}

std::string_view modeSeen(const tlsrpt::PolicyResult &policy)
{
    for (std::string_view line : policy.policyStrings) {
        if (!line.starts_with("mode"))
            continue;
        line.remove_prefix(4);
        const std::size_t value = line.find_first_not_of(" \t:");
        if (value == 0 || value == line.npos)
            continue;
        for (const std::string_view mode : {"enforce", "testing", "none"})
            if (line.substr(value).starts_with(mode))
                return mode;
    }
    return {};
}

std::int64_t dayOf(const tlsrpt::Report &report)
{
    constexpr std::int64_t secondsADay = 86'400;
    return report.start && *report.start >= 0 ? *report.start / secondsADay : noDay;
}

} // namespace archive
